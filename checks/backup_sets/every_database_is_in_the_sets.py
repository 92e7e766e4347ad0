"""Every database of the group exists and is in the newest backup sets.

Why it matters
--------------
A database that is listed for backup but left out of the sets makes every set partial, and none of
them can be restored. Single Sign-On's database holds the passwords of all ports; it is backed up
only when it is listed in adm_OtherBackupDatabases. A listed database that was dropped or moved
makes every run fail.

What is read
------------
admv_BackupDatabases, the definition of what the job must back up, compared with the tables that it
is made of: adm_Group, adm_MessageBox and adm_OtherBackupDatabases, there also for the role SSO;
sys.databases of the server of each; and adm_BackupHistory for the newest full and the newest log
set. A set that the job is writing at this moment is left out.

How to fix
----------
For a database that is missing from the sets: install BizTalk's backup procedures in it
(Backup_Setup_All_Procs.sql, Backup_Setup_All_Tables.sql), give the Agent's account its role, set
its recovery model to full, and force a full backup. For one that no longer exists: correct its
name and server in adm_OtherBackupDatabases or in the group. For one that the group's tables name
but the view does not: scan again; if it stays, somebody changed the view.

Reference: How to Back Up Custom Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-custom-databases
"""

from collections.abc import Iterable, Iterator

from scanner.facts.agent_jobs import JobActivity
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.instances import Database
from scanner.facts.topology import (
    BackupDatabase,
    BizTalkGroup,
    DatabaseRef,
    MessageBox,
    OtherBackupDatabase,
)
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.backup_job import NEEDS as JOB_NEEDS
from scanner.recovery.backup_job import is_running
from scanner.recovery.backup_sets import FULL, LOG, BackupSet
from scanner.recovery.newest import all_sets, key_of

SSO = "SSO"


def _databases(facts: Facts) -> Iterator[Subject[BackupDatabase | DatabaseRef | None]]:
    """What the view lists, what the tables that it is made of name besides, and the role SSO."""
    expected = facts.rows(BackupDatabase, facts.management)
    listed = {key_of(facts, one.database): one for one in expected}
    for one in listed.values():
        server = facts.sql(one.database.server)
        yield Subject(f"{server.name}/{one.database.name}", one, server)
    unlisted = {key_of(facts, one): one for one in _named(facts, expected)}
    for key, ref in unlisted.items():
        if key not in listed:
            server = facts.sql(ref.server)
            yield Subject(f"{server.name}/{ref.name}", ref, server)
    others = facts.rows(OtherBackupDatabase, facts.management)
    if all(one.role.upper() != SSO for one in others):
        yield Subject("Single Sign-On database", None, facts.management)


def _named(facts: Facts, expected: Iterable[BackupDatabase]) -> Iterator[DatabaseRef]:
    """As the view does; the management database goes by its name, whose server the view makes up
    from the replica that answers."""
    own = facts.group.management_database
    if all(one.database.name.casefold() != own.casefold() for one in expected):
        yield DatabaseRef(facts.management.name, own)
    group = facts.one(BizTalkGroup, facts.management)
    yield from filter(None, (group.tracking, group.bam, group.rules))
    yield from (one.database for one in facts.rows(MessageBox, facts.management))
    yield from (one.database for one in facts.rows(OtherBackupDatabase, facts.management))


@check(
    id="BS03",
    title="Every database is in the backup sets",
    rows=("B04", "R06"),
    severity=Severity.CRITICAL,
    needs=(
        *JOB_NEEDS,
        BackupDatabase,
        BackupHistoryRow,
        BizTalkGroup,
        Database,
        JobActivity,
        MessageBox,
        OtherBackupDatabase,
    ),
    subjects=_databases,
)
def every_database_is_in_the_sets(
    subject: Subject[BackupDatabase | DatabaseRef | None], facts: Facts, _limits: NoLimits
) -> Verdict:
    if subject.about is None:
        return fails(
            "adm_OtherBackupDatabases has no row for SSO: Single Sign-On's database is in no set.",
            fix="Add SSODB to adm_OtherBackupDatabases with the DefaultDatabaseName 'SSO'.",
        )
    if isinstance(subject.about, DatabaseRef):
        return _unlisted(subject.about)
    database = subject.about.database
    if not _exists(subject.about, facts):
        return fails(
            f"{database.name} is listed for backup, but {database.server} has no such database.",
            subject.about,
            fix=f"Correct or remove {database.name} on {database.server} where the group lists it.",
        )
    missing = [
        _name(kind, one) for kind, one in _newest(facts) if not _holds(one, subject.about, facts)
    ]
    if missing:
        return fails(
            f"{database.name} on {database.server} is not in {' nor in '.join(missing)}.",
            subject.about,
            fix=f"Make sp_BackupBizTalkFull work in {database.name}, and force a full backup.",
        )
    return passes(
        f"{database.name} on {database.server} is in the newest full set and the newest log set.",
        subject.about,
    )


def _unlisted(ref: DatabaseRef) -> Verdict:
    return fails(
        f"The group's tables name {ref.name} on {ref.server}, but admv_BackupDatabases does not "
        "list it: either its answer was cut short or the view was changed.",
        fix="Scan again; if it stays, compare the view with adm_Group, adm_MessageBox and "
        "adm_OtherBackupDatabases.",
    )


def _exists(one: BackupDatabase, facts: Facts) -> bool:
    present = facts.rows(Database, facts.sql(one.database.server))
    return one.database.name.casefold() in {other.name.casefold() for other in present}


def _newest(facts: Facts) -> Iterator[tuple[str, BackupSet | None]]:
    sets = list(all_sets(facts))
    if sets and not sets[-1].is_flagged_complete and is_running(facts):
        sets.pop()
    for kind, word in ((FULL, "full set"), (LOG, "log set")):
        of_kind = [one for one in sets if one.type == kind]
        yield word, of_kind[-1] if of_kind else None


def _holds(one: BackupSet | None, database: BackupDatabase, facts: Facts) -> bool:
    return one is not None and key_of(facts, database.database) in one.databases


def _name(word: str, one: BackupSet | None) -> str:
    return f"any {word}" if one is None else f"the newest {word} ({one.id})"
