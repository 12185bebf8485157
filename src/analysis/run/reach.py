"""Which sources of the package a notebook's report can reach, told from their words.

Every name of a module that stands in a source counts as an import of it, also in a string or a
sentence: too much is reached rather than too little. A package that only passes names on leads to
the modules behind the names that are taken from it, and to all of them where that cannot be told:
importing the others has no effect (a test looks). What is not Python (fonts, templates, tables,
maps) is reached by all, and what builds and exports a report by every one.
"""

from __future__ import annotations

import ast
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

EVERYTHING = "*"
"""In place of a name: all that a package passes on."""

_DOTTED = re.compile(r"\banalysis(?:\.\w+)*")
_FROM = re.compile(r"\bfrom\s+(analysis[\w.]*)\s+import\s+(\([^)]*\)|[^\n;]*)")
_ITEMS = r"\w+(?:[ \t]+as[ \t]+\w+)?(?:\s*,\s*\w+(?:[ \t]+as[ \t]+\w+)?)*"
_PLAIN_FROM = re.compile(
    r"\bfrom[ \t]+(analysis[\w.]*)[ \t]+import[ \t]+"
    rf"(\(\s*{_ITEMS}\s*,?\s*\)|{_ITEMS})[ \t]*(?=[;#\n]|$)"
)
"""Imports that say name by name what they take."""
_RELATIVE = re.compile(r"^\s*from\s+\.", re.MULTILINE)
_WORD = re.compile(r"\w+")
_HIDDEN_IMPORT = re.compile(
    r"import_module|__import__|\bexec\b|\beval\b|\bglobals\b|\bsys\.modules\b"
    r"|\bimport\s+analysis\s*(?:$|as\b|[,;#])|^\s*[%!]",
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
        names: set[str] = set()
        waiting = [*map(self._whole, ROOTS), *self._named_in(code, is_seen_by_others=False)]
        while waiting:
            name = waiting.pop()
            if name not in names:
                names.add(name)
                waiting += self._leads_to(name)
        return frozenset(self._modules[name] for name in names & self._modules.keys())

    @cached_property
    def _modules(self) -> Mapping[str, str]:
        return {_dotted(path): path for path in self.texts}

    @cached_property
    def _passed_on(self) -> Mapping[str, Mapping[str, str]]:
        """Of every package that only passes names on: the module that it takes each from."""
        packages = {n: p for n, p in self._modules.items() if p.endswith("__init__.py")}
        passed_on = {name: _passed_on(self.texts[path]) for name, path in packages.items()}
        return {name: names for name, names in passed_on.items() if names is not None}

    @cached_property
    def _named(self) -> Mapping[str, frozenset[str]]:
        """Names in the text of every module; of what passes names on only who takes one counts."""
        texts = {name: self.texts[path] for name, path in self._modules.items()}
        return {n: self._named_in(text) for n, text in texts.items() if n not in self._passed_on}

    def _leads_to(self, name: str) -> Iterator[str]:
        package, _, last = name.rpartition(".")
        # A package's own code runs before that of a module within it.
        yield package
        yield from self._named.get(name, ())
        passed_on = self._passed_on.get(package, {})
        if last in passed_on:
            yield self._whole(f"{passed_on[last]}.{last}")
        elif name not in self._modules:
            yield from (self._whole(f"{module}.{found}") for found, module in passed_on.items())

    def _named_in(self, text: str, *, is_seen_by_others: bool = True) -> frozenset[str]:
        if _RELATIVE.search(text):
            return frozenset(map(self._whole, self._modules))
        text = text.replace("\\\n", " ")
        rest = _PLAIN_FROM.sub("", text)
        names = {self._whole(name) for name in _names_in(rest)}
        for name, bound in _taken_in(text):
            # Another module may take a package from here and ask it for any name.
            is_whole = is_seen_by_others or name not in self._passed_on
            names |= {self._whole(name)} if is_whole else self._asked_for(name, bound, rest)
        return frozenset(names)

    def _asked_for(self, package: str, bound: str, text: str) -> set[str]:
        """Names for which a text asks a package that it has bound to a word."""
        asked_for = re.findall(rf"\b{bound}\b(?:\s*\.\s*(\w+))?", text)
        return {package, *(self._whole(f"{package}.{name or EVERYTHING}") for name in asked_for)}

    def _whole(self, name: str) -> str:
        return f"{name}.{EVERYTHING}" if name in self._passed_on else name


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


def _taken_in(text: str) -> Iterator[tuple[str, str]]:
    """Names that plain imports take, each with the word that it is bound to."""
    for module, imported in _PLAIN_FROM.findall(text):
        items = (item.split() for item in imported.strip("()").split(","))
        yield from ((f"{module}.{words[0]}", words[-1]) for words in items if words)


def _passed_on(text: str) -> dict[str, str] | None:
    """Names that a package takes from modules by its words; ``None`` if it does anything else."""
    passed_on: dict[str, str] = {}
    try:
        statements = ast.parse(text).body
    except SyntaxError:
        return None
    for statement in statements:
        match statement:
            case ast.ImportFrom(module=str(module), names=names, level=0):
                if any(alias.asname or alias.name == "*" for alias in names):
                    return None
                passed_on |= {alias.name: module for alias in names}
            case ast.Expr(ast.Constant(str())) | ast.Assign(targets=[ast.Name("__all__")]):
                pass
            case _:
                return None
    return passed_on


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
