from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from analysis.run.events import Event, ReportBuilt
from analysis.run.job import Job, Outcome
from analysis.run.model import Plan
from analysis.run.pipeline import Pipeline

Builder = Callable[[Job], Outcome]


def test_any_executor_of_concurrent_futures_will_do(
    plan: Plan, output: Path, build: Builder
) -> None:
    with ThreadPoolExecutor(1) as executor:
        published = Pipeline(plan, output, builder=build).run(executor)
        assert executor.submit(int, 3).result() == 3
    assert published.complete


def test_few_outcomes_wait_at_a_time(plan: Plan, output: Path, build: Builder) -> None:
    reports = tuple(replace(plan.reports[0], slug=f"r{i}") for i in range(20))
    unsettled, most = [0], [0]

    def builder(job: Job) -> Outcome:
        unsettled[0] += 1
        most[0] = max(most[0], unsettled[0])
        return build(job)

    def settle(event: Event) -> None:
        unsettled[0] -= isinstance(event, ReportBuilt)

    plan = replace(plan, reports=reports)
    Pipeline(plan, output, 2, notify=settle, builder=builder).run()
    assert most[0] <= 4


def test_deciding_writes_nothing(plan: Plan, output: Path) -> None:
    decisions = Pipeline(plan, output).decide()
    assert [decision.reasons for decision in decisions] == [("new",)] * 3
    assert not output.exists()
