"""The written record of changes is newer than the newest change.

Why it matters
--------------
After a restore to an earlier time, or onto a new machine, people repeat by hand what was changed
since. What is not written down is forgotten: an update, a port, a service account.

What is read
------------
The times of the files in the declared locations that hold the change record, and of the newest
changes that leave a trace: DateModified of the group, its servers, host instances, applications,
assemblies, ports and receive locations; the days on which updates of BizTalk Server and of Windows
were installed on its servers (one without a day is left out); and when its backup and log shipping
jobs were last modified. Times whose zone is not documented are
taken as spans. What the record says is not read: that a person must attest.

How to fix
----------
Write the changes down, and declare where the record is kept under `locations` with
`holds: [change_record]`, on another machine than those it tells of.

Reference: Best Practices for Backup and Restore, https://learn.microsoft.com/en-us/biztalk/core/best-practices-for-backup-and-restore
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from checks.wording import listed, when
from scanner.facts.agent_jobs import AgentJob, JobStep
from scanner.facts.backup_files import StoredFile
from scanner.facts.configuration import ConfigurationChange, InstalledUpdate, WindowsUpdate
from scanner.facts.topology import BizTalkServer
from scanner.model.check import Facts, check
from scanner.model.estate import Artefact, Location
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.calendar_day import begins, is_over
from scanner.recovery.listing import listing


@dataclass(frozen=True)
class Limits:
    """How long a change may wait until it is written down."""

    time_to_write: timedelta = timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """Something that changed, between two moments, with the fact that says so."""

    what: str
    earliest: datetime
    latest: datetime
    fact: object


def _the_group(facts: Facts) -> Iterable[Subject[None]]:
    return [Subject(facts.group.name, None)]


@check(
    id="CR01",
    title="The record of changes is newer than the newest change",
    rows=("B01",),
    severity=Severity.MEDIUM,
    needs=(
        AgentJob,
        BizTalkServer,
        ConfigurationChange,
        InstalledUpdate,
        JobStep,
        StoredFile,
        WindowsUpdate,
    ),
    subjects=_the_group,
    limits=Limits,
)
def change_record_is_current(_subject: Subject[None], facts: Facts, limits: Limits) -> Verdict:
    places = [one for one in facts.group.locations if Artefact.CHANGE_RECORD in one.holds]
    if not places:
        return not_checked(
            "The estate declares no place where changes are written down.",
            settle="Declare it under locations with holds: [change_record], or attest that a "
            "record is kept.",
        )
    files = [file for place in places for file in _files(facts, place)]
    where = listed(one.path for one in places)
    if not files:
        return fails(
            f"{where} holds no record of changes.", fix="Write down what was changed, and when."
        )
    record = max(files, key=_written)
    facts.age(_written(record), facts.management)
    changes = [*_of_tables(facts), *_of_updates(facts), *_of_jobs(facts)]
    newest = max(changes, key=lambda one: one.latest)
    facts.age(newest.earliest, facts.management)
    return _judged(record, changes, newest, facts.now(facts.management) - limits.time_to_write)


def _judged(
    record: StoredFile, changes: Iterable[Change], newest: Change, due: datetime
) -> Verdict:
    said = f"{record.path} of {when(_written(record))}"
    unwritten = [one for one in changes if one.earliest > _written(record) and one.latest < due]
    if unwritten:
        first = max(unwritten, key=lambda one: one.latest)
        return fails(
            f"{said} is older than what changed since: {first.what}, on {when(first.earliest)} at "
            "the earliest.",
            record,
            first.fact,
            fix=f"Write down in {record.path} what was changed since {when(_written(record))}.",
        )
    open_ones = [one for one in changes if one.latest >= _written(record) and one.latest < due]
    if open_ones:
        unknown = max(open_ones, key=lambda one: one.latest)
        return not_checked(
            f"Whether {said} came after this change cannot be told from its date: {unknown.what}.",
            record,
            unknown.fact,
            settle="Bring the record up to date, or attest that it is.",
        )
    return passes(
        f"{said} is newer than every change that is due; the newest: {newest.what}.",
        record,
        newest.fact,
    )


def _files(facts: Facts, place: Location) -> Iterator[StoredFile]:
    for file in listing(facts, place.path, facts.host(place.host) if place.host else None):
        if file.exists and not file.is_directory and file.size > 0 and file.written:
            yield file


def _written(file: StoredFile) -> datetime:
    if file.written is None:
        raise ValueError(f"{file.path} has no time")
    return file.written


def _of_tables(facts: Facts) -> Iterator[Change]:
    for one in facts.rows(ConfigurationChange, facts.management):
        what = f"{one.kind} {one.name}".strip()
        yield Change(f"{what} (DateModified)", one.earliest, one.latest, one)


def _of_updates(facts: Facts) -> Iterator[Change]:
    for server in facts.rows(BizTalkServer, facts.management):
        host = facts.host(server.name)
        for one in facts.rows(InstalledUpdate, host):
            yield from _installed(one.name, one.installed, host, one)
        for update in facts.rows(WindowsUpdate, host):
            yield from _installed(f"Windows update {update.key}", update.installed, host, update)


def _installed(name: str, day: date | None, host: Target, fact: object) -> Iterator[Change]:
    if day:
        what = f"{name} on {host.name}, installed on {day}"
        yield Change(what, begins(day), is_over(day), fact)


def _of_jobs(facts: Facts) -> Iterator[Change]:
    """Of the jobs that are BizTalk's own; only their steps are read."""
    own = {step.job_id for step in facts.rows(JobStep, facts.management)}
    for one in facts.rows(AgentJob, facts.management):
        if one.job_id in own:
            yield Change(f"the job {one.name}", one.modified, one.modified, one)
