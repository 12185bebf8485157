"""What can be replayed of the sparse figures of the districts."""

from analysis import display as show
from analysis.data import load_dataset


def test_each_later_figure_stands_once_with_what_was_said_of_it():
    data = load_dataset("published")
    text = show.units_record(show.Report(data, data.total), "multidim_poverty_rate").text
    rows = [line for line in text.splitlines() if "31/10/2024" in line]
    assert len(rows) == 2
    assert any("Đakrông" in row and "43,31% (ước thực hiện)" in row for row in rows)
    assert "chỉ 2 số liệu của 2 đơn vị" in text


def test_nothing_to_compare_is_said():
    data = load_dataset("published", as_of="2024-01-10")
    text = show.units_record(show.Report(data, data.total), "multidim_poverty_rate").text
    assert "chỉ 0 số liệu" in text or "2023" in text
