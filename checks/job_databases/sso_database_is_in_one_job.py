"""Single Sign-On's database is in the backup job of this group, and of no other.

Why it matters
--------------
Two groups may share one SSODB. When the backup jobs of both back it up, each cuts the log chain
that the other needs: every log backup of SSODB holds only what was written since the last one, no
matter who made it. Neither group can then be restored to a common mark.

What is read
------------
adm_OtherBackupDatabases for the role SSO, and the marks in the logs of SSODB and of the management
database (msdb.dbo.logmarkhistory) on every replica that holds them. A job marks all its databases
at once, so a mark of SSODB with the look of a backup job's that neither the management database's
log nor adm_BackupHistory knows is another group's. For some days after a disaster recovery it may
be one that the restored management database has forgotten.

How to fix
----------
Leave SSODB in the job of one group: delete its row from adm_OtherBackupDatabases of the other one.
Then run sp_ForceFullBackup in the management database of the group that keeps it.

Reference: How to Back Up Custom Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-custom-databases
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from checks.wording import count, when
from scanner.facts.backup_chain import LogMark
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.instances import Instance
from scanner.facts.topology import DatabaseRef, OtherBackupDatabase
from scanner.model.check import Facts, MissingEvidence, check
from scanner.model.evidence import Gap, GapReason
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.backup_sets import LOG
from scanner.recovery.members import NEEDS, holders
from scanner.recovery.newest import key_of

SSO = "SSO"
MARK = re.compile(r".{1,8}_\d{4}(?:_\d\d){5}_\d{3}", re.IGNORECASE)


@dataclass(frozen=True)
class Limits:
    """Marks of the last `window` are judged, but those of the last `settling`: a job that ran
    between two of our reads is no other job."""

    window: timedelta = timedelta(days=7)
    settling: timedelta = timedelta(hours=2)


@dataclass(frozen=True)
class Marked:
    """A mark of SSODB by a backup job; `at` in UTC."""

    at: datetime
    fact: LogMark


def _registered(facts: Facts) -> Iterable[Subject[OtherBackupDatabase]] | Verdict:
    rows = facts.rows(OtherBackupDatabase, facts.management)
    mine = [one for one in rows if one.role.upper() == SSO]
    if not mine:
        return fails(
            f"No job backs up Single Sign-On's database with {facts.group.name}: "
            "adm_OtherBackupDatabases has no row for SSO.",
            fix="Add SSODB to adm_OtherBackupDatabases with the DefaultDatabaseName 'SSO'.",
        )
    on = [facts.sql(one.database.server) for one in mine]
    return [
        Subject(f"{target.name}/{one.database.name}", one, target)
        for one, target in zip(mine, on, strict=True)
    ]


@check(
    id="DB04",
    title="SSODB is in one group's job only",
    rows=("B04", "R03", "R06"),
    severity=Severity.CRITICAL,
    needs=(*NEEDS, BackupHistoryRow, Instance, LogMark, OtherBackupDatabase),
    subjects=_registered,
    limits=Limits,
)
def sso_database_is_in_one_job(
    subject: Subject[OtherBackupDatabase], facts: Facts, limits: Limits
) -> Verdict:
    database = subject.about.database
    name, days = f"{database.name} on {database.server}", f"the last {limits.window.days} days"
    now, every = facts.now(facts.sql(database.server)), list(_marks(facts, database))
    seen = [one for one in every if limits.settling <= now - one.at <= limits.window]
    if not every:
        _require_no_log_set(facts, database)
    if not seen:
        return not_checked(
            f"msdb recorded no mark of a backup job in {name} in {days}.",
            subject.about,
            settle="Let the backup job run, and see that no other group's job backs it up.",
        )
    known = _marks_of_the_group(facts)
    foreign = [one for one in seen if one.fact.mark.casefold() not in known]
    if foreign:
        newest = max(foreign, key=lambda one: one.at)
        return fails(
            f"The log of {name} carries {count(len(foreign), 'mark')} of another group's backup "
            f"job in {days}, last {newest.fact.mark} at {when(newest.at)}.",
            subject.about,
            newest.fact,
            fix=f"Take {database.name} out of the backup job of one of the two groups.",
        )
    said = f"Every mark of a backup job in {name} in {days} ({len(seen)}) is of this group's job."
    return passes(said, subject.about, seen[-1].fact)


def _marks(facts: Facts, database: DatabaseRef) -> Iterator[Marked]:
    for on in holders(facts, database):
        offset = facts.one(Instance, on).offset
        for one in facts.rows(LogMark, on):
            if one.database.casefold() == database.name.casefold() and MARK.fullmatch(one.mark):
                yield Marked(one.local - offset, one)


def _require_no_log_set(facts: Facts, database: DatabaseRef) -> None:
    """A log set of the job without a mark of it is an answer that lost its rows."""
    rows = facts.rows(BackupHistoryRow, facts.management)
    key = key_of(facts, database)
    if any(one.type == LOG and key_of(facts, one.database) == key for one in rows):
        on = facts.sql(database.server)
        gap = Gap(GapReason.UNPARSABLE, f"the job backed up the log of {database.name} unmarked")
        raise MissingEvidence(gap, f"{on.id}/log_marks")


def _marks_of_the_group(facts: Facts) -> set[str]:
    """Of the management database's log, and those that the history of the job still holds."""
    own = DatabaseRef(facts.group.management_server, facts.group.management_database)
    marks = {one.fact.mark.casefold() for one in _marks(facts, own)}
    rows = facts.rows(BackupHistoryRow, facts.management)
    return marks | {one.mark.casefold() for one in rows if one.mark}
