"""Which sources of the package a notebook's report can reach, told from their words.

Every name of a module that stands in a source counts as an import of it, also in a string or a
sentence: too much is reached rather than too little. What is not Python (fonts, templates, tables,
maps) is reached by all, and what builds and exports a report by every one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from analysis.run.fingerprint import PACKAGE, hash_files, source_files

ROOTS = ("analysis.run.build", "analysis.run.engine", "analysis.run.preload", "analysis.export")
"""What works on every report: the child that runs and exports it, and what prepares the child."""

_DOTTED = re.compile(r"\banalysis(?:\.\w+)*")
_FROM = re.compile(r"\bfrom\s+(analysis[\w.]*)\s+import\s+(\([^)]*\)|[^\n;]*)")
_RELATIVE = re.compile(r"^\s*from\s+\.", re.MULTILINE)
_WORD = re.compile(r"\w+")
_HIDDEN_IMPORT = re.compile(
    r"import_module|__import__|\bexec\b|\beval\b|\bimport\s+analysis\s*(?:$|as\b|[,;#])|^\s*[%!]",
    re.MULTILINE,
)
"""Code that may reach modules without naming them."""


@dataclass(frozen=True)
class Sources:
    """The package as it lies on disk.

    Parameters
    ----------
    texts : mapping of str to str
        Modules by their paths below it, such as ``data/load.py``.
    others : str
        One hash of all that is not Python.
    """

    texts: Mapping[str, str] = field(repr=False)
    others: str = ""

    def digest(self, notebook: str) -> str:
        """One hash of everything in the package that a notebook's report can reach."""
        modules = ((path, _hash(self.texts[path])) for path in sorted(self.reached_by(notebook)))
        return _hash(f"{self.others}\n{sorted(modules)}")

    def reached_by(self, notebook: str) -> frozenset[str]:
        """Paths of the modules that a notebook reaches; of all, where its code cannot be read.

        Parameters
        ----------
        notebook : str
            Text of the notebook's file.
        """
        code = _code_of(notebook)
        if code is None:
            return frozenset(self.texts)
        reached: set[str] = set()
        waiting = [*self._named_in(code), *(self._modules[r] for r in ROOTS if r in self._modules)]
        while waiting:
            path = waiting.pop()
            if path not in reached:
                reached.add(path)
                waiting += self._edges[path]
        return frozenset(reached)

    @cached_property
    def _modules(self) -> Mapping[str, str]:
        return {_dotted(path): path for path in self.texts}

    @cached_property
    def _edges(self) -> Mapping[str, frozenset[str]]:
        return {path: frozenset(self._named_in(text)) for path, text in self.texts.items()}

    def _named_in(self, text: str) -> Iterator[str]:
        if _RELATIVE.search(text):
            yield from self.texts
        for name in _names_in(text):
            parts = name.split(".")
            # A package's own code runs before that of a module within it.
            wholes = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
            yield from (self._modules[whole] for whole in wholes if whole in self._modules)


def read_sources(package: Path = PACKAGE) -> Sources:
    """Read the package as it lies on disk; its messages are not among its sources."""
    files = [path for path in source_files(package) if path.suffix != ".po"]
    modules = [path for path in files if path.suffix == ".py"]
    others = [path for path in files if path.suffix != ".py"]
    texts = {path.relative_to(package).as_posix(): path.read_text("utf-8") for path in modules}
    return Sources(texts, hash_files(others, package))


def _names_in(text: str) -> set[str]:
    names = set(_DOTTED.findall(text))
    for module, imported in _FROM.findall(text):
        names.update(f"{module}.{word}" for word in _WORD.findall(imported))
    return names


def _dotted(path: str) -> str:
    parts = ["analysis", *path.removesuffix(".py").split("/")]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _code_of(notebook: str) -> str | None:
    """Code of a notebook's cells; ``None`` where it may run what its words do not name."""
    try:
        cells = json.loads(notebook)["cells"]
        code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    except (ValueError, KeyError, TypeError):
        return None
    return None if _HIDDEN_IMPORT.search(code) else code


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
