"""Whatever happens to a data file, the reader refuses it in sentences or reads it."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.data import load_dataset
from analysis.data.files import DEFAULT_DIRECTORY
from analysis.errors import DataError, UserError

KEPT_ROWS = 60
FILES = (
    "published/supplement.csv",
    "reference/datasets.toml",
    "reference/documents.csv",
    "reference/doubtful.csv",
    "reference/indicators.csv",
    "reference/standards.csv",
    "reference/targets.csv",
    "reference/territories.csv",
    "reference/units.csv",
    "reference/vintages.csv",
)
PIECES = st.sampled_from(
    [
        b"",
        b",",
        b'"',
        b"\n",
        b"\r",
        b"\x00",
        b"\xff",
        b"nan",
        b"inf",
        b"-1",
        b"1e400",
        b"=1+1",
        b"NA",
    ]
)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data directory with the districts' poverty figures only, so that reading it is quick."""
    copy = tmp_path_factory.mktemp("spoilt") / "data"
    shutil.copytree(DEFAULT_DIRECTORY / "reference", copy / "reference")
    shutil.copytree(DEFAULT_DIRECTORY / "published", copy / "published")
    path = copy / "published/observations.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.startswith("poor_household_rate,4")][:KEPT_ROWS]
    path.write_text("".join([header, *kept]), encoding="utf-8")
    return copy


def read_and_use(directory: Path) -> list[str]:
    """Sentences of the refusal, or what the data set has to say where it could be read."""
    try:
        dataset = load_dataset(directory=directory)
    except UserError as refused:
        return [problem.what for problem in refused.problems]
    codes = [code for family in dataset.description.families.values() for code in family]
    panels = [dataset.panel(code) for code in codes]
    return [str(dataset.base(unit)) for panel in panels for unit in panel.units]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    path=st.sampled_from((*FILES, "published/observations.csv")),
    place=st.floats(0, 1),
    length=st.integers(0, 12),
    piece=PIECES,
)
def test_spoilt_bytes_never_end_in_a_traceback(
    directory: Path, path: str, place: float, length: int, piece: bytes
) -> None:
    target = directory / path
    sound = target.read_bytes()
    start = int(place * len(sound))
    target.write_bytes(sound[:start] + piece + sound[start + length :])
    try:
        said = read_and_use(directory)
    finally:
        target.write_bytes(sound)

    assert said
    assert "" not in said


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("content", [b"", b"\n", b"\x00" * 64, b"a,b\n1,2\n"])
def test_files_of_nothing_or_something_else_are_refused(
    directory: Path, path: str, content: bytes
) -> None:
    target = directory / path
    sound = target.read_bytes()
    target.write_bytes(content)
    try:
        with pytest.raises(UserError) as refused:
            load_dataset(directory=directory)
    finally:
        target.write_bytes(sound)
    assert isinstance(refused.value, DataError) or path.endswith(".toml")
