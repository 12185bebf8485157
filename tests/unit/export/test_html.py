import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from nbformat import NotebookNode, v4

from analysis.export import BriefingHTMLExporter, NotebookNotReadyError
from analysis.export.foreign import clean

MakeNotebook = Callable[..., NotebookNode]
VOID = {"meta", "br", "hr", "img", "link", "input", "col"}


class Page(HTMLParser):
    """Tags with their attributes; fails on a tag that closes another."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def export(notebook: NotebookNode) -> str:
    body, resources = BriefingHTMLExporter().from_notebook_node(
        notebook, {"metadata": {"name": "out"}}
    )
    assert resources["output_extension"] == ".html"
    return body


def test_a_page_fetches_nothing_and_runs_its_own_script_alone(make_notebook: MakeNotebook) -> None:
    html = export(make_notebook())
    page = Page(html)
    assert page.count("link") == page.count("iframe") == 0
    (script,) = re.findall(r"<script>(.+?)</script>", html, re.DOTALL)
    assert page.count("script") == 1
    assert not re.search(r"https?:|fetch|XMLHttp|import|eval|innerHTML|localStorage", script)
    policy = next(attributes for tag, attributes in page.tags if "http-equiv" in attributes)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; script-src 'sha256-{digest}';" in str(policy["content"])
    for _, attributes in page.tags:
        assert not any(name.startswith("on") or name == "srcset" for name in attributes)
        assert str(attributes.get("src", "data:")).startswith("data:")
    assert all(url.startswith(("data:", "#")) for url in re.findall(r'url\("?([^")]+)', html))


def test_a_page_is_well_formed_and_has_landmarks(make_notebook: MakeNotebook) -> None:
    page = Page(export(make_notebook()))
    assert page.open == []
    assert page.tags[0] == ("html", {"lang": "vi"})
    for landmark in ("main", "header", "footer", "h1", "title"):
        assert page.count(landmark) == 1, landmark
    skip = next(attributes for tag, attributes in page.tags if tag == "a")
    main = next(attributes for tag, attributes in page.tags if tag == "main")
    assert skip["href"] == f"#{main['id']}"
    identities = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(identities) == len(set(identities))


def test_a_page_hides_code_and_marks_a_draft(make_notebook: MakeNotebook) -> None:
    html = export(make_notebook())
    assert "secret_code" not in html
    assert '<span class="mark">DỰ THẢO</span>' in html
    assert "Số liệu đến ngày 31/12/2023" in html
    assert "DỰ THẢO" not in export(make_notebook(draft=False))


def test_made_up_figures_are_marked_across_the_page(make_notebook: MakeNotebook) -> None:
    assert 'class="watermark"' in export(make_notebook(demo=True))
    assert 'class="watermark"' not in export(make_notebook())


def test_a_page_carries_only_the_fonts_it_uses(make_notebook: MakeNotebook) -> None:
    upright = export(make_notebook())
    slanted = export(make_notebook(v4.new_markdown_cell("*nghiêng*")))
    assert upright.count("@font-face") == 3
    assert slanted.count("@font-face") == 4


def test_a_page_is_small_and_the_same_every_time(make_notebook: MakeNotebook) -> None:
    html = export(make_notebook())
    assert len(html.encode()) < 400_000
    assert html == export(make_notebook())


def test_what_a_report_states_is_text(make_notebook: MakeNotebook) -> None:
    html = export(make_notebook(title="<script>1</script>{{ 7*7 }}", unit_name='"><b>'))
    assert Page(html).count("script") == 1
    assert "&lt;script&gt;1&lt;/script&gt;{{ 7*7 }}" in html


def test_a_foreign_notebook_gets_a_title_and_a_clean_table(make_notebook: MakeNotebook) -> None:
    frame: dict[str, Any] = {
        "text/html": '<style>x</style><table border="1"><thead><tr><th onclick="x()">a</th></tr>'
        '</thead></table><script>1</script><img src="http://e.org/x.png">',
        "text/plain": "a",
    }
    output = v4.new_output("display_data", data=frame)
    html = export(make_notebook(v4.new_code_cell("x", execution_count=1, outputs=[output])))
    assert "<h1>out</h1>" in html
    assert '<div class="foreign"><table><thead><tr><th>a</th></tr></thead></table></div>' in html


def test_cleaning_leaves_no_way_to_act() -> None:
    cleaned = clean('<a href="javascript:x">a</a><svg onload="x()"><p style="x">b</p></svg>')
    assert cleaned == '<div class="foreign">a<p>b</p></div>'


def test_a_notebook_not_run_is_refused(make_notebook: MakeNotebook) -> None:
    with pytest.raises(NotebookNotReadyError):
        export(make_notebook(v4.new_code_cell("x")))
