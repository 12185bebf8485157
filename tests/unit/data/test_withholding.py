import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from analysis.data.model import Observation, ObservationStatus, Vintage
from analysis.data.withholding import withheld_cells, withheld_figures

POOR, NEAR, BOTH = "poor_households", "near_poor_households", "multidim_poor_households"


def count(
    value: float, unit: str, indicator: str = POOR, vintage: Vintage = Vintage.DECISION
) -> Observation:
    day = dt.date(2024, 1, 1 + vintage)
    status = ObservationStatus.NORMAL
    return Observation(
        indicator, unit, 2023, "2022-2026", vintage, day, value, status, "high", "Sở", "QĐ"
    )


def withheld(*counts: Observation) -> set[tuple[str, str, Vintage]]:
    keys = withheld_figures(counts, ["a", "b", "c"], "t")
    return {(indicator, unit, vintage) for indicator, unit, _, _, vintage in keys}


def test_a_count_cannot_be_worked_out_from_the_whole_or_from_its_kinds() -> None:
    units = [count(100, "t"), count(3, "a"), count(40, "b"), count(57, "c")]
    kinds = [count(90, "b", NEAR), count(130, "b", BOTH)]
    found = withheld(*units, *kinds)
    assert {(POOR, "a", Vintage.DECISION), (POOR, "b", Vintage.DECISION)} <= found
    assert (NEAR, "b", Vintage.DECISION) in found
    assert (POOR, "c", Vintage.DECISION) not in found


def test_a_withheld_count_stays_so_until_it_is_official() -> None:
    vintages = (Vintage.ESTIMATE, Vintage.PRELIMINARY, Vintage.DECISION)
    counts = [count(value, "a", vintage=v) for value, v in zip((4, 6, 6), vintages, strict=True)]
    assert withheld(*counts) == {(POOR, "a", v) for v in vintages[:2]}


@given(
    parts=st.lists(st.integers(0, 30), min_size=1, max_size=6),
    before=st.sets(st.integers(0, 5)),
)
def test_no_small_count_is_a_difference_of_printed_ones(parts: list[int], before: set[int]) -> None:
    cells = {"t": float(sum(parts)), **{str(i): float(value) for i, value in enumerate(parts)}}
    hidden = withheld_cells(cells, [tuple(cells)], {str(i) for i in before})
    gone = [cell for cell in cells if cell in hidden]
    assert {cell for cell, value in cells.items() if 0 < value < 5} <= hidden
    assert len(gone) != 1
    if gone and "t" not in hidden:
        assert sum(cells[cell] for cell in gone) >= 5
