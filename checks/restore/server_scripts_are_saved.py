"""Scripts of each SQL Server's jobs and logins are kept elsewhere, newer than their last change.

Why it matters
--------------
Jobs of SQL Server Agent and logins lie in msdb and master, which the backup job does not back up.
Restored databases without them let nobody in, and nothing cleans them up: the jobs of a message box
are what keeps it from filling.

What is read
------------
In the declared locations that hold agent_jobs or logins: the newest file that is named after the
instance, by its listing; not what it says. On each instance of the group when a job, and when a
login, was last created or changed; what was deleted leaves no trace. A location on the machine of
the instance itself does not count, and one that holds both is taken for both.

How to fix
----------
Script the jobs (Object Explorer Details, Script Job as) and the logins with their identifiers and
password hashes (Microsoft's sp_help_revlogin) after each change, name the file or its folder after
the server, and keep it where few may read it. Declare the place under `locations`.

Reference: Best Practices for Backing Up and Restoring Databases, https://learn.microsoft.com/en-us/biztalk/core/best-practices-for-backing-up-and-restoring-databases
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from checks.destination.destinations import source_servers
from checks.wording import listed, when
from scanner.facts.backup_files import StoredFile
from scanner.facts.instances import Instance
from scanner.facts.restoring import JOB, LOGIN, ServerChange
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.estate import Artefact, Location
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.configuration import is_named_after
from scanner.recovery.listing import listing, off_host

KINDS = {Artefact.AGENT_JOBS: JOB, Artefact.LOGINS: LOGIN}


@dataclass(frozen=True)
class Limits:
    """How long a change may wait until it is saved."""

    time_to_save: timedelta = timedelta(days=7)


@dataclass(frozen=True)
class Scripts:
    """Of the jobs, or of the logins, of one instance."""

    on: Target
    kind: Artefact

    @property
    def named(self) -> str:
        return f"{KINDS[self.kind]}s of {self.on.name}"


def _each(facts: Facts) -> Iterable[Subject[Scripts]]:
    every = (Scripts(on, kind) for on in source_servers(facts) for kind in KINDS)
    return [Subject(f"{one.on.name}/{KINDS[one.kind]}s", one, one.on) for one in every]


@check(
    id="RD02",
    title="Scripts of the jobs and logins are saved",
    rows=("R01",),
    severity=Severity.MEDIUM,
    needs=(BackupDatabase, Instance, ServerChange, StoredFile),
    subjects=_each,
    limits=Limits,
)
def server_scripts_are_saved(subject: Subject[Scripts], facts: Facts, limits: Limits) -> Verdict:
    scripts = subject.about
    if not any(scripts.kind in one.holds for one in facts.group.locations):
        return not_checked(
            f"The estate declares no place for scripts of the {scripts.named}.",
            settle=f"Declare it under locations with holds: [{scripts.kind}], or attest that they "
            "are saved.",
        )
    machine = facts.host(facts.one(Instance, scripts.on).machine)
    places = off_host(facts, scripts.kind, machine)
    files = [file for one in places for file in _files(facts, one, scripts.on)]
    if not files:
        where = listed(one.path for one in places) or f"No machine but {machine.name}"
        return fails(f"{where} holds no script of the {scripts.named}.", fix=_fix(scripts))
    newest = max(files, key=_written)
    facts.age(_written(newest), scripts.on)
    return _judged(newest, scripts, facts, limits)


def _judged(file: StoredFile, scripts: Scripts, facts: Facts, limits: Limits) -> Verdict:
    said = f"{file.path} of {when(_written(file))}"
    every = [one for one in facts.rows(ServerChange, scripts.on) if one.kind == KINDS[scripts.kind]]
    due = facts.now(scripts.on) - limits.time_to_save
    unsaved = [one for one in every if _written(file) < one.changed < due]
    if unsaved:
        last = max(unsaved, key=lambda one: one.changed)
        return fails(
            f"{said} does not hold what changed since of the {scripts.named}: {last.name}, on "
            f"{when(last.changed)}; a change may wait {say(limits.time_to_save)}.",
            file,
            last,
            fix=_fix(scripts),
        )
    if not every:
        return passes(f"{scripts.on.name} has no {KINDS[scripts.kind]} at all; {said}.", file)
    last = max(every, key=lambda one: one.changed)
    return passes(
        f"{said} is newer than every change of the {scripts.named} that is due; the newest: "
        f"{last.name}, on {when(last.changed)}.",
        file,
        last,
    )


def _fix(scripts: Scripts) -> str:
    return f"Script the {scripts.named}, and keep the file on another machine."


def _files(facts: Facts, place: Location, on: Target) -> Iterable[StoredFile]:
    """What is named after the instance; a named one by its machine and its own name."""
    machine, _, own = on.name.partition("\\")
    for file in listing(facts, place.path, facts.host(place.host) if place.host else None):
        if not file.exists or file.is_directory or not file.size or not file.written:
            continue
        if is_named_after(machine, file, place) and own.casefold() in file.path.casefold():
            yield file


def _written(file: StoredFile) -> datetime:
    if file.written is None:
        raise ValueError(f"{file.path} has no time")
    return file.written
