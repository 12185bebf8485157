import pytest

from analysis.markup import escape_html, plain, typst_array, typst_string, typst_text


def test_letters_come_out_composed() -> None:
    assert plain("Huye\u0323\u0302n \u0110akro\u0302ng") == "Huyện Đakrông"


@pytest.mark.parametrize("character", ["\n", "\t", "\x00", "\x1b", "\u2028", "\u202e", "\ud800"])
def test_what_cannot_be_printed_becomes_a_space(character: str) -> None:
    assert plain(f"a{character}b") == "a b"


def test_html_escapes_markup_and_quotes() -> None:
    assert escape_html("<b a=\"1\" c='2'> & {{ x }}") == (
        "&lt;b a=&quot;1&quot; c=&#x27;2&#x27;&gt; &amp; {{ x }}"
    )


def test_typst_string_cannot_be_left() -> None:
    assert typst_string('a\\"; #eval("1")') == '"a\\\\\\"; #eval(\\"1\\")"'
    assert typst_text("x") == '#"x";'


def test_typst_array_of_one_stays_an_array() -> None:
    assert typst_array([]) == "()"
    assert typst_array(["1"]) == "(1,)"
    assert typst_array(["1", "2"]) == "(1, 2,)"
