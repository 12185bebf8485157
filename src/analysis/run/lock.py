"""The lock of a folder at a URL: a small file there that names the run that works on the folder.

Two runs that find a dead run's lock may both take it, and a run that was suspended may lose its
own: so whoever is about to send asks once more whose it is (`FolderLock.is_held`).
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.errors import ParameterError
from analysis.remote import RemoteFolder

LOCK = ".lock"
LEASE_SECONDS = 600
"""A lock that was not renewed for so long belongs to a run that was killed."""
RENEWED_EVERY_SECONDS = 60
WRITTEN_WITHIN_SECONDS = 2
"""A lock that says nothing for so long was not just being written: its run was killed over it."""
_HELD: list[FolderLock] = []


def _new_owner() -> str:
    return f"{socket.gethostname()} {os.getpid()} {time.time_ns()}"


@dataclass(frozen=True)
class FolderLock:
    """The lock of one run.

    Parameters
    ----------
    remote : RemoteFolder
        What it is for.
    owner : str
        Name of the run that no other has.
    """

    remote: RemoteFolder
    owner: str = field(default_factory=_new_owner)

    def take(self) -> bool:
        """Take the folder, also from a run that was killed; whether it was free."""
        if self.remote.create(LOCK, self._lease()):
            return True
        if not self._found():
            time.sleep(WRITTEN_WITHIN_SECONDS)
        if time.time() - self._found().get("renewed", 0) <= LEASE_SECONDS:
            return False
        self.remote.remove(LOCK)
        return self.remote.create(LOCK, self._lease())

    def is_held(self) -> bool:
        """Whether the lock that lies there is still the one of this run."""
        return self._found().get("owner") == self.owner

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Renew the lock that was taken, again and again, and give it up at the end."""
        _HELD.append(self)
        done = threading.Event()
        renewal = threading.Thread(target=self._renew, args=(done,), daemon=True)
        renewal.start()
        try:
            yield
        finally:
            done.set()
            renewal.join()
            release_all()

    def release(self) -> None:
        """Remove the lock; one that another run has taken over stays."""
        if self.is_held():
            self.remote.remove(LOCK)

    def _renew(self, done: threading.Event) -> None:
        # A store that sends a file holds back what another thread writes through the same object.
        own = replace(self, remote=RemoteFolder(self.remote.url))
        while not done.wait(RENEWED_EVERY_SECONDS):
            # What fails once may succeed the next time: the lease lasts for several.
            with suppress(ParameterError):
                if not own.is_held():
                    return
                own.remote.write(LOCK, own._lease())

    def _lease(self) -> bytes:
        return json.dumps({"owner": self.owner, "renewed": time.time()}).encode()

    def _found(self) -> dict[str, Any]:
        """What the lock that lies there says; nothing where there is none to read."""
        try:
            found = json.loads(self.remote.read(LOCK) or b"{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def release_all() -> None:
    """Give up the locks of this process, also where it is about to be stopped."""
    while _HELD:
        with suppress(ParameterError):
            _HELD.pop().release()
