"""Parameters of a notebook, read from its own ``parameters`` cell."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

SECRET = "secret"  # noqa: S105  the name of a type, not a password
"""Type of a parameter that names where a secret is kept and never holds the secret itself."""


@dataclass(frozen=True)
class Parameter:
    """One parameter as the notebook declares it: ``name: type = default  # help``.

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
        What the author wrote behind the default.
    """

    name: str
    type: str
    default: object
    help: str = ""


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
    >>> read_parameters('unit: str = "01"  # code of the unit')
    (Parameter(name='unit', type='str', default='01', help='code of the unit'),)
    """
    comments = dict(_comments(source))
    return tuple(
        Parameter(name, type_name or type(default).__name__, default, comments.get(line, ""))
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


def _comments(source: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string.lstrip("# ")
