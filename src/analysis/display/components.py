"""Parts every page is built of: headings, notes, cards, tables, figures.

Each function returns an `Element` whose HTML uses the classes of the exporter's stylesheet and
whose Typst form calls the functions of its prelude. They know pages, nothing of the subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from analysis.display.element import Element
from analysis.display.figure import figure
from analysis.display.inline import (
    TONES,
    Inline,
    Tone,
    Words,
    badge,
    inline,
    join,
    link,
    strong,
)
from analysis.display.table import Column, data_table
from analysis.markup import escape_html, plain, typst_array, typst_string

__all__ = [
    "TONES",
    "Card",
    "Column",
    "Inline",
    "Tone",
    "Words",
    "badge",
    "beside",
    "bullets",
    "data_table",
    "figure",
    "heading",
    "join",
    "key_figures",
    "link",
    "masthead",
    "note",
    "paragraph",
    "section",
    "stack",
    "strong",
]


@dataclass(frozen=True)
class Card:
    """One key figure.

    Parameters
    ----------
    label : str
        What is measured, with its year.
    value : str
        The figure as the reader's language writes it.
    detail : str
        One line beside it: the target, the change, the source.
    badge : Inline, optional
        How it stands.
    """

    label: str
    value: str
    detail: str = ""
    badge: Inline | None = None


def masthead(title: str, kicker: str = "", facts: Sequence[tuple[str, str]] = ()) -> Element:
    """Head of a document: its title, who or what it is about, and the facts that date it.

    Parameters
    ----------
    title : str
        Title of the document; the only heading of level 1.
    kicker : str
        A few words above the title (body, territory).
    facts : sequence of (str, str)
        Label and value, such as the data date.
    """
    lines = "".join(
        f"<div><dt>{escape_html(label)}</dt><dd>{escape_html(value)}</dd></div>"
        for label, value in facts
    )
    pairs = typst_array(typst_array(map(typst_string, fact)) for fact in facts)
    return Element(
        html='<div class="masthead">'
        + (f'<p class="kicker">{escape_html(kicker)}</p>' if kicker else "")
        + f"<h1>{escape_html(title)}</h1>"
        + (f'<dl class="facts">{lines}</dl>' if facts else "")
        + "</div>",
        typst=f"#masthead({typst_string(title)}, kicker: {typst_string(kicker)}, facts: {pairs})",
        text="\n".join(
            plain(line)
            for line in [kicker, title, *(f"{label}: {value}" for label, value in facts)]
            if line
        ),
    )


def heading(text: str, level: int = 2) -> Element:
    """Heading of a part of the page.

    Raises
    ------
    ValueError
        If `level` is not 1 to 4.
    """
    if level not in range(1, 5):
        raise ValueError("headings have levels 1 to 4")
    return Element(
        html=f"<h{level}>{escape_html(text)}</h{level}>",
        typst=f"#heading(level: {level}, {typst_string(text)})",
        text=plain(text),
    )


def paragraph(*words: Words) -> Element:
    """One paragraph of words, badges and links in the order given."""
    line = join(*words)
    return Element(f"<p>{line.html}</p>", line.typst, line.text)


def bullets(items: Sequence[Words], *, signed: bool = False) -> Element:
    """List without order.

    Parameters
    ----------
    items : sequence of str or Inline
        One line each.
    signed : bool
        Whether each line begins with a badge, whose sign stands in place of a bullet.

    Raises
    ------
    ValueError
        If there is nothing to list.
    """
    if not items:
        raise ValueError("a list needs an item")
    lines = [inline(item) for item in items]
    kind = ' class="signed"' if signed else ""
    return Element(
        html=f"<ul{kind}>" + "".join(f"<li>{line.html}</li>" for line in lines) + "</ul>",
        typst=f"#list({'marker: [], body-indent: 0pt, ' if signed else ''}"
        + ", ".join(f"[{line.typst}]" for line in lines)
        + ")",
        text="\n".join(f"- {line.text}" for line in lines),
    )


def note(title: str, body: Words | Element, tone: Tone = "info") -> Element:
    """Box beside the argument: a doubt, a warning, an explanation.

    Raises
    ------
    ValueError
        If the tone is unknown or the title blank: the colour alone says nothing.
    """
    if tone not in TONES or not title.strip():
        raise ValueError("a note needs a title and a known tone")
    content = body if isinstance(body, Element) else paragraph(body)
    return Element(
        html=f'<aside class="note {tone}" aria-label="{escape_html(title)}">'
        f'<p class="note-title">{escape_html(title)}</p>{content.html}</aside>',
        typst=f"#note({typst_string(title)}, {typst_string(tone)})[\n{content.typst}\n]",
        text=f"{plain(title)}: {content.text}",
        data=content.data,
    )


def key_figures(cards: Sequence[Card]) -> Element:
    """Row of the figures a reader should take away.

    Raises
    ------
    ValueError
        If there is no card.
    """
    if not cards:
        raise ValueError("key figures need a card")
    return Element(
        html='<dl class="key-figures">' + "".join(map(_card_html, cards)) + "</dl>",
        typst=f"#key-figures({', '.join(map(_card_typst, cards))})",
        text="\n".join(map(_card_text, cards)),
    )


def _card_html(card: Card) -> str:
    return (
        f'<div class="card"><dt>{escape_html(card.label)}</dt>'
        f'<dd class="value">{escape_html(card.value)}</dd>'
        + (f'<dd class="detail">{escape_html(card.detail)}</dd>' if card.detail else "")
        + (f'<dd class="state">{card.badge.html}</dd>' if card.badge else "")
        + "</div>"
    )


def _card_typst(card: Card) -> str:
    state = f"[{card.badge.typst}]" if card.badge else "none"
    return (
        f"(label: {typst_string(card.label)}, value: {typst_string(card.value)}, "
        f"detail: {typst_string(card.detail)}, badge: {state})"
    )


def _card_text(card: Card) -> str:
    parts = [card.detail, card.badge.text if card.badge else ""]
    return plain(f"{card.label}: {card.value}" + "".join(f"; {part}" for part in parts if part))


def stack(*elements: Element) -> Element:
    """Elements one below the other.

    Raises
    ------
    ValueError
        If there is none.
    """
    if not elements:
        raise ValueError("nothing to stack")
    return reduce(add, elements)


def beside(left: Element, right: Element) -> Element:
    """Two elements next to each other on paper and on wide screens; drawings take their small form.

    Where a column is too narrow for that, one stands below the other.
    """
    both = stack(left, right)
    return Element(
        html=f'<div class="beside"><div>{left.html}</div><div>{right.html}</div></div>',
        typst=f"#beside[\n{left.typst}\n][\n{right.typst}\n]",
        text=both.text,
        data=both.data,
    )


def section(title: str, *elements: Element) -> Element:
    """Part of the page under a heading of level 2."""
    inside = stack(heading(title), *elements)
    return Element(f"<section>\n{inside.html}\n</section>", inside.typst, inside.text, inside.data)
