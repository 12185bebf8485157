from pathlib import Path

import pytest

from analysis.run.disk import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    found = Workspace(tmp_path / ".work")
    found.clear()
    return found


def test_replaces_a_file_and_leaves_nothing_aside(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "file.txt"
    workspace.replace_file(target, b"old")
    workspace.replace_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(workspace.directory.iterdir()) == []


def test_published_folder_replaces_the_one_that_stood_there(
    workspace: Workspace, tmp_path: Path
) -> None:
    target = tmp_path / "edition"
    workspace.publish([("a.html", b"1"), ("b.html", b"2")], target)
    workspace.publish([("a.html", b"3")], target)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == {"a.html": b"3"}


def test_failure_half_way_leaves_the_old_folder(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "edition"
    workspace.publish([("a.html", b"1")], target)

    def broken():
        yield "a.html", b"2"
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        workspace.publish(broken(), target)
    assert (target / "a.html").read_bytes() == b"1"


def test_clear_removes_what_a_killed_run_left(workspace: Workspace) -> None:
    (workspace.directory / "half").write_bytes(b"x")
    workspace.clear()
    assert list(workspace.directory.iterdir()) == []
    workspace.remove()
    assert not workspace.directory.exists()
