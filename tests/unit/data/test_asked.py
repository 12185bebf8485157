"""What a page took from a data set is noted, whichever way it took it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from analysis.data import load_dataset
from analysis.data.asked import (
    answer_again,
    forget_questions,
    questions_asked,
    recorded_questions,
)
from analysis.data.dataset import Dataset
from analysis.data.files import DEFAULT_DIRECTORY
from analysis.data.fingerprint import fingerprint
from analysis.errors import ParameterError


@pytest.fixture
def dataset() -> Iterator[Dataset]:
    forget_questions()
    yield load_dataset()
    forget_questions()


def noted() -> set[str]:
    """Names of the questions asked so far, but for the one that every page asks."""
    found, _ = questions_asked()
    return {json.loads(q)[0] for questions in found.values() for q in questions} - {"described"}


def test_question_is_noted_and_those_behind_it_are_not(dataset: Dataset) -> None:
    dataset.panel("poor_household_rate")
    assert noted() == {"panel"}


@pytest.mark.parametrize("name", ["register", "inputs", "explained"])
def test_who_takes_what_lies_behind_all_answers_rests_on_every_file(
    dataset: Dataset, name: str
) -> None:
    getattr(dataset, name)
    assert noted() == {name}
    (found,), files = questions_asked()[0].values(), questions_asked()[1]
    assert found[f'["{name}", [], {{}}]'] == fingerprint(files_of(files, dataset))


def files_of(files: dict[str, str], dataset: Dataset) -> dict[str, str]:
    place = f"{dataset.trace.source.directory}/"
    return {name.removeprefix(place): value for name, value in files.items()}


def test_data_set_changed_by_a_page_rests_on_every_file(dataset: Dataset) -> None:
    replace(dataset, as_of=dataset.as_of).panel("poor_household_rate")
    assert "inputs" in noted()


def test_same_data_set_of_another_day_or_level_is_asked_as_such(dataset: Dataset) -> None:
    dataset.known_on(dataset.as_of).panel("poor_household_rate")
    dataset.at("unit2025").units  # noqa: B018 - the question is the test
    found = {(s.day, s.level): len(q) for s, q in questions_asked()[0].items()}
    assert found[dataset.as_of.isoformat(), ""] == 1
    assert found["", "unit2025"] == 1
    assert noted() == {"panel", "units"}


def test_question_that_failed_is_noted_with_its_error(dataset: Dataset) -> None:
    with pytest.raises(ParameterError):
        dataset.indicator("no such indicator")
    assert noted() == {"indicator"}
    (question,) = (q for q in dataset.trace.listed() if "described" not in q)
    assert answer_again(load_dataset(), question) == dataset.trace.listed()[question]


def test_question_nobody_knows_any_more_has_no_answer(dataset: Dataset) -> None:
    assert answer_again(dataset, '["gone", ["467"], {}]') is None


def test_result_that_others_share_rests_on_one_data_set(dataset: Dataset) -> None:
    other = load_dataset()
    with recorded_questions(dataset.trace) as answers:
        dataset.panel("poor_household_rate")
        with pytest.raises(RuntimeError, match="another data set"):
            other.panel("poor_household_rate")
    assert [name for name, *_ in answers] == ["panel"]


def test_only_data_of_another_folder_are_named_with_it(dataset: Dataset) -> None:
    home = str(DEFAULT_DIRECTORY)
    (source,), files = questions_asked(home)
    assert source.directory == ""
    assert not any(Path(name).is_absolute() for name in files)
    (source,), files = questions_asked("/elsewhere")
    assert source.directory == home
    assert all(name.startswith(home) for name in files)


@dataclass(frozen=True)
class Answer:
    text: str
    numbers: tuple[float, ...] = ()


def test_fingerprints_are_the_same_for_the_same_and_no_other_answer() -> None:
    many = tuple(float(n) for n in range(5000))
    answers = [
        None, "", "1", 1, 1.0, True, (), ("1",), (("1",),), {"1": None}, ("ab", "c"), ("a", "bc"),
        Answer("1"), Answer("", (1,)), Answer("", many), Answer("", (*many[:2500], -1.0)),
    ]  # fmt: skip
    assert len({fingerprint(answer) for answer in answers}) == len(answers)
    same = Answer("", tuple(float(n) for n in range(5000)))
    assert fingerprint(Answer("", many)) == fingerprint(same)


def test_answer_that_does_not_say_what_it_holds_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="cannot be compared"):
        fingerprint((object(),))
