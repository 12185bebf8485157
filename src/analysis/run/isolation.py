"""Calls a function in a process of its own, within limits, started from a preloaded one.

Where the system can fork, children come from one server process that has imported everything
(`multiprocessing`'s fork server): a child is ready in milliseconds, owns its memory, folder and
figures, and no thread of the caller is ever forked. Elsewhere children start from nothing.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import Any, Final

import psutil

from analysis.run.moment import forget_blank_moment

PRELOADED_MODULE = "analysis.run.preload"
POLL_SECONDS: Final = 0.1
INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
"""The figure backend that a stock kernel sets for its notebooks."""

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""One linear-algebra thread a process: reports run side by side, and sums round the same way."""

DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
"""Errors of the disk that every other child would meet too."""

IS_POSIX = os.name == "posix"

CAN_FORK = "forkserver" in multiprocessing.get_all_start_methods()
"""Whether children can come from a preloaded process."""


_START_LOCK = threading.Lock()


@dataclass(frozen=True)
class Limits:
    """What one child may use, whatever it does.

    Parameters
    ----------
    wall_seconds : float
        Time for everything it does.
    memory_bytes : int
        Resident memory.
    """

    wall_seconds: float = 600.0
    memory_bytes: int = 2 * 1024**3


@dataclass(frozen=True)
class Usage:
    """What one child used: seconds of wall time and the most resident memory seen."""

    seconds: float
    peak_memory_bytes: int


class ChildKilledError(RuntimeError):
    """The child did not live to answer.

    Parameters
    ----------
    cause : str
        ``timeout``, ``memory`` or ``killed``.
    exit_code : int or None
        As the system tells it: negative for a signal.
    """

    def __init__(self, cause: str, exit_code: int | None = None) -> None:
        super().__init__(cause, exit_code)
        self.cause = cause
        self.exit_code = exit_code


class ChildFailedError(RuntimeError):
    """The function raised; the message is the child's traceback."""


def call_isolated(
    function: Callable[..., Any], *arguments: object, limits: Limits | None = None
) -> tuple[Any, Usage]:
    """Call a function in a child process.

    Parameters
    ----------
    function : callable
        Importable function; it and its arguments and result must be picklable.
    *arguments : object
        Its arguments.
    limits : Limits, optional
        Time and memory of the child.

    Returns
    -------
    tuple of (object, Usage)
        What the function returned and what the child used.

    Raises
    ------
    ChildKilledError
        If the child passed a limit or was killed from outside.
    ChildFailedError
        If the function raised.
    OSError
        If the disk is full or closed for writing.
    """
    started = time.monotonic()
    receiver, process = _start(function, arguments)
    try:
        (succeeded, result), peak = _watch(receiver, process, limits or Limits())
    finally:
        _kill_group(process)
        receiver.close()
    if isinstance(result, OSError):
        raise result
    if not succeeded:
        raise ChildFailedError(result)
    return result, Usage(time.monotonic() - started, peak)


def _start(function: Callable[..., Any], arguments: tuple[object, ...]) -> tuple[Connection, Any]:
    for variable in THREAD_VARIABLES:
        os.environ.setdefault(variable, "1")
    os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # As Papermill: no debugger here.
    forget_blank_moment()
    context: Any = multiprocessing.get_context("forkserver" if CAN_FORK else "spawn")
    if CAN_FORK:
        context.set_forkserver_preload([PRELOADED_MODULE])
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(sender, function, arguments), daemon=False)
    with _without_main():
        process.start()
    sender.close()
    return receiver, process


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the caller's program, which every child would run again before its work.

    It costs time and fails where the program has no file, as in a console.
    """
    with _START_LOCK:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def _serve(sender: Connection, function: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    if IS_POSIX:
        os.setsid()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    answer: tuple[bool, object]
    try:
        answer = True, function(*arguments)
    except Exception as error:  # noqa: BLE001  whatever it is, the caller is told
        is_disk_error = isinstance(error, OSError) and error.errno in DISK_ERRORS
        answer = False, error if is_disk_error else traceback.format_exc()
    sender.send(answer)


def _end_with_parent() -> None:
    """End the child when its caller ends, so that nothing works on for nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
    os._exit(1)


def _watch(receiver: Connection, process: Any, limits: Limits) -> tuple[tuple[bool, Any], int]:
    deadline = time.monotonic() + limits.wall_seconds
    peak = _resident_bytes(process.pid)
    while not receiver.poll(POLL_SECONDS):
        peak = max(peak, _resident_bytes(process.pid))
        if peak > limits.memory_bytes:
            raise ChildKilledError("memory")
        if time.monotonic() > deadline:
            raise ChildKilledError("timeout")
    try:
        return receiver.recv(), max(peak, _resident_bytes(process.pid))
    except EOFError:
        process.join()
        raise ChildKilledError("killed", process.exitcode) from None


def _resident_bytes(pid: int) -> int:
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _kill_group(process: Any) -> None:
    """Kill the child and whatever it started, which share its session."""
    if IS_POSIX:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()
