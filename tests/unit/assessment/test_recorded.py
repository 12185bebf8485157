"""The record that pages quote is the one computed from the figures."""

from analysis.assessment.past import (
    RECORDED,
    past_panels,
    recorded,
    recorded_days,
    written,
    written_days,
)
from analysis.data import load_dataset


def test_the_record_on_the_pages_is_computed_from_the_provinces():
    dataset = load_dataset("provinces")
    for row in written(dataset):
        kept = vars(recorded()[row.pop("family")])
        assert {name: kept[name] for name in row} == row
    days = [
        (f, d.as_of.isoformat(), d.figures, d.coverage_80)
        for f in RECORDED
        for d in recorded_days()[f]
    ]
    assert [tuple(row.values()) for row in written_days(dataset)] == days


def test_a_past_panel_knows_nothing_of_later_days():
    dataset = load_dataset("provinces")
    for panel in past_panels(dataset, RECORDED["poverty"]):
        assert max(figure.known_on for figure in panel.observations) == panel.as_of
        assert panel.as_of < dataset.as_of
