"""How a page's verdicts and paths were made, on what evidence, and what they do not say."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.display.components import paragraph, section
from analysis.display.element import Element
from analysis.display.outlook import Outlook
from analysis.display.phrases import short_name
from analysis.display.report import Report
from analysis.display.small_print import small_print
from analysis.display.track_record import track_record_line
from analysis.display.verdicts import assessed, judged_outlooks
from analysis.projection import Basis


def method_note(report: Report, *outlooks: Outlook) -> Element:
    """Rules of the verdicts, evidence behind the paths, and the fixed caveat.

    Parameters
    ----------
    report : Report
        Page it is written for.
    *outlooks : Outlook
        Indicators on the page.
    """
    families = dict.fromkeys(outlook.indicator.family for outlook in outlooks)
    sentences = [
        _rules(report, outlooks),
        *_evidence(report, judged_outlooks(report, *outlooks)),
        *_paths(report, outlooks),
        *(track_record_line(report, family) for family in families),
    ]
    words = paragraph(" ".join(sentence for sentence in sentences if sentence))
    return section(report.say("heading.method"), small_print(words))


def _rules(report: Report, outlooks: tuple[Outlook, ...]) -> str:
    methods = dict.fromkeys(a.method for _, a in assessed(report, *outlooks) if a.method)
    if not methods:
        return ""
    rules = "; ".join(report.tell(f"assessment.method.{method}") for method in methods)
    return report.say("method.rule", rule=rules)


def _evidence(report: Report, outlooks: tuple[Outlook, ...]) -> Iterator[str]:
    """Strength and limits of the evidence, indicators that share both named together."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for outlook in outlooks:
        evidence = outlook.projection.evidence.get(report.unit.code)
        if evidence is not None and evidence.points:
            name = short_name(report, outlook.indicator)
            groups.setdefault((evidence.strength, evidence.reasons), []).append(name)
    for (strength, reasons), names in groups.items():
        yield report.say(
            "method.evidence",
            indicators=", ".join(names),
            strength=report.tell(f"assessment.evidence.{strength}"),
        )
        yield from (report.tell(reason) for reason in reasons)


def _paths(report: Report, outlooks: tuple[Outlook, ...]) -> Iterator[str]:
    bases = {
        outlook.projection.evidence[report.unit.code].basis
        for outlook in outlooks
        if outlook.projection.has(report.unit.code)
    }
    if bases:
        yield report.say("method.paths")
        if bases & {Basis.SUM, Basis.ESTIMATE}:
            yield report.tell(outlooks[0].panel.weights_note)
        yield report.say("method.caveat")
