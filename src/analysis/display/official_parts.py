"""Head, title, end and appendix of a report in the form of Decree 30/2020/NĐ-CP.

They know the form, nothing of the subject; what only the signing office can fill stays blank.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.display.element import Element
from analysis.markup import escape_html, plain, typst_array, typst_string


def head(
    *,
    superior: str,
    body: str,
    remark: str,
    nation: str,
    motto: str,
    number: str,
    date: str,
) -> Element:
    """Issuing body with the one above it, the nation with its motto, number, place and date.

    Parameters
    ----------
    superior, body : str
        Bodies; written in capitals.
    remark : str
        What is still to be confirmed about the issuer; may be blank.
    nation, motto : str
        The national title and motto.
    number, date : str
        With the blanks that the office fills.
    """
    parts = {
        "superior": superior,
        "body": body,
        "remark": remark,
        "nation": nation,
        "motto": motto,
        "number": number,
        "date": date,
    }
    lines = {
        name: f'<p class="{_CLASSES[name]}">{escape_html(words)}</p>'
        for name, words in parts.items()
        if words
    }
    cells = [("superior", "body"), ("nation", "motto"), ("number", "remark"), ("date",)]
    inside = "".join(
        f"<div>{''.join(lines.get(name, '') for name in names)}</div>" for names in cells
    )
    named = ", ".join(f"{name}: {typst_string(words)}" for name, words in parts.items())
    order = [name for names in cells for name in names]
    return Element(
        html=f'<div class="official-head">{inside}</div>',
        typst=f"#official-head({named})",
        text="\n".join(plain(parts[name]) for name in order if parts[name]),
    )


_CLASSES = {
    "superior": "issuer",
    "body": "issuer body",
    "remark": "remark",
    "nation": "nation",
    "motto": "motto",
    "number": "number",
    "date": "date",
}


def title(kind: str, subject: str) -> Element:
    """Kind of the document and what it is about; the only heading of level 1."""
    return Element(
        html=f'<div class="official-title"><p class="kind">{escape_html(kind)}</p>'
        f"<h1>{escape_html(subject)}</h1></div>",
        typst=f"#official-title({typst_string(kind)}, {typst_string(subject)})",
        text=f"{plain(kind)}\n{plain(subject)}",
    )


def end(closing: str, label: str, recipients: Sequence[str], signer: str) -> Element:
    """Last line, list of recipients, and the blank place of the signature, which stay together.

    Parameters
    ----------
    closing : str
        Line that ends the report.
    label : str
        Words above the list.
    recipients : sequence of str
        One line each, with its closing mark.
    signer : str
        What belongs into the blank.
    """
    items = "".join(f"<li>{escape_html(line)}</li>" for line in recipients)
    lines = typst_array(map(typst_string, recipients))
    return Element(
        html=f'<p class="official-closing">{escape_html(closing)}</p>'
        f'<div class="official-end"><div><p class="label">{escape_html(label)}</p>'
        f'<ul class="recipients">{items}</ul></div>'
        f'<p class="signer">{escape_html(signer)}</p></div>',
        typst=f"#official-end({typst_string(closing)}, {typst_string(label)}, {lines}, "
        f"{typst_string(signer)})",
        text="\n".join(
            [
                plain(closing),
                plain(label),
                *(f"- {plain(line)}" for line in recipients),
                plain(signer),
            ]
        ),
    )


_SMALLER = """
#set text(size: 10pt)
#set par(leading: 0.48em, spacing: 0.55em)
#show heading.where(level: 2): set text(size: 12pt)
#show heading.where(level: 2): set block(above: 8pt, below: 5pt)"""
"""Type of what follows the head of an appendix, on paper: tables and notes."""


def appendix(number: str, name: str, reference: str, *, is_first: bool) -> Element:
    """Head of an appendix: its number, its name and the report it belongs to.

    The first begins a page on paper; the others follow it.
    """
    words = ", ".join(map(typst_string, (number, name, reference)))
    where = f"on-new-page: {str(is_first).lower()}"
    return Element(
        html=f'<div class="official-appendix"><h2>{escape_html(number)}<br/>'
        f'<span class="title">{escape_html(name)}</span></h2>'
        f'<p class="reference">{escape_html(reference)}</p></div>',
        typst=f"#official-appendix({words}, {where}){_SMALLER}",
        text=f"{plain(number)}\n{plain(name)}\n{plain(reference)}",
    )
