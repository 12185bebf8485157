"""What an edition says of itself, also where it has hundreds of reports."""

import json
import tracemalloc
from dataclasses import replace

import pytest

from analysis.run.fingerprint import Code
from analysis.run.manifest import Edition
from analysis.run.model import Plan
from analysis.run.store import Record

FILES = {"html": "a" * 64, "pdf": "b" * 64, "docx": "c" * 64}
MOST_MEMORY = 4.0
"""Memory for the name and the manifest of an edition, over the bytes of the manifest."""


def record(number: int, questions: int = 1) -> Record:
    asked = {f'["panel", ["{n}"], {{}}]': f"{number:032}" for n in range(questions)}
    return Record("key", {"notebook": "n"}, {}, FILES, {"title": "t"}, asked=[({}, asked)])


def edition(plan: Plan, count: int, questions: int = 1) -> Edition:
    report = plan.reports[0]
    reports = [replace(report, slug=f"{report.slug}_{n}") for n in range(count)]
    records = [(report, record(n, questions)) for n, report in enumerate(reports)]
    return Edition(plan, Code("p", "m", "e"), records)


def test_name_tells_editions_apart_by_one_answer_and_by_the_order_of_reports(plan: Plan) -> None:
    one = edition(plan, 3)
    (first, known), *others = one.records
    other_answer = replace(known, asked=[({}, {'["panel", ["0"], {}]': "other"})])
    other = replace(one, records=[(first, other_answer), *others])
    turned = replace(one, records=[*others, (first, known)])
    assert edition(plan, 3).name == one.name
    assert len({one.name, other.name, turned.name}) == 3


def test_manifest_is_json_in_the_order_of_names_and_holds_every_answer(plan: Plan) -> None:
    one = edition(plan, 2)
    content = json.loads(one.manifest())
    assert content["edition"] == one.name
    assert [report["inputs"] for report in content["reports"]] == [
        {'["panel", ["0"], {}]': f"{number:032}"} for number in range(2)
    ]
    canonical = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    assert one.manifest() == canonical.encode() + b"\n"


@pytest.mark.parametrize("count", [100, 400])
def test_memory_is_a_few_times_the_bytes_of_the_manifest(plan: Plan, count: int) -> None:
    one = edition(plan, count, questions=50)
    tracemalloc.start()
    try:
        assert one.name
        manifest = one.manifest()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST_MEMORY * len(manifest), peak / len(manifest)
