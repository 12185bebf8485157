from __future__ import annotations

import os
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.display import labels
from analysis.display.labels import Box, place, spread, text_width, wrap

FRAME = Box(0, 0, 400, 300)


def test_labels_with_room_stay_where_they_are_wanted() -> None:
    assert spread([10, 50], [8, 8], 0, 100) == [10, 50]


def test_labels_that_would_touch_share_the_way() -> None:
    assert spread([50, 50], [10, 20], 0, 100) == [42.5, 57.5]


def test_labels_keep_inside_their_column() -> None:
    assert spread([1, 99], [10, 10], 0, 100) == [5, 95]


@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(1, 20)), min_size=1, max_size=5),
)
def test_spread_labels_never_overlap(labels: list[tuple[float, float]]) -> None:
    wanted, heights = zip(*labels, strict=True)
    centres = spread(wanted, heights, 0, 100)
    stacked = sorted(zip(centres, heights, strict=True))

    for (low, low_height), (high, high_height) in pairwise(stacked):
        assert high - high_height / 2 >= low + low_height / 2 - 1e-6


def test_label_stands_above_a_point_that_is_alone() -> None:
    (box,) = place([(200, 100)], ["12,34"], 8.5, marks=[], lines=[], frame=FRAME)

    assert box is not None
    assert box.bottom > 100
    assert box.left + box.width / 2 == pytest.approx(200)


def test_label_goes_below_where_a_line_passes_above() -> None:
    line = [Box(180, 105, 40, 3)]
    (box,) = place([(200, 100)], ["12,34"], 8.5, marks=[], lines=line, frame=FRAME)

    assert box is not None
    assert box.bottom + box.height < 100


def test_label_without_room_is_left_out() -> None:
    marks = [Box(0, 0, 400, 300)]

    assert place([(200, 100)], ["12,34"], 8.5, marks=marks, lines=[], frame=FRAME) == [None]


def test_first_label_has_the_better_place() -> None:
    first, second = place(
        [(200, 100), (203, 100)], ["1,00", "2,00"], 8.5, marks=[], lines=[], frame=FRAME
    )

    assert first is not None
    assert second is not None
    assert first.bottom > 100
    assert not first.overlaps(second)


def test_wrapped_lines_hold_all_words_in_order() -> None:
    lines = wrap("Chuẩn nghèo đa chiều 2022–2025", 60, 8.5)

    assert " ".join(lines) == "Chuẩn nghèo đa chiều 2022–2025"
    assert max(map(len, lines)) <= 13


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_no_font_is_shared_with_a_fork() -> None:
    """Two processes that read one open file would lose their place in it."""
    text_width("0", 8.0)
    text_width.cache_clear()
    text_width("0", 8.0)
    assert labels._font.cache_info().currsize
    child = os.fork()
    if child == 0:
        os._exit(labels._font.cache_info().currsize)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
