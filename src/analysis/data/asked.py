"""What was asked of a data set: a report is made again only where an answer would be another.

Every question that a page puts to a `Dataset` is noted with a fingerprint of its answer, also one
that raised an error. Files may change as they like: while the answers stay the same, so does the
page. Questions that were put in order to answer another are part of that one and not noted
themselves. What lies behind all answers (`Whole`) may be taken too: then every file counts.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from threading import local
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar, overload

from analysis.data.fingerprint import fingerprint

P = ParamSpec("P")
R = TypeVar("R")
Key = tuple[str, tuple[object, ...], tuple[tuple[str, object], ...]]
"""Name of a method and its arguments, by place and by name."""


@dataclass(frozen=True)
class Source:
    """The data set that was asked: what `load_dataset` was called with, and the day looked back to.

    Parameters
    ----------
    name, as_of, level, period, with_plan : str, str, str, str, bool
        Arguments of `load_dataset`; blank where none was given.
    day : str
        Earlier day of which the same data set was asked; blank for its own.
    directory : str
        Where its files lie.
    """

    name: str = ""
    as_of: str = ""
    level: str = ""
    period: str = ""
    with_plan: bool = False
    day: str = ""
    directory: str = ""


@dataclass(frozen=True)
class Trace:
    """The questions put to one data set, and fingerprints of their answers.

    Parameters
    ----------
    source : Source
        Who was asked.
    inputs : mapping of str to str
        Hashes of the files behind the answers: the same bytes give the same answers.
    """

    source: Source = Source()
    inputs: Mapping[str, str] = field(default_factory=dict)
    answers: dict[Key, str] = field(default_factory=dict)

    def note(self, key: Key, answer: object) -> None:
        """Remember a question."""
        if key not in self.answers:
            self.answers[key] = self._fingerprint(key, answer)
        for recorder in _STATE.recorders:
            recorder.note(self, key)

    def listed(self) -> dict[str, str]:
        """Fingerprints by question, each written as JSON: name of the method and its arguments."""
        written = {_written(key): answer for key, answer in self.answers.items()}
        return dict(sorted(written.items()))

    @cached_property
    def _files(self) -> str:
        return fingerprint(sorted(self.inputs.items())) if self.inputs else ""

    def digest(self) -> str:
        """Fingerprint of all that was asked so far: the same answers give the same letters."""
        return fingerprint(self.listed())

    def _fingerprint(self, key: Key, answer: object) -> str:
        place = (self._files, self.source, key)
        if not self._files or place not in _FINGERPRINTS:
            _FINGERPRINTS[place] = fingerprint(answer)
        return _FINGERPRINTS[place]


@dataclass(frozen=True)
class _Recorder:
    """Questions put to one data set while something is worked out that others will share."""

    trace: Trace
    noted: dict[Key, str] = field(default_factory=dict)

    def note(self, trace: Trace, key: Key) -> None:
        if trace is not self.trace:
            raise RuntimeError(f"{key[0]} was asked of another data set than those who share it")
        self.noted[key] = trace.answers[key]


class _State(local):
    """What is being asked in this thread."""

    def __init__(self) -> None:
        self.is_answering = False
        self.recorders: list[_Recorder] = []


_STATE = _State()
_TRACES: list[Trace] = []
_FINGERPRINTS: dict[tuple[str, Source, Key], str] = {}


class _Askable(Protocol):
    @property
    def trace(self) -> Trace: ...


A = TypeVar("A", bound=_Askable)


def asked(method: Callable[Concatenate[A, P], R]) -> Callable[Concatenate[A, P], R]:
    """Note each call of a method as a question."""

    @wraps(method)
    def ask(self: A, /, *arguments: P.args, **named: P.kwargs) -> R:
        if _STATE.is_answering:
            return method(self, *arguments, **named)
        options = tuple((option, _fixed(value)) for option, value in named.items())
        key = (method.__name__, tuple(map(_fixed, arguments)), options)
        try:
            with answering():
                answer = method(self, *arguments, **named)
        except Exception as error:
            self.trace.note(key, (type(error).__name__, str(error)))
            raise
        self.trace.note(key, answer)
        return answer

    return ask


@contextmanager
def answering() -> Iterator[None]:
    """Ask on behalf of a question that is noted itself."""
    before, _STATE.is_answering = _STATE.is_answering, True
    try:
        yield
    finally:
        _STATE.is_answering = before


class Whole(Generic[R]):
    """A field of a data set that lies behind many answers: who takes it rests on every file."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Whole[R]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> R: ...
    def __get__(self, instance: Any, owner: type) -> Any:
        """Value of the field, noted as a question about all files."""
        if instance is None:
            raise AttributeError(self._name)  # So that the field has no default.
        if not _STATE.is_answering:
            instance.trace.note((self._name, (), ()), dict(instance.trace.inputs))
        return vars(instance)[self._name]

    def __set__(self, instance: Any, value: R) -> None:
        vars(instance)[self._name] = value


def open_trace(source: Source, inputs: Mapping[str, str]) -> Trace:
    """Begin to note what a data set is asked."""
    trace = Trace(source, inputs)
    _TRACES.append(trace)
    return trace


@contextmanager
def recorded_questions(trace: Trace) -> Iterator[dict[Key, str]]:
    """Collect what is asked of one data set within, also what had been asked before.

    Raises
    ------
    RuntimeError
        If another data set is asked: those who share the result would not know.
    """
    recorder = _Recorder(trace)
    _STATE.recorders.append(recorder)
    try:
        yield recorder.noted
    finally:
        _STATE.recorders.remove(recorder)


def forget_questions() -> None:
    """Begin a report: what was asked before in this process is none of its business."""
    for trace in _TRACES:
        trace.answers.clear()
    _TRACES.clear()


def questions_asked(home: str = "") -> tuple[dict[Source, dict[str, str]], dict[str, str]]:
    """Everything asked since `forget_questions` by data set, and the files behind all answers.

    Parameters
    ----------
    home : str
        Data directory that is not named: only data sets and files of others are named with theirs.
    """
    found: dict[Source, dict[str, str]] = {}
    files: dict[str, str] = {}
    for trace in _TRACES:
        place = trace.source.directory
        is_home = place == home
        source = replace(trace.source, directory="") if is_home else trace.source
        found.setdefault(source, {}).update(trace.listed())
        files.update({n if is_home else f"{place}/{n}": v for n, v in trace.inputs.items()})
    return found, files


def answer_again(dataset: _Askable, question: str) -> str | None:
    """Fingerprint of what a data set answers now; ``None`` where there is no such question.

    Parameters
    ----------
    dataset : Dataset
        Who is asked.
    question : str
        As `Trace.listed` writes it.
    """
    name, arguments, named = json.loads(question)
    named = {option: _read(value) for option, value in named.items()}
    key = (name, tuple(map(_read, arguments)), tuple(named.items()))
    if key not in dataset.trace.answers:
        # What a question raises is its answer; one that nobody knows any more has none.
        with suppress(Exception):
            ask = getattr(dataset, name)
            if callable(ask):
                ask(*key[1], **named)
    return dataset.trace.answers.get(key)


def _fixed(argument: object) -> object:
    return tuple(argument) if isinstance(argument, list) else argument


def _written(key: Key) -> str:
    name, arguments, named = key
    return json.dumps([name, arguments, dict(named)], ensure_ascii=False, default=_day_written)


def _day_written(value: object) -> dict[str, str]:
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    raise TypeError(f"a question about {value!r} cannot be asked again")


def _read(argument: Any) -> object:
    if isinstance(argument, dict):
        return dt.date.fromisoformat(argument["date"])
    return tuple(argument) if isinstance(argument, list) else argument
