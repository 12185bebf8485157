"""A run from plan to published edition: reuse what stands, build the rest, publish all at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.run.attempt import build_isolated
from analysis.run.decision import Decision, decide
from analysis.run.destination import Destination
from analysis.run.disk import Workspace
from analysis.run.events import (
    EditionPublished,
    Notify,
    ReportBuilt,
    ReportFailed,
    ReportReused,
    RunStarted,
)
from analysis.run.failure import disk_errors_as_sentences, failure_sentence, output_error
from analysis.run.fingerprint import DataFiles, current_code, report_parts
from analysis.run.inquiry import Inquiry
from analysis.run.isolation import Limits
from analysis.run.job import Failure, Job, Outcome
from analysis.run.manifest import Edition, FailedReport
from analysis.run.model import Plan, Report
from analysis.run.moment import source_date
from analysis.run.publication import LOGS, MakeIndex, isolated_index_page, publish_edition
from analysis.run.reach import read_sources
from analysis.run.remembered import PlanMemory
from analysis.run.secrets import hidden, leaked, secret_values
from analysis.run.shared import announce_shared
from analysis.run.store import Record, Store

Builder = Callable[[Job], Outcome]

CACHE = ".cache"
"""Folder of finished reports and remembered plans, below the output folder."""

LOST_WORKER = ("BrokenProcessPool", "KilledWorker", "NoValidWorkerError", "FutureCancelledError")
"""Errors of executors that speak of a worker and not of the report, by name: the library that
defines most of them need not be installed."""


@dataclass
class Pipeline:
    """Makes the reports of a plan.

    Parameters
    ----------
    plan : Plan
        What is wanted.
    output : Path or Destination
        Folder of all reports.
    jobs : int
        How many reports are built at a time.
    limits : Limits
        Time and memory of each report.
    notify : callable
        Told of every event.
    builder : callable
        Builds one report; called by the executor's workers.
    make_index : callable
        Makes the index page of the output folder in a language.
    memory : PlanMemory or None
        Where the plan is remembered, for a next run that changes nothing.
    """

    plan: Plan
    output: Path | Destination
    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    notify: Notify = lambda _: None
    builder: Builder = build_isolated
    make_index: MakeIndex = isolated_index_page
    memory: PlanMemory | None = None

    def __post_init__(self) -> None:
        where = self.output if isinstance(self.output, Destination) else Destination(self.output)
        self.place = replace(where, folder=where.folder.resolve())
        self.folder = self.place.folder
        self.code, self.sources = current_code(), read_sources()
        self.source_date = source_date(self.plan.language)
        self.data = DataFiles(self.plan.data_directory)
        self.workspace = Workspace(self.folder / ".work")
        self.store = Store(self.folder / CACHE, self.plan.folder, self.workspace)

    def decide(self) -> tuple[Decision, ...]:
        """Say what would be reused and what built, and why; write nothing."""
        notebooks = {report.notebook.name: report.notebook.path for report in self.plan.reports}
        package = {n: self.sources.digest(p.read_text("utf-8")) for n, p in notebooks.items()}
        planned = [
            (r, report_parts(r, self.code, package[r.notebook.name], self.source_date))
            for r in self.plan.reports
        ]
        return decide(planned, self.data, self.store, Inquiry(self.plan.data_directory))

    def run(self, executor: Executor | None = None) -> EditionPublished:
        """Build what changed and publish the edition.

        Parameters
        ----------
        executor : Executor, optional
            Where reports are built; threads of this process, each waiting for a child process,
            where none is given.

        Returns
        -------
        EditionPublished
            Where the edition stands and what it took.

        Raises
        ------
        OutputError
            If the output folder is in use, full or closed for writing.
        """
        started = time.monotonic()
        with disk_errors_as_sentences(self.folder, self.plan.language), self._locked():
            self.workspace.clear()
            decisions = self.decide()
            if self.memory:
                self.memory.keep(self.plan, self.workspace)
            edition = self._make_edition(decisions, executor)
            published = publish_edition(
                edition, self.folder, self.store, self.workspace, self.make_index
            )
            self.workspace.remove()
            self.place.deliver()
        reused = sum(decision.record is not None for decision in decisions)
        event = EditionPublished(
            edition=self.place.address(str(published.edition)),
            index=self.place.address(str(published.index)),
            complete=not edition.failures,
            built=len(edition.records) - reused,
            reused=reused,
            failed=len(edition.failures),
            seconds=time.monotonic() - started,
            is_current=published.is_current,
        )
        self.notify(event)
        return event

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.folder / ".lock", timeout=0):
                yield
        except Timeout:
            raise output_error("run.output.locked", self.folder, self.plan.language) from None

    def _make_edition(self, decisions: tuple[Decision, ...], executor: Executor | None) -> Edition:
        waiting = [decision for decision in decisions if decision.record is None]
        self.notify(RunStarted(len(decisions), len(waiting)))
        records = {d.report.slug: d.record for d in decisions if d.record is not None}
        for slug in records:
            self.notify(ReportReused(slug))
        failures: dict[str, FailedReport] = {}
        for decision, outcome in self._build(waiting, executor):
            slug = decision.report.slug
            failure = outcome.failure or self._unusable(decision.report, outcome)
            self._write_log(decision.report, outcome, has_failed=failure is not None)
            if failure is None:
                records[slug] = self._keep(decision, outcome)
            else:
                failures[slug] = self._fail(decision.report, failure)
        reports = self.plan.reports
        return Edition(
            self.plan,
            self.code,
            [(report, records[report.slug]) for report in reports if report.slug in records],
            [failures[report.slug] for report in reports if report.slug in failures],
        )

    def _build(
        self, decisions: list[Decision], executor: Executor | None
    ) -> Iterator[tuple[Decision, Outcome]]:
        """Outcomes in the order they come; few wait at a time, so that memory stays flat."""
        if decisions:
            announce_shared(self.plan)
        with nullcontext(executor) if executor else ThreadPoolExecutor(self.jobs) as workers:
            pending: dict[Future[Outcome], Decision] = {}
            for decision in decisions:
                if len(pending) >= 2 * self.jobs:
                    yield from _settled(pending)
                pending[workers.submit(self.builder, self._job(decision.report))] = decision
            while pending:
                yield from _settled(pending)

    def _job(self, report: Report) -> Job:
        return Job(
            slug=report.slug,
            notebook_name=report.notebook.name,
            notebook_source=report.notebook.path.read_text(encoding="utf-8"),
            parameters=report.parameters,
            watched=(str(self.plan.data_directory),),
            scratch=str(self.workspace.directory),
            limits=self.limits,
            source_date=self.source_date,
        )

    def _unusable(self, report: Report, outcome: Outcome) -> Failure | None:
        """Find why a built report may not be kept: it holds a secret, or its record would lie."""
        secrets = leaked(_secrets(report), outcome.artefacts)
        if secrets:
            return Failure("leak", ", ".join(secrets))
        seen = outcome.files or outcome.summary.get("inputs", {})
        changed = [name for name, value in seen.items() if self.data.hash(name) != value]
        if not changed and current_code() == self.code:
            return None
        return Failure("changed", ", ".join(changed))

    def _keep(self, decision: Decision, outcome: Outcome) -> Record:
        record = self.store.put(decision.report.slug, decision.parts, self.data, outcome)
        self.notify(
            ReportBuilt(
                decision.report.slug, record.seconds, record.peak_memory_bytes, decision.reasons
            )
        )
        return record

    def _write_log(self, report: Report, outcome: Outcome, *, has_failed: bool) -> None:
        """Write what the cells printed; of a failed report also the notebook as far as it came."""
        path, secrets = self._log_path(report), _secrets(report)
        self.workspace.replace_file(path, hidden(secrets, outcome.log.encode()))
        if has_failed and "ipynb" in outcome.artefacts:
            notebook = hidden(secrets, outcome.artefacts["ipynb"])
            self.workspace.replace_file(path.with_suffix(".ipynb"), notebook)

    def _log_path(self, report: Report) -> Path:
        return self.folder / self.plan.folder / LOGS / f"{report.slug}.log"

    def _fail(self, report: Report, failure: Failure) -> FailedReport:
        detail = hidden(_secrets(report), failure.detail.encode()).decode()
        failure = replace(failure, detail=detail)
        reason = failure_sentence(failure, self.limits, self.plan.language)
        self.notify(
            ReportFailed(report.slug, reason, self.place.address(str(self._log_path(report))))
        )
        return FailedReport(report, reason)


def _secrets(report: Report) -> dict[str, bytes]:
    return secret_values(report.notebook.parameters, report.parameters)


def _settled(pending: dict[Future[Outcome], Decision]) -> Iterator[tuple[Decision, Outcome]]:
    finished, _ = wait(pending, return_when=FIRST_COMPLETED)
    for future in finished:
        yield pending.pop(future), _outcome(future)


def _outcome(future: Future[Outcome]) -> Outcome:
    """Outcome of a settled job; one whose worker was lost is a failure like any other."""
    if future.cancelled():
        return Outcome(failure=Failure("worker"))
    error = future.exception()
    if error is not None and type(error).__name__ in LOST_WORKER:
        return Outcome(failure=Failure("worker", str(error)))
    return future.result()
