import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from analysis.display.components import (
    TONES,
    Card,
    Column,
    badge,
    bullets,
    data_table,
    figure,
    heading,
    join,
    key_figures,
    link,
    masthead,
    note,
    paragraph,
    section,
    stack,
    strong,
)
from analysis.display.element import Element

EVIL = "<script>alert('x')</script> {{ 7*7 }} #eval(\"1\") \\ $x$ @ref *b* _i_ `c` // ]) \n end"
ON_ONE_LINE = EVIL.replace("\n", " ")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<text font-family="Inter">Đakrông</text></svg>'
)


class Page(HTMLParser):
    """Tags opened and words read, as a browser would."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def code_of(element: Element) -> str:
    """Typst without what stands in string literals and without the widths that text asks for."""
    return re.sub(r"\d+", "0", re.sub(r'"(?:[^"\\]|\\.)*"', '""', element.typst))


EVERYTHING: dict[str, Callable[[str], Element]] = {
    "masthead": lambda text: masthead(text, text, [(text, text)]),
    "heading": heading,
    "paragraph": lambda text: paragraph(text, strong(text), badge("good", text, text)),
    "link": lambda text: paragraph(link(text, f"https://example.org/{text}")),
    "bullets": lambda text: bullets([text, join(text, text)]),
    "note": lambda text: note(text, text, "warn"),
    "key_figures": lambda text: key_figures([Card(text, text, text, badge("bad", text, text))]),
    "data_table": lambda text: data_table(
        text, [Column(text, unit=text), Column(text, "end")], [[text, strong(text)]], [text]
    ),
    "figure": lambda text: figure(SVG, text, text, data_table(text, [Column(text)], [[text]])),
    "section": lambda text: section(text, paragraph(text)),
}


@pytest.mark.parametrize("make", EVERYTHING.values(), ids=EVERYTHING)
def test_what_comes_in_is_text_in_html(make: Callable[[str], Element]) -> None:
    page = Page(make(EVIL).html)
    assert "script" not in {tag for tag, _ in page.tags}
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert ON_ONE_LINE in page.words


@pytest.mark.parametrize("make", EVERYTHING.values(), ids=EVERYTHING)
def test_what_comes_in_is_text_in_typst(make: Callable[[str], Element]) -> None:
    assert code_of(make(EVIL)) == code_of(make("harmless"))


@pytest.mark.parametrize("make", EVERYTHING.values(), ids=EVERYTHING)
def test_letters_are_composed_in_every_form(make: Callable[[str], Element]) -> None:
    element = make("Huye\u0323\u0302n")
    for form in (element.html, element.typst, element.text):
        assert "Huyện" in form
        assert "\u0323" not in form


@pytest.mark.parametrize("make", EVERYTHING.values(), ids=EVERYTHING)
def test_plain_words_carry_what_the_page_says(make: Callable[[str], Element]) -> None:
    assert "Đakrông" in make("Đakrông").text


@pytest.mark.parametrize("tone", TONES)
def test_no_tone_stands_without_symbol_and_word(tone: str) -> None:
    mark = badge(tone, "▼", "Chậm tiến độ")  # type: ignore[arg-type]
    assert Page(mark.html).words == "▼ Chậm tiến độ"
    assert mark.typst == f'#badge("{tone}", "▼", "Chậm tiến độ");'
    for symbol, word in (("", "Chậm"), ("▼", " ")):
        with pytest.raises(ValueError, match="symbol and a word"):
            badge(tone, symbol, word)  # type: ignore[arg-type]


def test_an_unknown_tone_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown tone 'green'"):
        badge("green", "●", "Đạt")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="known tone"):
        note("Tiêu đề", "Nội dung", "green")  # type: ignore[arg-type]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", ""])
def test_a_link_leads_to_a_web_address(url: str) -> None:
    with pytest.raises(ValueError, match="not a web address"):
        link("trang", url)


def test_headings_keep_their_level() -> None:
    assert heading("Số liệu", 3).html == "<h3>Số liệu</h3>"
    with pytest.raises(ValueError, match="levels 1 to 4"):
        heading("Số liệu", 5)


@pytest.mark.parametrize(
    "make", [lambda: bullets([]), lambda: key_figures([]), stack, lambda: note(" ", "x")]
)
def test_an_empty_part_is_refused(make: Callable[[], Element]) -> None:
    with pytest.raises(ValueError, match=r"needs?|nothing"):
        make()


def test_a_card_leaves_out_what_it_does_not_have() -> None:
    page = Page(key_figures([Card("Tỷ lệ", "38,04%")]).html)
    assert [attributes.get("class") for attributes in page.all("dd")] == ["value"]


def test_data_of_parts_survive_composition() -> None:
    first = Element("", "", "", {"a": 1})
    assert section("Phần", first, note("Chú ý", Element("", "", "", {"b": 2}))).data == {
        "a": 1,
        "b": 2,
    }


def test_a_table_names_its_rows_and_columns() -> None:
    table = data_table(
        "Tỷ lệ hộ nghèo",
        [Column("Huyện"), Column("Năm 2023", "end", "%")],
        [["Đakrông", "38,04"], ["Vĩnh Linh", "1,91"]],
        ["Nguồn: Sở."],
    )
    page = Page(table.html)
    assert [head["scope"] for head in page.all("th")] == ["col", "col", "row", "row"]
    assert [cell["data-label"] for cell in page.all("td")] == ["Năm 2023 (%)"] * 2
    assert len(page.all("caption")) == 1
    assert table.text.splitlines() == [
        "Tỷ lệ hộ nghèo",
        "Huyện      Năm 2023 (%)",
        "Đakrông           38,04",
        "Vĩnh Linh          1,91",
        "Nguồn: Sở.",
    ]


def test_a_table_with_many_columns_becomes_cards_on_a_telephone() -> None:
    def style(count: int) -> str | None:
        table = data_table("Bảng", [Column(str(i)) for i in range(count)], [["1"] * count])
        return Page(table.html).all("table")[0].get("class")

    assert style(3) is None
    assert style(4) == "stacks"


def test_a_table_wider_than_paper_repeats_its_first_column() -> None:
    columns = [Column("Huyện"), *(Column(str(year), "end") for year in range(2006, 2031))]
    table = data_table("Bảng", columns, [["Hướng Hóa", *["12.345,67"] * 25]], ["Nguồn."])
    parts = table.typst.split("#data-table(")[1:]
    assert len(parts) == 3
    assert all("Hướng Hóa" in part for part in parts)
    assert sum(part.count("12.345,67") for part in parts) == 25
    assert [part.count("Nguồn.") for part in parts] == [0, 0, 1]


def test_a_table_with_long_words_wraps_before_it_splits() -> None:
    columns = [Column("Tình trạng, ngày công bố [nguồn]") for _ in range(7)]
    table = data_table("Bảng", columns, [["theo báo cáo của ngành, 30/12/2019"] * 7])
    assert table.typst.count("#data-table(") == 1
    widths = re.search(r"widths: \(([^)]*)\)", table.typst)
    assert widths is not None
    assert sum(int(width) for width in widths[1].split(",") if width.strip()) <= 96


@pytest.mark.parametrize(
    ("caption", "columns", "rows"),
    [("", ["a"], [["1"]]), ("b", [], [["1"]]), ("b", ["a"], []), ("b", ["a"], [["1", "2"]])],
)
def test_an_incomplete_table_is_refused(
    caption: str, columns: list[str], rows: list[list[str]]
) -> None:
    with pytest.raises(ValueError, match="needs"):
        data_table(caption, [Column(title) for title in columns], rows)


def test_a_figure_has_words_and_figures_behind_it() -> None:
    table = data_table("Số liệu", [Column("Năm"), Column("%")], [["2023", "38,04"]])
    drawn = figure(SVG, "Tỷ lệ giảm.", "Tỷ lệ hộ nghèo", table, table_label="Xem số liệu")
    page = Page(drawn.html)
    assert page.all("svg")[0]["role"] == "img"
    assert page.all("svg")[0]["aria-label"] == "Tỷ lệ giảm."
    assert len(page.all("figcaption")) == len(page.all("details")) == 1
    assert "Xem số liệu" in page.words
    assert 'alt: "Tỷ lệ giảm."' in drawn.typst


@pytest.mark.parametrize(("alt", "caption"), [("", "Hình"), (" ", "Hình"), ("Mô tả", "")])
def test_a_figure_without_words_is_refused(alt: str, caption: str) -> None:
    with pytest.raises(ValueError, match="alt"):
        figure(SVG, alt, caption)
