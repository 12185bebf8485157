"""Where reports go: a folder of this machine, or a folder at a URL worked on in a copy."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from analysis.errors import ParameterError
from analysis.remote import RemoteFolder, is_url
from analysis.run.failure import output_error
from analysis.run.manifest import CHECKSUMS
from analysis.run.pointer import INCOMPLETE, LATEST

LOCK = ".lock"
LEASE_SECONDS = 600
"""A lock that was not renewed for so long belongs to a run that was killed."""
RENEWED_EVERY_SECONDS = 60
_HELD: list[RemoteFolder] = []


@dataclass(frozen=True)
class Destination:
    """Where a run works and where its readers look.

    Parameters
    ----------
    folder : Path
        Folder of this machine.
    url : str
        Where its content goes once it is published; blank where readers look at the folder itself.
    """

    folder: Path
    url: str = ""

    def deliver(self) -> None:
        """Send what was published: reports, then their checksums, then what leads to them."""
        if self.url:
            RemoteFolder(self.url).push(self.folder, _rank)

    def address(self, path: str) -> str:
        """Where readers find a file or folder of the output."""
        if not self.url:
            return path
        return f"{self.url.rstrip('/')}/{Path(path).relative_to(self.folder).as_posix()}"


@contextmanager
def destination(output: str, language: str) -> Iterator[Destination]:
    """Open the output: at a URL its state is fetched first and nobody else may work on it.

    Raises
    ------
    OutputError
        If another run works on it.
    ParameterError
        If the store cannot be used.
    """
    if not is_url(output):
        yield Destination(Path(output))
        return
    remote = RemoteFolder(output)
    with _locked(remote, language):
        folder = remote.copy_place().resolve()
        remote.pull(folder)
        yield Destination(folder, output)


def _rank(name: str) -> int:
    """Order of sending: a reader follows the index and the pointers, which go last."""
    last = PurePosixPath(name).name
    if last in (LATEST, INCOMPLETE):
        return 2
    if "/" not in name:
        return 3
    return 1 if last == CHECKSUMS else 0


@contextmanager
def _locked(remote: RemoteFolder, language: str) -> Iterator[None]:
    mine = f"{socket.gethostname()} {os.getpid()} {time.time_ns()}"
    if not _take(remote, mine):
        raise output_error("run.output.locked", Path(remote.url), language)
    _HELD.append(remote)
    done = threading.Event()
    renewal = threading.Thread(target=_renew, args=(remote, mine, done), daemon=True)
    renewal.start()
    try:
        yield
    finally:
        done.set()
        renewal.join()
        release_all()


def release_all() -> None:
    """Give up the locks of this process, also where it is about to be stopped."""
    while _HELD:
        with suppress(ParameterError):
            _HELD.pop().remove(LOCK)


def _take(remote: RemoteFolder, mine: str) -> bool:
    try:
        if remote.create(LOCK, _lease(mine)):
            return True
        held = json.loads(remote.read(LOCK) or b"{}")
    except ValueError:
        held = {}
    except OSError as error:
        raise remote.problem("data.remote.failed", error) from error
    if time.time() - held.get("renewed", 0) <= LEASE_SECONDS:
        return False
    remote.remove(LOCK)
    return remote.create(LOCK, _lease(mine))


def _lease(owner: str) -> bytes:
    return json.dumps({"owner": owner, "renewed": time.time()}).encode()


def _renew(remote: RemoteFolder, mine: str, done: threading.Event) -> None:
    while not done.wait(RENEWED_EVERY_SECONDS):
        remote.write(LOCK, _lease(mine))
