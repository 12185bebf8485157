import pytest

from analysis.export.markdown import markdown_html, markdown_typst, verbatim_typst

EVIL = '<script>alert(1)</script> #eval("1") $x$ @ref \\\\ ]'


@pytest.mark.parametrize(
    ("source", "typst"),
    [
        ("## Phương pháp", '#heading(level: 2)[#"Phương pháp";]'),
        ("một **hai** *ba*", '#"một ";#strong[#"hai";];#"\u0020";#emph[#"ba";];'),
        ("a\nb", '#"a"; #"b";'),
        ("a  \nb", '#"a";#linebreak();#"b";'),
        ("- a\n- b", '#list([#"a";], [#"b";])'),
        ("1. a\n2. b", '#enum([#"a";], [#"b";])'),
        ("`x = 1`", '#raw("x = 1");'),
        ("```\na\nb\n```", '#raw("a" + "\\n" + "b", block: true)'),
        ("[trang](https://e.org)", '#link("https://e.org")[#"trang";];'),
        ("[trang](javascript:x)", '#"trang";'),
        ("![mô tả](a.png)", '#"mô tả";'),
        ("> lời", '#quote(block: true)[#"lời";\n\n]'),
        ("---", "#line(length: 100%)"),
        ("|a|b|\n|-|-|\n|1|2|", '#plain-table(([#"a";], [#"b";],), ([#"1";], [#"2";],))'),
    ],
)
def test_markdown_has_a_typst_form(source: str, typst: str) -> None:
    assert markdown_typst(source).strip() == typst


def test_markup_inside_markdown_is_text() -> None:
    assert markdown_typst(EVIL).strip().startswith('#"<script>')
    assert '#"#eval' not in markdown_typst(EVIL).replace('#eval(\\"1\\")', "")
    assert "<script>" not in markdown_html(EVIL)


def test_html_of_markdown_shows_no_pictures_and_no_script() -> None:
    html = markdown_html("![mô tả](https://e.org/a.png) [x](javascript:alert(1))\n\n|a|\n|-|\n|1|")
    assert "<img" not in html
    assert "mô tả" in html
    assert "javascript" not in html
    assert "<table>" in html


def test_verbatim_words_keep_their_lines() -> None:
    assert verbatim_typst('a "b"\n  c\n') == '#raw("a \\"b\\"" + "\\n" + "  c", block: true)'
