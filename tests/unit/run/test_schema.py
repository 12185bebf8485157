import pytest

from analysis.errors import ParameterError
from analysis.run.notebook import Notebook
from analysis.run.parameters import read_parameters
from analysis.run.schema import Schema, nearest_name, read_assignments, unknown_names

PARAMETERS = """unit: str = "467"
horizon: int = 0
share: float = 0.5
is_draft: bool = False
language: str = "vi"
token: "secret" = ""
pause: float = 0.5  # Chờ giữa hai lần | Wait between two [0..600 s]
rooms: int = 1  # [1..9 rooms]
"""


@pytest.fixture
def schema(notebook: Notebook) -> Schema:
    typed = Notebook("briefing", notebook.path, notebook.scope, read_parameters(PARAMETERS), "")
    return Schema(typed, {"language": ("vi", "en")})


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("unit", "01", "01"),
        ("unit", "", ""),
        ("horizon", "2030", 2030),
        ("share", ".25", 0.25),
        ("share", "1e-1", 0.1),
        ("is_draft", "True", True),
        ("token", "env:API_TOKEN", "env:API_TOKEN"),
    ],
)
def test_text_becomes_a_value_of_the_declared_type(
    schema: Schema, name: str, text: str, value: object
) -> None:
    assert schema.check({name: text}, "vi") == ()
    typed = schema.values({name: text})[name]
    assert (typed, type(typed)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("horizon", "2030.5", "không phải số nguyên"),
        ("horizon", "2O30", "không phải số nguyên"),
        ("horizon", "9999", "từ 0 đến 2100"),
        ("pause", "600.5", "từ 0 đến 600"),
        ("share", "0,5", "dấu chấm thập phân"),
        ("share", "nan", "không phải số"),
        ("is_draft", "1", "true hoặc false"),
        ("language", "vn", "Gần nhất: vi"),
        ("token", "hunter2", "env:TÊN_BIẾN"),
    ],
)
def test_wrong_text_is_one_problem_that_names_the_parameter(
    schema: Schema, name: str, text: str, words: str
) -> None:
    (problem,) = schema.check({name: text}, "vi")
    assert problem.where == name
    assert words in problem.what


def test_secret_is_not_repeated_in_the_message(schema: Schema) -> None:
    assert "hunter2" not in str(schema.check({"token": "hunter2"}, "en")[0])


def test_all_problems_are_found_at_once(schema: Schema) -> None:
    found = schema.check({"horizon": "x", "share": "y", "unit": "467"}, "vi")
    assert [problem.where for problem in found] == ["horizon", "share"]


def test_misspelt_name_is_a_problem_with_the_nearest_name(schema: Schema) -> None:
    (problem,) = unknown_names({"unti": "467", "share": "1"}, [schema.notebook], "vi")
    assert problem.where == "unti"
    assert "Gần nhất: unit" in problem.what


def test_nearest_name_of_nothing_known_is_blank() -> None:
    assert nearest_name("unit", []) == ""


def test_assignments_keep_zeros_blanks_and_signs() -> None:
    given = read_assignments(["unit=01", "note= a=b ", "empty="], "vi")
    assert given == {"unit": "01", "note": " a=b ", "empty": ""}


def test_assignment_without_a_sign_is_refused() -> None:
    with pytest.raises(ParameterError, match="tên=giá_trị"):
        read_assignments(["unit"], "vi")


def test_json_schema_says_types_choices_bounds_and_help(schema: Schema) -> None:
    made = schema.json_schema("en")
    assert made["additionalProperties"] is False
    properties = made["properties"]
    assert isinstance(properties, dict)
    assert properties["horizon"]["type"] == "integer"
    assert (properties["horizon"]["minimum"], properties["horizon"]["maximum"]) == (0, 2100)
    assert properties["horizon"]["unit"] == "year"
    assert properties["pause"]["unit"] == "seconds"
    assert properties["pause"]["description"] == "Wait between two"
    assert (properties["pause"]["minimum"], properties["pause"]["maximum"]) == (0, 600)
    assert properties["rooms"]["unit"] == "rooms"
    assert "unit" not in properties["share"]
    assert properties["language"]["enum"] == ["vi", "en"]
    assert properties["unit"]["description"] == "Code of the administrative unit"
    assert properties["token"]["pattern"].startswith("^env:")


def test_lines_show_each_parameter_in_both_languages(schema: Schema) -> None:
    vietnamese, english = schema.lines("vi"), schema.lines("en")
    assert len(vietnamese) == len(english) == 8
    assert "Ngôn ngữ" in vietnamese[4]
    assert "(vi, en)" in english[4]
    assert vietnamese[1].endswith("(năm, từ 0 đến 2100)")
    assert vietnamese[6].endswith("Chờ giữa hai lần (giây, từ 0 đến 600)")
    assert english[6].endswith("Wait between two (seconds, from 0 to 600)")
