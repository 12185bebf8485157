"""The demonstration panel: complete, adding up to the province, and apart from real figures."""

import dataclasses
import datetime as dt
import shutil
from itertools import product
from pathlib import Path

import pytest

from analysis.assessment import assess
from analysis.assessment.model import Status
from analysis.data import Dataset, load_dataset
from analysis.data.demo.files import OBSERVATIONS, demo_files
from analysis.data.files import DEFAULT_DIRECTORY, open_directory
from analysis.errors import DataError

RATES = (
    "multidim_poverty_rate", "poor_household_rate", "near_poor_household_rate",
    "trained_labour_rate_admin", "trained_labour_rate_with_certificate_admin",
)  # fmt: skip
COUNTS = (
    "multidim_poor_households", "poor_households", "near_poor_households", "households_in_review",
    "trained_workers_admin", "trained_workers_with_certificate_admin", "gso_labour_force_15plus",
)  # fmt: skip
FAMILIES = ("poverty", "trained_labour")
AFTER_THE_DUAL_COUNT = dt.date(2022, 6, 1)


@pytest.fixture(scope="module")
def demo() -> Dataset:
    return load_dataset("demo")


def values(dataset: Dataset, indicator: str, unit: str) -> dict[tuple[int, str], float]:
    panel = dataset.panel(indicator, units=[unit])
    return {(o.year, o.standard): o.value for o in panel.usable(unit)}


def test_files_are_those_the_design_gives() -> None:
    for path, text in demo_files(open_directory(None)).items():
        assert (DEFAULT_DIRECTORY / path).read_text("utf-8") == text, "run make demo"


def test_every_district_has_every_year(demo: Dataset) -> None:
    for indicator in (*RATES, *COUNTS):
        years = {unit: set(values(demo, indicator, unit)) for unit in demo.reporting_units}
        assert set(map(frozenset, years.values())) == {frozenset(values(demo, indicator, "45"))}


@pytest.mark.parametrize("indicator", COUNTS)
def test_districts_add_up_to_the_province(demo: Dataset, indicator: str) -> None:
    districts = [values(demo, indicator, unit) for unit in demo.reporting_units]

    for place, total in values(demo, indicator, "45").items():
        assert sum(found[place] for found in districts) == total


@pytest.mark.parametrize("indicator", COUNTS)
def test_present_units_add_up_to_their_districts(demo: Dataset, indicator: str) -> None:
    by_unit = demo.at("unit2025")
    territories = demo.register.territories

    assert len(by_unit.reporting_units) == 37
    for district in demo.reporting_units:
        parts = [values(by_unit, indicator, code) for code in territories.parts_of(district)]
        whole = values(demo, indicator, district)
        places = set(parts[0])
        assert len(places) >= 5
        assert {place: sum(part[place] for part in parts) for place in places} == {
            place: whole[place] for place in places
        }


@pytest.mark.parametrize("level", ["unit2025", "province"])
def test_counts_of_other_levels_stay_within_their_bases(demo: Dataset, level: str) -> None:
    dataset = demo.at(level)
    pairs = (("multidim_poor_households", "households_in_review"),
             ("trained_workers_admin", "gso_labour_force_15plus"),
             ("trained_workers_with_certificate_admin", "trained_workers_admin"))  # fmt: skip

    assert dataset.findings() == ()
    for unit, (part, whole) in product(dataset.reporting_units, pairs):
        counts, bases = values(dataset, part, unit), values(dataset, whole, unit)
        assert counts
        assert all(0 <= count <= bases[place] for place, count in counts.items())


def test_merged_province_is_the_sum_of_both(demo: Dataset) -> None:
    dataset = demo.at("province")
    parts = [values(dataset, "multidim_poor_households", code) for code in ("44", "45")]
    merged = values(dataset, "multidim_poor_households", "44-2025")

    assert set(merged) == set(parts[0])
    assert all(value == sum(part[place] for part in parts) for place, value in merged.items())
    assert values(dataset, "multidim_poverty_rate", "44-2025").keys() == merged.keys()


@pytest.mark.parametrize("indicator", [*RATES, *COUNTS])
def test_province_is_the_published_one(demo: Dataset, indicator: str) -> None:
    standards = ("multidim_ND07_2021", "n/a")
    published = values(load_dataset(), indicator, "45").items()
    kept = {place: value for place, value in published if place[1] in standards}
    shown = values(demo, indicator, "45")

    assert {place: shown[place] for place in kept if place in shown} == {
        place: value for place, value in kept.items() if place in shown
    }
    if indicator in RATES[:4]:
        assert len(kept.keys() & shown.keys()) >= 2


def test_figures_add_up_in_every_way(demo: Dataset) -> None:
    assert demo.findings() == ()


@pytest.mark.parametrize(
    ("stock", "left", "back", "new"),
    [
        ("poor_households", "households_exiting_poverty", "households_relapsing_into_poverty",
         "households_newly_poor"),
        ("near_poor_households", "households_exiting_near_poverty",
         "households_relapsing_into_near_poverty", "households_newly_near_poor"),
    ],
)  # fmt: skip
def test_households_of_the_end_follow_from_those_of_the_start(
    demo: Dataset, stock: str, left: str, back: str, new: str
) -> None:
    for unit in (*demo.reporting_units, "45"):
        stocks, lefts, backs, news = (values(demo, code, unit) for code in (stock, left, back, new))
        for year, standard in lefts:
            place = (year, standard)
            start = stocks[year - 1, standard]
            assert stocks[place] == start - lefts[place] + backs[place] + news[place]
            assert min(lefts[place], backs[place], news[place]) >= 0


def test_groups_of_people_are_within_the_district(demo: Dataset) -> None:
    kinds = ("multidim_poor_households", "poor_households", "near_poor_households")
    for unit, kind in product(demo.reporting_units, kinds):
        everyone, minority = values(demo, kind, unit), values(demo, f"em_{kind}", unit)
        assert minority
        assert all(count <= everyone[place] for place, count in minority.items())


def statuses(dataset: Dataset) -> set[Status]:
    panels = {r.code: dataset.panel(r.code) for f in FAMILIES for r in dataset.indicators_of(f)}
    found = {
        assess(panels[target.indicator], None, target, unit, is_own=is_own).status
        for unit, family in product((*dataset.reporting_units, "45"), FAMILIES)
        for target, is_own in dataset.targets_of(unit, family)
    }
    group = dataset.panel("multidim_poverty_rate", units=["45-EM"])
    target, is_own = dataset.targets_of("45-EM", "poverty")[0]
    return {*found, assess(group, None, target, "45-EM", is_own=is_own).status}


def test_every_verdict_is_seen(demo: Dataset) -> None:
    early = load_dataset("demo", as_of=AFTER_THE_DUAL_COUNT)

    assert statuses(demo) == set(Status) - {Status.BREAK, Status.NODATA}
    assert statuses(demo) | statuses(early) == set(Status)


def test_every_figure_says_that_it_is_invented(demo: Dataset) -> None:
    assert demo.is_demo
    assert {o.source_title.startswith("SỐ LIỆU MINH HỌA") for o in demo.register.observations} == {
        True
    }


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("published", ('"published/supplement.csv"]', f'"{OBSERVATIONS}"]')),
        ("demo", (f'["{OBSERVATIONS}"]', f'["{OBSERVATIONS}", "published/observations.csv"]')),
        ("demo", ("is_demo = true", "is_demo = true\ntakes_received = true")),
        ("demo", ("is_demo = true", "is_demo = false")),
    ],
)
def test_invented_and_real_figures_never_mix(
    tmp_path: Path, name: str, change: tuple[str, str]
) -> None:
    copy = shutil.copytree(DEFAULT_DIRECTORY, tmp_path / "data")
    descriptor = copy / "reference" / "datasets.toml"
    text = descriptor.read_text("utf-8")
    assert change[0] in text
    descriptor.write_text(text.replace(*change), "utf-8")

    with pytest.raises(DataError, match="demo"):
        load_dataset(name, directory=copy)


def test_real_figures_are_the_same_beside_invented_ones(demo: Dataset) -> None:
    published = load_dataset()
    sources = {o.source_title for o in published.register.observations}

    assert not any("MINH HỌA" in source for source in sources)
    assert not any(path.startswith("demo/") for path in published.inputs)
    assert published.file_prefix == ""
    assert dataclasses.replace(demo.description, is_demo=False).is_apart is False
