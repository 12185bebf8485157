"""Tables that stay readable on A4 and on a telephone, and that a screen reader can walk through."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.display.element import Element
from analysis.display.inline import Inline, Words, inline
from analysis.markup import escape_html, plain, typst_array, typst_string

STACK_FROM = 4
"""Tables with this many columns become one card a row on a narrow screen."""

# Widths on paper, in letters.
_WIDEST_CELL = 34
_UNWRAPPED_CELL = 14
_SHORT_BADGE = 18
_LINE = 92
_WIDEST_LINE = 110


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    title : str
        What it holds.
    align : {"start", "end"}
        Words start, numbers end.
    unit : str
        Unit of its numbers, said once in the head.
    """

    title: str
    align: Literal["start", "end"] = "start"
    unit: str = ""


def data_table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Words]],
    notes: Sequence[Words] = (),
    *,
    stacks: bool = True,
) -> Element:
    """Table with a caption; the first cell of a row names the row.

    Parameters
    ----------
    caption : str
        What the table shows.
    columns : sequence of Column
        From left to right.
    rows : sequence of sequences of str or Inline
        Formatted cells, one for each column.
    notes : sequence of str or Inline
        Lines below the table: sources, what is missing and why.
    stacks : bool
        Whether a wide table becomes cards on a narrow screen; a grid of signs stays a grid.

    Raises
    ------
    ValueError
        If the caption is blank, there are no rows or columns, or a row has another length.
    """
    if not caption.strip() or not columns or not rows:
        raise ValueError("a table needs a caption, a column and a row")
    if any(len(row) != len(columns) for row in rows):
        raise ValueError(f"every row of {caption!r} needs {len(columns)} cells")
    cells = [[inline(cell) for cell in row] for row in rows]
    remarks = [inline(remark) for remark in notes]
    return Element(
        html=_html(caption, columns, cells, remarks, stacks and len(columns) >= STACK_FROM),
        typst=_typst(caption, columns, cells, remarks),
        text=_text(caption, columns, cells, remarks),
    )


def _html(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Inline]],
    notes: Sequence[Inline],
    is_stacked: bool,
) -> str:
    stacked = ' class="stacks"' if is_stacked else ""
    head = "".join(map(_head_html, columns))
    body = "".join(_row_html(columns, row) for row in rows)
    below = "".join(f"<p>{remark.html}</p>" for remark in notes)
    # Explicit roles: a browser forgets that a table is one as soon as its rows are shown as cards.
    return (
        f'<div class="table" role="group" tabindex="0" aria-label="{escape_html(caption)}">'
        f'<table role="table"{stacked}><caption>{escape_html(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
        + (f'<div class="table-notes">{below}</div>' if notes else "")
    )


def _head_html(column: Column) -> str:
    unit = f' <span class="unit">({escape_html(column.unit)})</span>' if column.unit else ""
    return (
        f'<th scope="col" role="columnheader" class="{column.align}">'
        f"{escape_html(column.title)}{unit}</th>"
    )


def _row_html(columns: Sequence[Column], row: Sequence[Inline]) -> str:
    first, *others = zip(columns, row, strict=True)
    name = f'<th scope="row" role="rowheader" class="{first[0].align}">{first[1].html}</th>'
    cells = "".join(
        f'<td role="cell" class="{_cell_class(column, cell)}" '
        f'data-label="{escape_html(_label(column))}">'
        f"<span>{cell.html}</span></td>"
        for column, cell in others
    )
    return f'<tr role="row">{name}{cells}</tr>'


def _cell_class(column: Column, cell: Inline) -> str:
    return f"{column.align} short" if len(cell.text) <= _UNWRAPPED_CELL else column.align


def _label(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def _typst(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Inline]],
    notes: Sequence[Inline],
) -> str:
    widths = _widths(
        [
            [column.title, column.unit, *(_in_one_piece(row[index]) for row in rows)]
            for index, column in enumerate(columns)
        ]
    )
    remarks = typst_array(f"[{remark.typst}]" for remark in notes)
    parts = [
        f"caption: {typst_string(caption)}, {_part(group, widths, columns, rows)}"
        for group in _groups(widths)
    ]
    parts[-1] += f", notes: {remarks}"
    return "\n\n".join(f"#data-table({part})" for part in parts)


def _in_one_piece(cell: Inline) -> str:
    """Text of a cell as the width of its column must hold it: a short badge is never broken."""
    is_badge = cell.html.startswith('<span class="badge') and len(cell.text) <= _SHORT_BADGE
    return cell.text.replace(" ", "\N{NO-BREAK SPACE}") if is_badge else cell.text


def _part(
    group: Sequence[int],
    widths: Sequence[int],
    columns: Sequence[Column],
    rows: Sequence[Sequence[Inline]],
) -> str:
    head = [
        f"({typst_string(columns[index].title)}, {typst_string(columns[index].unit)})"
        for index in group
    ]
    body = [typst_array(f"[{row[index].typst}]" for index in group) for row in rows]
    lines = sum(max(_lines(row[index], widths[index]) for index in group) for row in rows)
    return (
        f"widths: {typst_array(str(widths[index]) for index in group)}, "
        f"aligns: {typst_array(columns[index].align for index in group)}, "
        f"head: {typst_array(head)}, rows: {typst_array(body)}, lines: {lines}"
    )


def _lines(cell: Inline, width: int) -> int:
    """Lines that a cell is likely to take, which tells whether its table fits on one page."""
    return max(math.ceil(len(cell.text) / width), 1)


def _widths(texts_of_columns: Sequence[Sequence[str]]) -> list[int]:
    """Letters for each column: what it wants, or between that and what it needs to fit the line."""
    needed = [_longest_word(texts) for texts in texts_of_columns]
    wanted = [
        max(_comfortable(texts), need) for texts, need in zip(texts_of_columns, needed, strict=True)
    ]
    spare = max(_LINE - sum(needed), 0)
    share = min(1, spare / max(sum(wanted) - sum(needed), 1))
    return [need + round((want - need) * share) for need, want in zip(needed, wanted, strict=True)]


def _longest_word(texts: Sequence[str]) -> int:
    return min(max(_letters(word) for text in texts for word in text.split(" ")), _WIDEST_CELL) + 2


def _letters(word: str) -> int:
    """Letters of a word; figures are wider, and a span of years (2016–2021) has eight of them."""
    return len(word) + (1 if "–" in word.strip("–") else 0)


def _comfortable(texts: Sequence[str]) -> int:
    """Letters with which a short text stands in one line and a long one in two."""
    longest = max(map(len, texts))
    return min(max(longest // 2, min(longest, _UNWRAPPED_CELL)), _WIDEST_CELL) + 2


def _groups(widths: Sequence[int]) -> list[list[int]]:
    """Columns that fit on one line of paper together; each group begins with the first column."""
    groups = [[0]]
    for index in range(1, len(widths)):
        group = groups[-1]
        if len(group) > 1 and sum(widths[i] for i in [*group, index]) > _WIDEST_LINE:
            groups.append([0, index])
        else:
            group.append(index)
    return groups


def _text(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Inline]],
    notes: Sequence[Inline],
) -> str:
    grid = [
        [plain(_label(column)) for column in columns],
        *([cell.text for cell in row] for row in rows),
    ]
    widths = [max(len(row[index]) for row in grid) for index in range(len(columns))]
    lines = [
        "  ".join(
            cell.rjust(width) if column.align == "end" else cell.ljust(width)
            for column, cell, width in zip(columns, row, widths, strict=True)
        ).rstrip()
        for row in grid
    ]
    return "\n".join([plain(caption), *lines, *(remark.text for remark in notes)])
