"""A changed figure makes anew exactly the reports that rest on it, and none else."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analysis.data.files import DEFAULT_DIRECTORY
from analysis.run.model import Plan, Request
from analysis.run.pipeline import Pipeline
from analysis.run.plan import make_plan

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
Row = dict[str, str]
Change = Callable[[list[Row]], list[Row]]


class Place:
    """A copy of the data, and the reports of one run over them."""

    def __init__(self, folder: Path) -> None:
        self.data, self.output = folder / "data", folder / "reports"
        shutil.copytree(DEFAULT_DIRECTORY, self.data)

    def plan(self) -> Plan:
        names = ("briefing", "poverty", "trained_labour")
        return make_plan(Request(names, ("467",), data_directory=str(self.data)), NOTEBOOKS)

    def rebuilt(self) -> set[str]:
        """Names of the notebooks whose reports would be made anew."""
        decisions = Pipeline(self.plan(), self.output).decide()
        return {d.report.notebook.name for d in decisions if d.record is None}

    def rewrite(self, path: str, change: Change) -> None:
        file = self.data / path
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
        names = list(rows[0])
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(change(rows))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("dependencies"))
    Pipeline(place.plan(), place.output, 2).run()
    return place


@pytest.fixture
def place(made: Place) -> Iterator[Place]:
    """The finished reports; what a test does to the data is undone."""
    yield made
    shutil.rmtree(made.data)
    shutil.copytree(DEFAULT_DIRECTORY, made.data)


def figure(unit: str, indicator: str) -> Change:
    """Move one figure of a unit by its last digit."""

    def change(rows: list[Row]) -> list[Row]:
        row = next(r for r in rows if (r["unit_code"], r["indicator"]) == (unit, indicator))
        row["value"] = str(round(float(row["value"]) * 1.001, 4))
        return rows

    return change


@pytest.mark.parametrize(
    ("unit", "indicator", "expected"),
    [
        pytest.param("467", "poor_household_rate", {"briefing", "poverty"}, id="own poverty"),
        pytest.param("464", "poor_household_rate", {"briefing", "poverty"}, id="shared evidence"),
        pytest.param(
            "45", "trained_labour_rate_admin", {"briefing", "trained_labour"}, id="other family"
        ),
        pytest.param("01", "gso_poverty_rate_income", set(), id="other data set"),
        pytest.param("45", "pci_score", set(), id="indicator of no report"),
    ],
)
def test_changed_figure_makes_anew_what_rests_on_it(
    place: Place, unit: str, indicator: str, expected: set[str]
) -> None:
    place.rewrite("published/observations.csv", figure(unit, indicator))
    assert place.rebuilt() == expected


def test_new_file_and_another_unit_s_name_make_nothing_anew(place: Place) -> None:
    def rename(rows: list[Row]) -> list[Row]:
        next(r for r in rows if r["code"] == "01")["name_en"] = "Hanoi"
        return rows

    (place.data / "published" / "letter.txt").write_text("…", encoding="utf-8")
    place.rewrite("reference/units.csv", rename)
    assert place.rebuilt() == set()


def test_changed_target_makes_anew_the_pages_of_its_family(place: Place) -> None:
    def raise_target(rows: list[Row]) -> list[Row]:
        row = next(r for r in rows if r["indicator"] == "trained_labour_rate_admin")
        row["lower"] = str(float(row["lower"]) + 0.1)
        return rows

    place.rewrite("reference/targets.csv", raise_target)
    assert place.rebuilt() == {"briefing", "trained_labour"}


def test_reused_reports_are_the_bytes_of_a_run_from_nothing(place: Place, tmp_path: Path) -> None:
    def move(rows: list[Row]) -> list[Row]:
        """Change every figure of the provinces, of enterprises and of schools: thousands."""
        for row in rows:
            if row["indicator"].startswith(("pci_", "gso_poverty", "gso_trained", "vocational")):
                row["value"] = str(round(float(row["value"]) * 0.99, 3))
        return rows

    place.rewrite("published/observations.csv", move)
    reused = Pipeline(place.plan(), place.output).run()
    assert reused.built == 0
    anew = Pipeline(place.plan(), tmp_path / "anew", 2).run()
    assert contents(Path(reused.edition)) == contents(Path(anew.edition))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
