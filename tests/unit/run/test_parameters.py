import pytest
from papermill.translators import PythonTranslator

from analysis.run.parameters import Parameter, read_parameters

SOURCE = """
# a comment of its own
unit: str = "01"  # code of the unit
horizon: int = 0
share = 0.5  # between 0 and 1
is_draft: bool = True
token: "secret" = ""
print("ignored")
"""


def test_reads_name_type_default_and_help_of_each_assignment() -> None:
    assert read_parameters(SOURCE) == (
        Parameter("unit", "str", "01", "code of the unit"),
        Parameter("horizon", "int", 0),
        Parameter("share", "float", 0.5, "between 0 and 1"),
        Parameter("is_draft", "bool", True),
        Parameter("token", "secret", ""),
    )


def test_agrees_with_papermill_on_names_and_help() -> None:
    theirs = PythonTranslator.inspect({"source": SOURCE})
    assert [(p.name, p.help) for p in theirs] == [(p.name, p.help) for p in read_parameters(SOURCE)]


def test_default_that_is_not_a_literal_is_refused() -> None:
    with pytest.raises(ValueError, match="malformed"):
        read_parameters("unit: str = os.environ['UNIT']")
