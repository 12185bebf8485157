"""Asks the data as they are now what a finished report once asked them.

Needed only where files behind a report have changed: while every answer is the same, so is the
report. All questions of a run are asked in one child process, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.run.isolation import call_isolated
from analysis.run.job import Asked

Answers = dict[str, dict[str, str | None]]
"""Fingerprints by source and question; ``None`` where a question has no answer any more."""


class Inquiry:
    """Answers of the data as they are now.

    Parameters
    ----------
    directory : Path
        Where the data lie.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._sources: dict[str, Mapping[str, str]] = {}
        self._wanted: dict[str, dict[str, None]] = {}
        self._answers: Answers = {}

    def expect(self, asked: Asked) -> None:
        """Announce questions, so that all are asked in one go."""
        for source, questions in asked:
            name = _name(source)
            self._sources[name] = source
            self._wanted.setdefault(name, {}).update(dict.fromkeys(questions))

    def changed(self, asked: Asked) -> tuple[str, ...]:
        """Questions whose answers are others now, in words for a log."""
        self.expect(asked)
        self._ask()
        return tuple(
            question
            for source, answers in asked
            for question, answer in answers.items()
            if self._answers[_name(source)].get(question) != answer
        )

    def _ask(self) -> None:
        open_questions = [
            (self._sources[name], [q for q in questions if q not in self._answers.get(name, {})])
            for name, questions in self._wanted.items()
        ]
        open_questions = [(source, questions) for source, questions in open_questions if questions]
        if open_questions:
            found, _ = call_isolated(_answers_now, str(self._directory), open_questions)
            for name, answers in found.items():
                self._answers.setdefault(name, {}).update(answers)


def _name(source: Mapping[str, str]) -> str:
    return " ".join(f"{key}={value}" for key, value in sorted(source.items()) if value)


def _answers_now(directory: str, wanted: list[tuple[Mapping[str, str], list[str]]]) -> Answers:
    """Ask each data set anew; one that cannot be read any more answers nothing."""
    # Only the child needs the libraries of tables.
    import datetime as dt

    from analysis.data import load_dataset
    from analysis.data.asked import answer_again
    from analysis.errors import UserError

    found: Answers = {}
    for source, questions in wanted:
        try:
            dataset = load_dataset(
                source["name"],
                as_of=source["as_of"] or None,
                directory=source["directory"] or directory,
                level=source["level"],
                period=source["period"],
                with_plan=bool(source["with_plan"]),
            )
        except UserError:
            found[_name(source)] = dict.fromkeys(questions)
            continue
        if source["day"]:
            dataset = dataset.known_on(dt.date.fromisoformat(source["day"]))
        found[_name(source)] = {q: answer_again(dataset, q) for q in questions}
    return found
