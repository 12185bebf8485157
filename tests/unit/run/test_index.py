import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from analysis.data import load_dataset
from analysis.run.index import index_page
from analysis.run.index_map import Mark, ground_for, linked_map, small_map
from analysis.run.job import Failure, Job, Outcome
from analysis.run.model import Plan
from analysis.run.outdated_marks import MARKS
from analysis.run.pipeline import Builder, Pipeline

VERDICTS = {"01": ("met", "✓", "đạt", "good"), "02": ("slow", "▲", "chậm", "warn")}


@pytest.fixture
def assessed(build: Builder) -> Builder:
    def builder(job: Job) -> Outcome:
        outcome = build(job)
        unit = str(job.parameters["unit"])
        if unit not in VERDICTS:
            return replace(outcome, summary={**outcome.summary, "verdicts": []})
        status, symbol, word, tone = VERDICTS[unit]
        verdict = {
            "indicator": "rate",
            "indicator_name": "Tỷ lệ nghèo",
            "status": status,
            "symbol": symbol,
            "word": word,
            "tone": tone,
            "value_text": "12,30%",
            "year": 2024,
        }
        return replace(outcome, summary={**outcome.summary, "verdicts": [verdict]})

    return builder


def page_of(plan: Plan, output: Path, builder: Builder) -> str:
    return Path(Pipeline(plan, output, builder=builder).run().index).read_text(encoding="utf-8")


def test_each_unit_has_its_verdict_in_symbol_and_word_and_links_to_files(
    plan: Plan, tmp_path: Path, assessed: Builder
) -> None:
    page = page_of(plan, tmp_path / "reports", assessed)
    links = re.findall(r'href="([^"#]+)"', page)
    assert "Huyện 01" in page
    assert "✓</span> đạt" in page
    assert "12,30% (2024)" in page
    assert [link for link in links if link.endswith("_01_vi.html")]
    assert all((tmp_path / "reports" / link).exists() for link in links)


def test_edition_that_lacks_figures_says_so(plan: Plan, tmp_path: Path, assessed: Builder) -> None:
    output = tmp_path / "reports"
    page_of(plan, output, assessed)
    edition = next(output.glob("*/*/manifest.json")).parent
    marks = {f"{edition.parent.name}/{edition.name}": {"records": ["R0007"], "is_wrong": False}}
    (output / MARKS).write_text(json.dumps(marks), encoding="utf-8")

    page = index_page(output, "vi")

    assert "Có số liệu mới hơn đợt báo cáo này" in page
    assert page.count("đã nhận thêm số liệu (R0007)") == 2


def test_counts_name_every_unit_once(plan: Plan, tmp_path: Path, assessed: Builder) -> None:
    page = page_of(plan, tmp_path / "reports", assessed)
    (tally,) = re.findall(r'<ul class="tally">(.+?)</ul>', page)
    words = re.findall(r"</span> ([^<]+)</span> (\d+)</li>", tally)
    assert dict(words) == {"đạt": "1", "chậm": "1", "không đánh giá": "1"}
    assert "= 3 đơn vị" in tally


def test_page_says_the_day_of_the_data_and_asks_nothing_of_the_network(
    plan: Plan, tmp_path: Path, assessed: Builder
) -> None:
    page = page_of(plan, tmp_path / "reports", assessed)
    assert "số liệu đến ngày 31/01/2025" in page
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    (script,) = re.findall(r"<script>(.+?)</script>", page, re.DOTALL)
    allowed = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{allowed}';" in page


def test_every_data_set_has_its_part(plan: Plan, tmp_path: Path, assessed: Builder) -> None:
    output = tmp_path / "reports"
    Pipeline(plan, output, builder=assessed).run()
    page = page_of(replace(plan, dataset="provinces", title="63 tỉnh"), output, assessed)
    assert "63 tỉnh" in page
    assert "published/2025-01-31_" in page
    assert "provinces/2025-01-31_" in page


def test_text_from_data_is_never_markup(plan: Plan, tmp_path: Path, build: Builder) -> None:
    def builder(job: Job) -> Outcome:
        return replace(build(job), failure=Failure("cell", "<script>alert(1)</script>", 2))

    page = page_of(plan, tmp_path / "reports", builder)
    assert "&lt;script&gt;alert(1)" in page
    assert page.count("<script") == 1


def test_invented_figures_have_an_index_of_their_own_with_a_watermark(
    plan: Plan, tmp_path: Path, assessed: Builder
) -> None:
    output = tmp_path / "reports"
    real = page_of(plan, output, assessed)
    demo = page_of(replace(plan, dataset="demo", file_prefix="demo_"), output, assessed)

    assert 'class="watermark"' in demo
    assert 'class="watermark"' not in real
    assert (output / "demo_index.html").read_text("utf-8") == demo
    assert (output / "index.html").read_text("utf-8") == real == page_of(plan, output, assessed)
    assert 'href="demo/' in demo
    assert 'href="published/' not in demo
    assert "demo/" not in real


def test_editions_are_listed_with_what_changed_since_the_one_before(
    plan: Plan, tmp_path: Path, assessed: Builder
) -> None:
    output = tmp_path / "reports"
    page_of(plan, output, assessed)
    table = plan.data_directory / "published" / "02.csv"
    before = table.read_text(encoding="utf-8")
    table.write_text("12345", encoding="utf-8")
    page = page_of(plan, output, assessed)
    assert "1 số thay đổi trong 1 báo cáo (do số liệu)." in page
    assert ">2,00<" in page
    assert ">5,00<" in page
    assert "Đợt đầu tiên, chưa có đợt trước để so sánh." in page

    table.write_text(before, encoding="utf-8")
    again = page_of(plan, output, assessed)
    latest = (output / "published" / "latest").read_text(encoding="utf-8").strip()
    assert f"published/{latest}/briefing_01_vi.pdf" in again


def test_each_area_of_the_map_leads_to_the_report_of_its_unit() -> None:
    units = [str(code) for code in (461, 462, 464, 465, 466, 467, 468, 469, 470, 471)]
    ground = ground_for("district", units)
    assert ground is not None
    assert [island.code for island in ground.islands] == ["471"]
    marks = {
        code: Mark(number, "good", "✓", f"<{code}>", f"{code}.html")
        for number, code in enumerate(units[:-1], start=1)
    }
    drawn = linked_map(ground, marks, "Bản đồ")
    assert re.findall(r'href="(\d+)\.html"', drawn) == units[:-1]
    assert "<title>&lt;461&gt;</title>" in drawn
    assert ">7 ✓</text>" in drawn
    assert drawn.count("absent") == 1
    assert "href" not in small_map(ground, marks, "Bản đồ")


def test_no_map_where_most_of_its_areas_have_no_report() -> None:
    assert ground_for("district", ["461", "467"]) is None
    assert ground_for("", ["461"]) is None


def test_units_since_2025_are_found_on_their_map_under_their_codes_of_the_register() -> None:
    units = load_dataset("published", level="unit2025").reporting_units
    ground = ground_for("unit2025", units)
    assert ground is not None
    assert {area.code for area in ground.areas} == set(units)
    assert len(ground.areas) == 37
