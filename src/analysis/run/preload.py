"""What the fork server does once, so that no report has to: import, parse, project and lay out.

Everything here only fills caches of pure functions; it is never needed for a correct result, and
no report can tell whether it happened. It starts no thread, since a fork takes along none: the
PDF compiler, which works in threads, is imported and not called.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from analysis.run.shared import SHARED_VARIABLE

MODULES = (
    "analysis.run.build",
    "analysis.run.engine",
    "ipykernel.inprocess.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "seaborn",
    "typst",
)
"""Modules that a report imports."""

SLOW_AND_UNUSED = "rfc3987_syntax"
"""Compiles a grammar of web addresses for a third of the time of all imports together; the JSON
validator that imports it does without it where it is missing, and notebooks hold no addresses."""


def preload() -> None:
    """Do all that the reports share; what fails here is left to them, who can say why."""
    with _hidden(SLOW_AND_UNUSED):
        for module in MODULES:
            import_module(module)
    try:
        import_module("analysis.run.warming").warm(
            json.loads(os.environ.get(SHARED_VARIABLE, "[]"))
        )
    except Exception:
        logging.getLogger(__name__).debug("nothing prepared", exc_info=True)
    # Objects that live as long as the server: the collector of a child must not touch them, or
    # the memory they lie in would be copied for every report.
    gc.collect()
    gc.freeze()


@contextmanager
def _hidden(module: str) -> Iterator[None]:
    """Make the import of a module fail for a while."""
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


preload()
