from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from analysis.run.fingerprint import DataFiles, current_code, digest, report_parts
from analysis.run.model import PLACE, Plan


def test_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": "é"}) == digest({"b": "é", "a": 1})
    assert digest({"a": 1}) != digest({"a": "1"})


@pytest.fixture
def package(tmp_path: Path) -> Path:
    root = tmp_path / "package"
    (root / "locale").mkdir(parents=True)
    (root / "rates.py").write_text("x = 1", encoding="utf-8")
    (root / "locale" / "run.po").write_text("words", encoding="utf-8")
    return root


def test_editing_adding_or_renaming_a_source_changes_only_the_sources(package: Path) -> None:
    before = current_code(package)
    (package / "style.css").write_text("p {}", encoding="utf-8")
    added = current_code(package)
    (package / "style.css").rename(package / "other.css")
    renamed = current_code(package)
    assert len({before.package, added.package, renamed.package}) == 3
    assert before.messages == added.messages == renamed.messages


def test_editing_a_catalog_changes_only_the_messages(package: Path) -> None:
    before = current_code(package)
    (package / "locale" / "run.po").write_text("other words", encoding="utf-8")
    after = current_code(package)
    assert before.messages != after.messages
    assert before.package == after.package


def test_compiled_files_do_not_count(package: Path) -> None:
    before = current_code(package)
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "rates.pyc").write_bytes(b"x")
    assert current_code(package) == before


def test_another_library_version_changes_the_environment(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current_code(package)
    (tmp_path / "site" / "library-2.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert current_code(package).environment != before.environment


def test_where_the_data_lie_is_not_part_of_a_report(plan: Plan) -> None:
    code, package = current_code(), "sources"
    report = plan.reports[0]
    moved = replace(report, parameters={**report.parameters, PLACE: "/elsewhere"})
    other = replace(report, parameters={**report.parameters, "seed": 2})
    known = report_parts(report, code, package)
    assert report_parts(moved, code, package) == known
    assert report_parts(other, code, package)["parameters"] != known["parameters"]


def test_data_files_are_read_once_and_named_with_their_folder(plan: Plan) -> None:
    data = DataFiles(plan.data_directory)
    path = plan.data_directory / "published" / "01.csv"
    found = data.read_by([str(path)], ["published/02.csv"])
    assert set(found) == {"published", "published/01.csv", "published/02.csv"}
    assert found["published/01.csv"] == sha256(b"01").hexdigest()
    path.write_text("changed", encoding="utf-8")
    assert data.hash("published/01.csv") == found["published/01.csv"]
    assert DataFiles(plan.data_directory).hash("published/01.csv") != found["published/01.csv"]


def test_a_new_file_changes_the_hash_of_its_folder_only(plan: Plan) -> None:
    names = ("published", "published/01.csv", "gone.csv")
    before = [DataFiles(plan.data_directory).hash(name) for name in names]
    (plan.data_directory / "published" / "04.csv").write_text("4", encoding="utf-8")
    (plan.data_directory / "published" / ".~lock").write_text("", encoding="utf-8")
    after = [DataFiles(plan.data_directory).hash(name) for name in names]
    assert before[0] != after[0]
    assert before[1:] == after[1:]
    assert before[2] == "missing"
