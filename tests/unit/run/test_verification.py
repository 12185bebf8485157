from pathlib import Path

import pytest

from analysis.run.manifest import CHECKSUMS
from analysis.run.model import Plan
from analysis.run.pipeline import Builder, Pipeline
from analysis.run.verification import Damage, find_damage, is_intact


@pytest.fixture
def edition(plan: Plan, build: Builder, tmp_path: Path) -> Path:
    return Path(Pipeline(plan, tmp_path / "reports", builder=build).run().edition)


def test_published_edition_is_intact(edition: Path) -> None:
    assert is_intact(edition)


def test_any_changed_byte_of_any_file_is_found(edition: Path) -> None:
    for path in sorted(edition.iterdir()):
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert find_damage(edition), path.name
        assert not is_intact(edition)
        path.write_bytes(content)
    assert is_intact(edition)


def test_missing_and_added_files_are_told_apart(edition: Path) -> None:
    (edition / "briefing_01_vi.pdf").unlink()
    (edition / "extra.html").write_text("x", encoding="utf-8")
    assert find_damage(edition) == {
        "briefing_01_vi.pdf": Damage.MISSING,
        "extra.html": Damage.ADDED,
    }


def test_edition_without_checksums_is_not_intact(edition: Path) -> None:
    (edition / CHECKSUMS).unlink()
    assert not is_intact(edition)
    assert find_damage(edition)[CHECKSUMS] is Damage.MISSING
