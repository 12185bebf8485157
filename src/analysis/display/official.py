"""What frames a formal report: who issues it, what it is called, who receives it."""

from __future__ import annotations

from dataclasses import replace

from analysis.data import Issuer
from analysis.display import official_parts
from analysis.display.element import Element
from analysis.display.report import Report

REPORT = "synthesis"
"""Name of the formal report in the tables of issuers and recipients."""
ROMAN = ("", "I", "II", "III", "IV", "V")


def official_head(report: Report) -> Element:
    """Head and title of the report in the form of Decree 30/2020/NĐ-CP.

    Parameters
    ----------
    report : Report
        Page it opens.

    Returns
    -------
    Element
        Number, date and signature stay blank; `data["form"]` asks for the layout.
    """
    issuer = _issuer(report)
    frame = official_parts.head(
        superior=issuer.superior(report.language) if issuer else "",
        body=issuer.body(report.language) if issuer else report.tell("synthesis.head.body_blank"),
        remark=_remark(report, issuer),
        nation=report.tell("synthesis.head.nation"),
        motto=report.tell("synthesis.head.motto"),
        number=report.tell("synthesis.head.number"),
        date=report.tell("synthesis.head.date", place=_place(report, issuer)),
    )
    title = official_parts.title(report.tell("synthesis.head.kind"), subject_words(report))
    stated = {"layout": "administrative", "author": issuer.body(report.language) if issuer else ""}
    return replace(frame + title, data={"form": stated})


def subject_words(report: Report) -> str:
    """What the report is about, in one line."""
    unit = report.name_in_sentence(report.unit.code)
    return report.tell("synthesis.head.subject", period=period_words(report), unit=unit)


def period_words(report: Report) -> str:
    """Period that the report is on, as asked for; else the year of its last figure."""
    period = report.dataset.period
    if period is not None:
        return period.words(report.language)
    return report.tell("data.period.year", year=report_year(report))


def report_year(report: Report) -> int:
    """Year that the report is on: that of the last figure of the whole, in any indicator."""
    codes = [
        i.code
        for family in report.dataset.description.families
        for i in report.dataset.indicators_of(family)
    ]
    last = (report.dataset.panel(code).latest(report.unit.code) for code in codes)
    return max((f.year for f in last if f is not None), default=report.dataset.as_of.year)


def official_end(report: Report) -> Element:
    """Last line of the report, its recipients on its day, and the blank place of the signature."""
    day = report.dataset.as_of
    recipients = report.dataset.administration.recipients_of(REPORT, day)
    names = [recipient.name(report.language) for recipient in recipients]
    lines = [f"{name};" for name in names[:-1]] + [f"{name}." for name in names[-1:]]
    return official_parts.end(
        report.tell("synthesis.proposals.closing"),
        report.tell("synthesis.end.label"),
        lines,
        report.tell("synthesis.end.signer"),
    )


def appendix(report: Report, number: int, name: str) -> Element:
    """Head of an appendix.

    Parameters
    ----------
    report : Report
        Report it belongs to.
    number : int
        From 1.
    name : str
        ``"figures"`` or ``"methods"``.
    """
    issuer = _issuer(report)
    body = issuer.body(report.language) if issuer else report.tell("synthesis.head.body_blank")
    return official_parts.appendix(
        report.tell("synthesis.appendix.number", number=ROMAN[number]),
        report.tell(f"synthesis.appendix.{name}"),
        report.tell("synthesis.appendix.reference", body=body),
        is_first=number == 1,
    )


def _issuer(report: Report) -> Issuer | None:
    return report.dataset.administration.issuer(REPORT, report.dataset.as_of)


def _remark(report: Report, issuer: Issuer | None) -> str:
    is_certain = issuer is not None and issuer.is_certain
    return "" if is_certain else report.tell("synthesis.head.to_confirm")


def _place(report: Report, issuer: Issuer | None) -> str:
    return issuer.place(report.language) if issuer else report.tell("synthesis.head.place_blank")
