"""Read-only collection, wave by wave: management, SQL Servers, then hosts and shares together."""

import platform
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Protocol

from scanner import __version__
from scanner.account import account
from scanner.estate.discover import Servers, Windows, management_of, servers, windows
from scanner.estate.reach import allowed, effective
from scanner.factbook import FactBook, View
from scanner.interview import read_host
from scanner.model.collector import Collector
from scanner.model.estate import Estate, Group
from scanner.model.evidence import Collection, Contact, Evidence, Gap, Reading, Target
from scanner.plan import (
    HostWork,
    ShareWork,
    SqlTask,
    host_work,
    management_tasks,
    share_work,
    sql_tasks,
)
from scanner.readings import Now, refused, utc_now
from scanner.sessions import SqlSession, read_share
from scanner.store import SCHEMA
from scanner.transport.doors import Doors
from scanner.transport.redact import Secrets

WORKERS = 16
NO_AGES = timedelta(0)  # discovery reads names, never ages
Outcome = tuple[Contact, list[Reading]]


class Watch(Protocol):
    """Told of progress, from one thread."""

    def expect(self, targets: int) -> None: ...

    def done(self, contact: Contact, readings: int) -> None: ...


class NoWatch:
    """For when nobody looks."""

    def expect(self, targets: int) -> None:
        pass

    def done(self, contact: Contact, readings: int) -> None:
        pass


@dataclass
class Collecting:
    """The state of one collection: what is open, what was read, what it was meant to read."""

    estate: Estate
    group: Group
    doors: Doors
    collectors: tuple[Collector, ...]
    secrets: Callable[[], Secrets]
    watch: Watch
    now: Now = utc_now
    contacts: dict[Target, Contact] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    planned: set[str] = field(default_factory=set)
    sessions: dict[Target, SqlSession] = field(default_factory=dict)
    started: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.now()

    def discover(self) -> tuple[Servers, Windows]:
        """Asks what discovery needs, and no more."""
        self._sql(management_tasks(management_of(self.group), self.collectors))
        self._discover_from(servers(self.group, self._known()))
        found = servers(self.group, self._known())  # with replicas, and what BAM named
        self._discover_from(found)
        return found, windows(self.group, found, self._known())

    def _discover_from(self, found: Servers) -> None:
        tasks = sql_tasks(found, self.collectors)
        self._sql([task for task in tasks if task.collector.discovers])

    def collect(self) -> Evidence:
        """Everything, each target at once with the others."""
        try:
            found, around = self.discover()
            self._sql(sql_tasks(found, self.collectors))
            self._around(around)
            return self.evidence()
        finally:
            self.close()

    def close(self) -> None:
        for session in self.sessions.values():
            session.close()
        self.doors.close()

    def evidence(self) -> Evidence:
        """What has been read so far, in a fixed order."""
        return Evidence(
            schema=SCHEMA,
            organisation=self.estate.organisation,
            group=self.group,
            limits=self.estate.limits,
            collection=self._collection(),
            contacts=tuple(self.contacts[one] for one in sorted(self.contacts)),
            planned=tuple(sorted(self.planned)),
            readings=tuple(self.readings[one] for one in sorted(self.readings)),
        )

    def _collection(self) -> Collection:
        return Collection(
            started=self.started,
            ended=self.now(),
            scanner_host=platform.node(),
            scanner_account=account(),
            version=__version__,
            estate_sha256=self.estate.sha256,
        )

    def _allowed(self, target: Target) -> bool:
        return allowed(effective(self.group), target.kind, target.name)

    def _known(self) -> View:
        """The facts read so far, all of them."""
        evidence = self.evidence()
        book = FactBook(evidence, self.collectors, evidence.collection.ended, NO_AGES)
        return View(book, frozenset(one.fact for one in self.collectors))

    def _sql(self, tasks: Iterable[SqlTask]) -> None:
        new = [one for one in tasks if f"{one.target.id}/{one.collector.name}" not in self.readings]
        by_target = groupby(sorted(new, key=lambda one: one.target), key=lambda one: one.target)
        self._plan((one.target, one.collector.name) for one in new)
        self._run([self._sql_job(target, list(mine)) for target, mine in by_target])

    def _plan(self, tasks: Iterable[tuple[Target, str]]) -> None:
        self.planned.update(f"{target.id}/{name}" for target, name in tasks)

    def _sql_job(self, target: Target, tasks: list[SqlTask]) -> Callable[[], Outcome]:
        if not self._allowed(target):
            return lambda: refused(target, [one.collector.name for one in tasks], self.now)
        session = self.sessions.setdefault(
            target, SqlSession(target, self.group, self.doors, self.now)
        )

        def job() -> Outcome:
            readings = session.read(tasks)
            return session.contact, readings

        return job

    def _around(self, found: Windows) -> None:
        work = host_work(found, self.collectors)
        folders = share_work(found, self.collectors)
        self._plan((one.target, part.name) for one in work for part in one.collectors)
        self._plan((one.target, part.name) for one in folders for part in one.collectors)
        jobs = [self._host_job(one) for one in work] + [self._share_job(one) for one in folders]
        self._run(jobs)

    def _host_job(self, work: HostWork) -> Callable[[], Outcome]:
        if not self._allowed(work.target):
            return lambda: refused(work.target, [one.name for one in work.collectors], self.now)
        return lambda: read_host(work, self.group, self.doors, self.now)

    def _share_job(self, work: ShareWork) -> Callable[[], Outcome]:
        if not self._allowed(work.target):
            return lambda: refused(work.target, [one.name for one in work.collectors], self.now)
        return lambda: read_share(work, self.doors, self.now)

    def _run(self, jobs: list[Callable[[], Outcome]]) -> None:
        self.watch.expect(len(jobs))
        pool = ThreadPoolExecutor(max_workers=WORKERS)
        try:
            for future in as_completed([pool.submit(job) for job in jobs]):
                self._keep(*future.result())
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _keep(self, contact: Contact, readings: list[Reading]) -> None:
        secrets = self.secrets()
        self.contacts[contact.target] = replace(contact, gap=_covered(contact.gap, secrets))
        self.readings.update({one.id: _without(one, secrets) for one in readings})
        self.watch.done(contact, len(readings))


def _covered(gap: Gap | None, secrets: Secrets) -> Gap | None:
    return gap and replace(gap, detail=secrets.cover(gap.detail)[0])


def _without(reading: Reading, secrets: Secrets) -> Reading:
    """The reading with none of our own secrets in it, should a target have sent one back."""
    covered, count = secrets.cover_all([dict(row) for row in reading.rows])
    kept = covered if count and isinstance(covered, list) else []
    rows = tuple(row for row in kept if isinstance(row, dict)) or reading.rows
    found = reading.redactions + count
    return replace(reading, rows=rows, gap=_covered(reading.gap, secrets), redactions=found)
