"""Where reports go: a folder of this machine, or a folder at a URL worked on in a copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from analysis.remote import RemoteFolder, is_url
from analysis.run.failure import output_error
from analysis.run.lock import FolderLock
from analysis.run.manifest import CHECKSUMS
from analysis.run.pointer import INCOMPLETE, LATEST


@dataclass(frozen=True)
class Destination:
    """Where a run works and where its readers look.

    Parameters
    ----------
    folder : Path
        Folder of this machine.
    url : str
        Where its content goes once it is published; blank where readers look at the folder itself.
    lock : FolderLock or None
        What keeps other runs off the URL.
    language : str
        Of messages.
    """

    folder: Path
    url: str = ""
    lock: FolderLock | None = None
    language: str = "vi"

    def deliver(self) -> None:
        """Send what was published: reports, then their checksums, then what leads to them.

        Raises
        ------
        OutputError
            If another run has taken the URL over; nothing is sent then.
        """
        if self.lock and not self.lock.is_held():
            raise output_error("run.output.taken_over", self.url, self.language)
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
    lock = FolderLock(remote)
    if not lock.take():
        raise output_error("run.output.locked", output, language)
    with lock.kept():
        folder = remote.copy_place().resolve()
        remote.pull(folder)
        yield Destination(folder, output, lock, language)


def _rank(name: str) -> int:
    """Order of sending: a reader follows the index and the pointers, which go last."""
    last = PurePosixPath(name).name
    if last in (LATEST, INCOMPLETE):
        return 2
    if "/" not in name:
        return 3
    return 1 if last == CHECKSUMS else 0
