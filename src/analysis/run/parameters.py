"""Parameters of a notebook, read from its own ``parameters`` cell."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

SECRET = "secret"  # noqa: S105  the name of a type, not a password
"""Type of a parameter that names where a secret is kept and never holds the secret itself."""

_NUMBER = r"-?\d+(?:\.\d+)?"
_MEASURE = re.compile(rf"\s*\[({_NUMBER})\.\.({_NUMBER})(?:\s+([^\]]+))?\]$")


@dataclass(frozen=True)
class Measure:
    """What a number measures and between which ends it lies.

    Parameters
    ----------
    unit : str
        Unit of measure: a key of the messages ``run.measure.*``, or the author's own word; blank
        for a number without one.
    lowest, highest : float
        Ends, both allowed.
    """

    unit: str = ""
    lowest: float = float("-inf")
    highest: float = float("inf")


@dataclass(frozen=True)
class Parameter:
    """One parameter as the notebook declares it: ``name: type = default  # help [0..600 s]``.

    Parameters
    ----------
    name : str
        Name of the variable.
    type : str
        ``str``, ``int``, ``float``, ``bool`` or ``secret``; inferred from the default where the
        notebook does not annotate it.
    default : object
        Value the notebook uses when nothing else is said.
    help : str
        What the author wrote behind the default, without its measure.
    measure : Measure
        Ends and unit of a number, from the brackets at the end of what the author wrote.
    """

    name: str
    type: str
    default: object
    help: str = ""
    measure: Measure = Measure()


def read_parameters(source: str) -> tuple[Parameter, ...]:
    """Parameters that the source of a ``parameters`` cell declares, in its order.

    Parameters
    ----------
    source : str
        Python source: one assignment of a literal to a name per line.

    Returns
    -------
    tuple of Parameter
        Everything else in the cell is ignored, as Papermill does.

    Examples
    --------
    >>> (pause,) = read_parameters("pause: float = 0.5  # waits so long [0..600 s]")
    >>> pause.name, pause.type, pause.default, pause.help
    ('pause', 'float', 0.5, 'waits so long')
    >>> pause.measure
    Measure(unit='s', lowest=0.0, highest=600.0)
    """
    comments = dict(_comments(source))
    return tuple(
        Parameter(
            name,
            type_name or type(default).__name__,
            default,
            *_help_and_measure(comments.get(line, "")),
        )
        for name, type_name, default, line in _assignments(source)
    )


def _assignments(source: str) -> Iterator[tuple[str, str, object, int]]:
    for node in ast.parse(source).body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                type_name = ast.unparse(node.annotation).strip("'\"")
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                type_name = ""
            case _:
                continue
        yield name, type_name, ast.literal_eval(value), node.end_lineno or node.lineno


def _help_and_measure(comment: str) -> tuple[str, Measure]:
    found = _MEASURE.search(comment)
    if found is None:
        return comment, Measure()
    lowest, highest, unit = found.groups()
    return comment[: found.start()], Measure(unit or "", float(lowest), float(highest))


def _comments(source: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string.lstrip("# ")
