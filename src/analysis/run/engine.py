"""Papermill engine ``preloaded``: runs a notebook inside a child of a process that is ready.

A stock run starts a kernel, imports the libraries in it and speaks with it over sockets: about
two thirds of the time of a report. Here the notebook runs in IPython inside the child itself,
and the messages it would have sent go through the same nbclient code, so that the executed
notebook is the one stock Papermill writes.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ipykernel.inprocess.blocking import BlockingInProcessKernelClient
from ipykernel.inprocess.manager import InProcessKernelManager
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager
from papermill.log import logger
from traitlets.config import Config

from analysis.run.isolation import CAN_FORK, INLINE_BACKEND, Limits, call_isolated

NO_HISTORY = Config({"HistoryManager": {"hist_file": ":memory:"}})
"""Reports run side by side; none may wait for another's history file."""


class PreloadedEngine(Engine):  # type: ignore[misc]
    """Executes a notebook in a preloaded child, or in this process if it is one already."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        in_this_process: bool = False,
        wall_seconds: float = Limits.wall_seconds,
        memory_bytes: int = Limits.memory_bytes,
        **options: Any,
    ) -> None:
        """Run all cells; see `papermill.engines.Engine`.

        Parameters
        ----------
        nb_man : NotebookExecutionManager
            Papermill's record of the run.
        kernel_name : str
            Name of the kernel; the notebook runs in this interpreter whatever it says.
        in_this_process : bool
            Whether the caller has already isolated the run.
        wall_seconds, memory_bytes : float, int
            Limits of the whole notebook.
        **options : object
            Options of stock Papermill; those about kernels have no meaning here.

        Raises
        ------
        ChildKilledError
            If the child passed a limit or was killed.
        """
        if in_this_process:
            run_cells(nb_man, **_kept(options))
        elif CAN_FORK:
            limits = Limits(wall_seconds, memory_bytes)
            nb_man.nb, _ = call_isolated(_run_notebook, nb_man.nb, limits=limits)
        else:
            NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **options)


def run_cells(nb_man: NotebookExecutionManager, **options: Any) -> None:
    """Run the cells of a managed notebook in IPython inside this process."""
    with _embedded_kernel() as manager:
        client = _EmbeddedNotebookClient(nb_man, km=manager, **options)
        client.kc = _EmbeddedKernelClient(kernel=manager.kernel, session=manager.session)
        client.kc.start_channels()
        client.kc.allow_stdin = False
        client.execute()


def _run_notebook(notebook: Any) -> Any:
    nb_man = NotebookExecutionManager(notebook, progress_bar=False)
    run_cells(nb_man)
    return nb_man.nb


def _kept(options: dict[str, Any]) -> dict[str, Any]:
    """Options about where outputs go; those about kernels have no meaning here."""
    names = ("log_output", "stdout_file", "stderr_file")
    return {"log": logger, **{name: options[name] for name in names if name in options}}


@contextmanager
def _embedded_kernel() -> Iterator[InProcessKernelManager]:
    """Kernel inside this process, with the figure backend and the streams of a real one."""
    asyncio.set_event_loop(asyncio.new_event_loop())
    os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
    manager = InProcessKernelManager(config=NO_HISTORY)
    manager.start_kernel()  # type: ignore[no-untyped-call]
    kernel: Any = manager.kernel
    streams = sys.stdout, sys.stderr
    # The kernel stamps a stream's messages with their cell only where `sys` already points to it.
    sys.stdout, sys.stderr = kernel.stdout, kernel.stderr
    try:
        yield manager
    finally:
        sys.stdout, sys.stderr = streams
        asyncio.get_event_loop().close()


class _EmbeddedKernelClient(BlockingInProcessKernelClient):
    """Runs a cell before nbclient asks for it, so that no event loop runs around the cell."""

    executed_id = ""

    def run(self, source: str) -> None:
        self.executed_id = super().execute(source)

    def execute(self, *_: Any, **__: Any) -> str:
        return self.executed_id

    def is_alive(self) -> bool:
        return True

    def _dispatch_to_kernel(self, request: dict[str, Any]) -> None:
        kernel: Any = self.kernel
        stream = kernel.shell_stream
        self.session.send(stream, request)
        _drive(kernel.dispatch_shell(stream.recv_multipart()))
        _, reply = self.session.recv(stream, copy=False)
        self.shell_channel.call_handlers_later(reply)


def _drive(coroutine: Any) -> None:
    """Run a coroutine that never waits; IPython starts a loop of its own for cells that await."""
    try:
        coroutine.send(None)
    except StopIteration:
        return
    raise RuntimeError("the kernel waited for something outside the cell")


class _EmbeddedNotebookClient(PapermillNotebookClient):  # type: ignore[misc]
    def execute_cell(self, cell: Any, cell_index: int, *args: Any, **options: Any) -> Any:
        if self._is_run(cell):
            self.kc.run(cell.source)
        return super().execute_cell(cell, cell_index, *args, **options)

    def _is_run(self, cell: Any) -> bool:
        skipped = self.skip_cells_with_tag in cell.metadata.get("tags", [])
        return cell.cell_type == "code" and bool(cell.source.strip()) and not skipped
