"""What further figures would be worth to the projection: documents and single figures in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from analysis.data.coverage import documents_wanted
from analysis.display.components import Column, data_table, join, paragraph, section
from analysis.display.element import Element
from analysis.display.inline import Words
from analysis.display.outlook import Outlook
from analysis.display.report import Report
from analysis.locale.formats import MISSING
from analysis.projection import Figure, Knowledge, Width, figures_missing, knowledge

WORDS = ((0.5, "half"), (0.25, "quarter"), (0.1, "tenth"), (0.01, "little"))
"""Share of a band that a figure takes away, and the word for it; below the last, nothing."""


@dataclass(frozen=True, eq=False)
class Worth:
    """The figures that an outlook lacks and what they would do to its bands.

    Parameters
    ----------
    report : Report
        Page it stands on.
    outlook : Outlook
        Indicator whose bands are to be narrowed.
    """

    report: Report
    outlook: Outlook

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Figures of years that are over, in every standard that the panel has figures of."""
        panel, standards = self.outlook.panel, self.report.dataset.standards
        seen: dict[str, list[int]] = {}
        for unit in panel.units:
            for figure in panel.usable(unit):
                seen.setdefault(figure.standard, []).append(figure.year)
        years = [
            (code, year)
            for code, found in sorted(seen.items())
            for year in range(
                min(found),
                min(standards[code].last_year or panel.as_of.year, panel.as_of.year - 1) + 1,
            )
        ]
        return figures_missing(panel, self.outlook.projection, years)

    @cached_property
    def knowledge(self) -> Knowledge | None:
        """What the published figures leave open; none without any projection."""
        return knowledge(self.outlook.panel, self.outlook.projection, self.figures)

    @cached_property
    def today(self) -> Width | None:
        """Bands as they stand."""
        return self.knowledge.width() if self.knowledge else None

    def of(self, figures: tuple[Figure, ...]) -> Width | None:
        """Bands once these figures are known; none where no figure would touch a projection."""
        return self.knowledge.width(figures) if self.knowledge and figures else None

    def of_document(self, years: set[int | None], units: tuple[str, ...]) -> tuple[Figure, ...]:
        """Figures of the present standard in a document on some units; no year stands for all."""
        standard = self.outlook.projection.standard
        return tuple(
            figure
            for figure in self.figures
            if figure.unit in units and figure.standard == standard and years & {None, figure.year}
        )


def documents_section(report: Report, *outlooks: Outlook) -> Element:
    """Documents to ask for, those that narrow the projections most first, then single figures.

    Parameters
    ----------
    report : Report
        Page it stands on.
    outlooks : Outlook
        Main indicator of each family; a document narrows the bands of its own.
    """
    title = report.tell("quality.documents")
    worths = {outlook.indicator.family: Worth(report, outlook) for outlook in outlooks}
    rows = sorted(_documents(report, worths), key=lambda row: -row[0])
    if not rows:
        return section(title, paragraph(report.tell("quality.no_document")))
    year = outlooks[0].projection.years[-1] if outlooks[0].projection.years else MISSING
    columns = [
        Column(report.tell("quality.document")),
        Column(report.tell("quality.lacking")),
        Column(report.tell("quality.band_of_units"), "end"),
        Column(report.tell("quality.band_of_total"), "end"),
        Column(report.tell("quality.worth")),
    ]
    caption = report.tell("quality.documents_caption", year=year)
    table = data_table(caption, columns, [row for _, row in rows])
    explained = paragraph(report.tell("quality.worth_explained", year=year))
    figures = [element for worth in worths.values() for element in _figures_table(worth)]
    return section(title, explained, table, *figures)


def _documents(report: Report, worths: Mapping[str, Worth]) -> Iterator[tuple[float, list[Words]]]:
    """Rows with the share of the units' bands that each document takes away."""
    years: dict[str, set[int | None]] = {}
    for document in report.dataset.documents:
        years.setdefault(document.message_key, set()).add(document.year)
    for (family, key), units in documents_wanted(report.dataset).items():
        words: list[Words] = [report.tell(key), _names(report, units)]
        worth = worths.get(family)
        after = worth.of(worth.of_document(years[key], units)) if worth else None
        if worth is None or worth.today is None or after is None:
            yield -1.0, [*words, MISSING, MISSING, report.tell("quality.worth.first")]
            continue
        gain = 1 - after.mean / worth.today.mean
        yield (
            gain,
            [
                *words,
                _narrowed(report, worth.today.mean, after.mean),
                _narrowed(report, worth.today.total, after.total),
                _word(report, gain),
            ],
        )


def _figures_table(worth: Worth) -> Iterator[Element]:
    """Single figures by what each alone would do, and a sentence on those of older standards."""
    report, today = worth.report, worth.today
    standard = worth.outlook.projection.standard
    asked = [
        figure
        for figure in worth.figures
        if figure.standard == standard and report.dataset.shows_rates(figure.unit)
    ]
    alone = [(figure, worth.of((figure,))) for figure in asked]
    known = [(figure, after) for figure, after in alone if after is not None and today is not None]
    if today is None or not known:
        return
    best: dict[str, tuple[Figure, Width]] = {}
    for figure, after in sorted(known, key=lambda one: one[1].units[one[0].unit]):
        best.setdefault(figure.unit, (figure, after))
    columns = [
        Column(report.say("column.unit")),
        Column(report.tell("quality.end_of"), "end"),
        Column(report.tell("quality.band_of_unit"), "end"),
        Column(report.tell("quality.band_of_total"), "end"),
        Column(report.tell("quality.worth")),
    ]
    rows: list[list[Words]] = [
        [
            report.name(figure.unit),
            str(figure.year),
            _narrowed(report, today.units[figure.unit], after.units[figure.unit]),
            _narrowed(report, today.total, after.total),
            _word(report, 1 - after.units[figure.unit] / today.units[figure.unit]),
        ]
        for figure, after in sorted(best.values(), key=lambda one: one[1].mean)
    ]
    name = worth.outlook.indicator.name(report.language)
    notes = list(_older(worth, today))
    caption = report.tell("quality.figures_caption", indicator=name)
    yield data_table(caption, columns, rows, notes)


def _older(worth: Worth, today: Width) -> Iterator[str]:
    """What all figures of an older standard together would bring."""
    report = worth.report
    for standard in dict.fromkeys(figure.standard for figure in worth.figures):
        if standard != worth.outlook.projection.standard:
            after = worth.of(tuple(f for f in worth.figures if f.standard == standard))
            if after is not None:
                yield report.tell(
                    "quality.older_standard",
                    standard=report.dataset.standards[standard].name(report.language),
                    change=report.format.points(today.mean - after.mean),
                )


def _narrowed(report: Report, before: float, after: float) -> Words:
    """Width today and then, in points."""
    if before != before:
        return MISSING
    return join(f"{report.format.number(before, 1)} → {report.format.number(after, 1)}")


def _word(report: Report, share: float) -> str:
    found = next((word for least, word in WORDS if share >= least), "nothing")
    return report.tell(f"quality.worth.{found}")


def _names(report: Report, units: tuple[str, ...]) -> str:
    everyone = report.dataset.reporting_units
    if set(units) >= set(everyone) and len(everyone) > 1:
        return report.tell("quality.all_units", count=len(everyone))
    return ", ".join(map(report.name, units))
