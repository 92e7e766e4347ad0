"""Single Sign-On's database is in the backup job of this group, and of no other.

Why it matters
--------------
Two groups may share one SSODB. When the backup jobs of both back it up, each cuts the log chain
that the other needs: every log backup of SSODB holds only what was written since the last one, no
matter who made it. Neither group can then be restored to a common mark.

What is read
------------
adm_OtherBackupDatabases for the role SSO; the marks in SSODB's log (msdb.dbo.logmarkhistory) and
its log backups (msdb.dbo.backupset) on every replica that holds it. A mark with the look of a
backup job's that neither the management database nor adm_BackupHistory knows is another group's.
A few hours after a management database was restored it may have forgotten marks of its own.

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
from scanner.facts.backup_chain import ChainBackup, LogMark
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.instances import Instance
from scanner.facts.topology import DatabaseRef, OtherBackupDatabase
from scanner.model.check import Facts, check
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.culprit import LOG
from scanner.recovery.recorded_log import NEEDS, RecordedLog, bare_name, recorded_log

SSO = "SSO"
MARK = re.compile(r".{1,8}_\d{4}(?:_\d\d){5}_\d{3}", re.IGNORECASE)
IN_FILE_NAME = re.compile(r"_log_(?P<mark>.{1,8}_\d{4}(?:_\d\d){5}_\d{3})\.bak$")


@dataclass(frozen=True)
class Limits:
    """Marks of the last `window` are judged, but those of the last `settling`: a job that ran
    between two of our reads is no other job."""

    window: timedelta = timedelta(days=7)
    settling: timedelta = timedelta(hours=2)


@dataclass(frozen=True)
class Marked:
    """That SSODB was marked, or its log backed up under a mark; in UTC."""

    mark: str
    at: datetime
    fact: LogMark | ChainBackup


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
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=(*NEEDS, BackupHistoryRow, Instance, OtherBackupDatabase),
    subjects=_registered,
    limits=Limits,
)
def sso_database_is_in_one_job(
    subject: Subject[OtherBackupDatabase], facts: Facts, limits: Limits
) -> Verdict:
    database = subject.about.database
    name, days = f"{database.name} on {database.server}", f"the last {limits.window.days} days"
    now = facts.now(facts.sql(database.server))
    seen = [
        one
        for one in _marked(facts, recorded_log(facts, database))
        if limits.settling <= now - one.at <= limits.window
    ]
    known = _marks_of_the_group(facts)
    foreign = sorted((one for one in seen if one.mark not in known), key=lambda one: one.at)
    if foreign:
        newest = foreign[-1]
        number = len({one.mark for one in foreign})
        return fails(
            f"The log of {name} carries {count(number, 'mark')} of another group's backup job in "
            f"{days}, last {newest.mark.upper()} at {when(newest.at)}.",
            subject.about,
            newest.fact,
            fix=f"Take {database.name} out of the backup job of one of the two groups.",
        )
    if not seen:
        return not_checked(
            f"msdb recorded neither a mark nor a log backup of {name} in {days}.",
            subject.about,
            settle="Let the backup job run, and see that no other group's job backs it up.",
        )
    sentence = f"All {count(len(seen), 'mark')} of {name} in {days} are of this group's job."
    return passes(sentence, subject.about, seen[-1].fact)


def _marked(facts: Facts, log: RecordedLog) -> Iterator[Marked]:
    offset = facts.one(Instance, log.targets[0]).offset
    for mark in log.marks.values():
        if MARK.fullmatch(mark.mark):
            yield Marked(mark.mark.casefold(), mark.local - offset, mark)
    for backup in log.backups:
        found = IN_FILE_NAME.search(bare_name(backup.device))
        if found and backup.type == LOG and log.made(backup):
            yield Marked(found["mark"], backup.finished, backup)


def _marks_of_the_group(facts: Facts) -> set[str]:
    """Of the management database's log, and those that the history of the job still holds."""
    own = DatabaseRef(facts.group.management_server, facts.group.management_database)
    rows = facts.rows(BackupHistoryRow, facts.management)
    return {*recorded_log(facts, own).marks, *(one.mark.casefold() for one in rows if one.mark)}
