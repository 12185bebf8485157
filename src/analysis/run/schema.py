"""What a parameter may hold: its type, choices and bounds, checked before any notebook starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from analysis.errors import ParameterError, Problem
from analysis.locale import LANGUAGES, message, message_keys
from analysis.run.notebook import Notebook
from analysis.run.parameters import SECRET, Measure, Parameter

SECRET_REFERENCE = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*")
"""A secret is given as the name of the environment variable that holds it, never as a value."""

MEASURES: Mapping[str, Measure] = {
    "seed": Measure("", 0, 2**32 - 1),
    "horizon": Measure("year", 0, 2100),
}
"""Units and ends of the numbers that many notebooks share; of others, their notebook says them."""

PATTERNS: Mapping[str, str] = {"as_of": r"^(\d{4}-\d{2}-\d{2})?$"}
"""Forms of texts that a form can check; what they mean is checked with the data."""

_JSON_TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}
_BOOLEANS = {"true": True, "false": False}
_NUMBERS = {
    "int": (re.compile(r"[+-]?\d+"), int),
    "float": (re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"), float),
}


@dataclass(frozen=True)
class Schema:
    """Checks the texts an operator gives against what a notebook declares.

    Parameters
    ----------
    notebook : Notebook
        Whose parameters are meant.
    choices : mapping of str to sequence of str
        Allowed values of the parameters that have a closed list.
    """

    notebook: Notebook
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def check(self, given: Mapping[str, str], language: str) -> tuple[Problem, ...]:
        """Every problem of the given texts; unknown names are checked by `unknown_names`."""
        found = (
            _problem(parameter, given[parameter.name], self._choices(parameter), language)
            for parameter in self.notebook.parameters
            if parameter.name in given
        )
        return tuple(problem for problem in found if problem)

    def values(self, given: Mapping[str, str]) -> dict[str, object]:
        """Typed values of the given texts, for texts that `check` accepts."""
        return {
            parameter.name: _value(parameter.type, given[parameter.name])
            for parameter in self.notebook.parameters
            if parameter.name in given
        }

    def json_schema(self, language: str) -> dict[str, object]:
        """JSON Schema (draft 2020-12) of the parameters, for forms and schedulers."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.notebook.name,
            "type": "object",
            "additionalProperties": False,
            "properties": {p.name: self._property(p, language) for p in self.notebook.parameters},
        }

    def lines(self, language: str) -> list[str]:
        """One line a parameter: name, type, default, help, and choices or unit and ends."""
        found = []
        for parameter in self.notebook.parameters:
            choices = ", ".join(choice or '""' for choice in self._choices(parameter))
            allowed = choices or _measure_words(parameter, language)
            head = f"{parameter.name}: {parameter.type} = {parameter.default!r}"
            tail = f" ({allowed})" if allowed else ""
            found.append(f"{head:<38} {parameter_help(parameter, language)}{tail}")
        return found

    def _choices(self, parameter: Parameter) -> Sequence[str]:
        return self.choices.get(parameter.name, ())

    def _property(self, parameter: Parameter, language: str) -> dict[str, object]:
        found: dict[str, object] = {
            "type": _JSON_TYPES.get(parameter.type, "string"),
            "default": parameter.default,
            "description": parameter_help(parameter, language),
        }
        if parameter.type == SECRET:
            found["pattern"] = f"^{SECRET_REFERENCE.pattern}$"
        if self._choices(parameter):
            found["enum"] = list(self._choices(parameter))
        if parameter.name in PATTERNS:
            found["pattern"] = PATTERNS[parameter.name]
        return found | _measure_property(parameter, language)


def parameter_help(parameter: Parameter, language: str) -> str:
    """Help of a parameter in the reader's language; else what the notebook's author wrote."""
    key = f"run.parameter.{parameter.name}"
    if key in message_keys("run", language):
        return message(key, language)
    # Authors write ``Vietnamese | English``.
    parts = [part.strip() for part in parameter.help.split(" | ")]
    return parts[min(LANGUAGES.index(language), len(parts) - 1)]


def measure_of(parameter: Parameter) -> Measure:
    """Ends and unit of a number: those of the registry, else those its notebook declares."""
    return MEASURES.get(parameter.name, parameter.measure)


def _unit_word(unit: str, language: str) -> str:
    key = f"run.measure.{unit}"
    return message(key, language) if key in message_keys("run", language) else unit


def _measure_words(parameter: Parameter, language: str) -> str:
    measure = measure_of(parameter)
    if measure.lowest == float("-inf"):
        return ""
    values = {"lowest": f"{measure.lowest:.15g}", "highest": f"{measure.highest:.15g}"}
    ends = message("run.parameter_ends", language, **values)
    return ", ".join(word for word in (_unit_word(measure.unit, language), ends) if word)


def _measure_property(parameter: Parameter, language: str) -> dict[str, object]:
    """Ends and unit of a number; ``unit`` is a note to forms, which JSON Schema leaves free."""
    measure = measure_of(parameter)
    ends = {"minimum": measure.lowest, "maximum": measure.highest}
    found: dict[str, object] = {name: end for name, end in ends.items() if abs(end) < float("inf")}
    return found | ({"unit": _unit_word(measure.unit, language)} if measure.unit else {})


def unknown_names(
    given: Iterable[str], notebooks: Sequence[Notebook], language: str
) -> tuple[Problem, ...]:
    """Problems of the names that no notebook declares, each with the nearest name."""
    known = sorted({p.name for notebook in notebooks for p in notebook.parameters})
    return tuple(
        Problem(message("run.parameter_unknown", language, nearest=nearest_name(name, known)), name)
        for name in given
        if name not in known
    )


def nearest_name(name: str, known: Sequence[str]) -> str:
    """Find the known name that looks most like a misspelt one."""
    return "".join(get_close_matches(name, known, n=1, cutoff=0.0))


def read_assignments(assignments: Iterable[str], language: str) -> dict[str, str]:
    """Texts of ``name=value`` as a mapping; leading zeros and blanks inside stay.

    Raises
    ------
    ParameterError
        Naming every text that is not of this form.
    """
    pairs = [assignment.partition("=") for assignment in assignments]
    problems = [
        Problem(message("run.parameter_form", language), name)
        for name, sign, _ in pairs
        if not sign
    ]
    if problems:
        raise ParameterError(problems)
    return {name.strip(): value for name, _, value in pairs}


def _problem(
    parameter: Parameter, text: str, choices: Sequence[str], language: str
) -> Problem | None:
    key, values = _complaint(parameter, text, choices)
    return Problem(message(key, language, **values), parameter.name) if key else None


def _complaint(
    parameter: Parameter, text: str, choices: Sequence[str]
) -> tuple[str, dict[str, object]]:
    if parameter.type == SECRET and not SECRET_REFERENCE.fullmatch(text):
        return "run.parameter_secret", {}
    if parameter.type == "bool" and text.lower() not in _BOOLEANS:
        return "run.parameter_bool", {"value": text}
    if parameter.type in _NUMBERS and not _NUMBERS[parameter.type][0].fullmatch(text):
        return f"run.parameter_{parameter.type}", {"value": text}
    if choices and text not in choices:
        return "run.parameter_choice", {
            "value": text,
            "nearest": nearest_name(text, choices),
            "choices": ", ".join(choices),
        }
    measure = measure_of(parameter)
    if parameter.type in _NUMBERS and not measure.lowest <= float(text) <= measure.highest:
        ends = {"lowest": f"{measure.lowest:.15g}", "highest": f"{measure.highest:.15g}"}
        return "run.parameter_bounds", {"value": text, **ends}
    return "", {}


def _value(type_name: str, text: str) -> object:
    if type_name == "bool":
        return _BOOLEANS[text.lower()]
    return _NUMBERS[type_name][1](text) if type_name in _NUMBERS else text
