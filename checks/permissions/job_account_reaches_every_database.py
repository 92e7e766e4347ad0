"""The account of SQL Server Agent may back up every database of the job.

Why it matters
--------------
The job runs as the account of SQL Server Agent, also on the other servers of the group. Where that
account has no right, the set stays partial, and none of its databases can be restored.

What is read
------------
For every database of admv_BackupDatabases: whether it is there; the account of SQL Server Agent on
the server of the management database; whether it has an enabled login that is a sysadmin where the
database is; if not, whether its user in the database is a member of BTS_BACKUP_USERS. Who is in a
Windows group cannot be read from SQL Server: where only a group has the right, a person must say.

How to fix
----------
On the server of the database, create a login for the account. In the database, create a user for
it and add it to the role BTS_BACKUP_USERS. On the server of the management database BizTalk asks
for a sysadmin.

Reference: Minimum Security User Rights, https://learn.microsoft.com/en-us/biztalk/core/minimum-security-user-rights
"""

from collections.abc import Iterator

from checks.permissions.accounts import login_of, service_account
from checks.wording import listed
from scanner.facts.instances import Database
from scanner.facts.permissions import DatabaseUser, ServerLogin, ServiceAccount
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.newest import key_of


def _databases(facts: Facts) -> Iterator[Subject[BackupDatabase]]:
    expected = facts.rows(BackupDatabase, facts.management)
    for one in {key_of(facts, one.database): one for one in expected}.values():
        server = facts.sql(one.database.server)
        yield Subject(f"{server.name}/{one.database.name}", one, server)


@check(
    id="PE01",
    title="The job's account may back up every database",
    rows=("B02",),
    severity=Severity.HIGH,
    needs=(BackupDatabase, Database, DatabaseUser, ServerLogin, ServiceAccount),
    subjects=_databases,
)
def job_account_reaches_every_database(
    subject: Subject[BackupDatabase], facts: Facts, _limits: NoLimits
) -> Verdict:
    database = subject.about.database
    on = facts.sql(database.server)
    agent = service_account(facts, facts.management)
    if not _exists(facts, on, database.name):
        said = f"{on.name} has no database {database.name} that anybody could back up."
        fix = f"Correct or remove {database.name} where the group lists it for backup."
        return fails(said, subject.about, fix=fix)
    login = login_of(facts, on, agent.account)
    if login and not login.is_disabled and login.is_sysadmin:
        return passes(f"{agent.account} is a sysadmin of {on.name}.", agent, login)
    users = _backup_users(facts, on, database.name)
    mine = [one for one in users if login and one.sid == login.sid]
    if login and not login.is_disabled and mine:
        said = f"{agent.account} is in BTS_BACKUP_USERS of {database.name} on {on.name}."
        return passes(said, agent, login, *mine)
    by_group = _groups(facts, on, users)
    if by_group:
        names = listed(one.name for one in by_group)
        return not_checked(
            f"{agent.account} may back up {database.name} on {on.name} only as one of {names}.",
            agent,
            *by_group,
            settle=f"Say whether {agent.account} is a member of {names}.",
        )
    has = "has no enabled login" if login is None or login.is_disabled else "has no backup right"
    return fails(
        f"{agent.account}, which runs the job, {has} for {database.name} on {on.name}.",
        agent,
        *([login] if login else []),
        fix=f"On {on.name}, give {agent.account} a login and, in {database.name}, a user in the "
        "role BTS_BACKUP_USERS.",
    )


def _exists(facts: Facts, on: Target, name: str) -> bool:
    return any(one.name.casefold() == name.casefold() for one in facts.rows(Database, on))


def _backup_users(facts: Facts, on: Target, database: str) -> list[DatabaseUser]:
    return [
        one
        for one in facts.rows(DatabaseUser, on)
        if one.is_backup_user and one.database.casefold() == database.casefold()
    ]


def _groups(facts: Facts, on: Target, users: list[DatabaseUser]) -> list[ServerLogin]:
    """Logins of groups whose members may back up the database."""
    in_role = {one.sid for one in users if one.is_group}
    return [
        one
        for one in facts.rows(ServerLogin, on)
        if one.is_group and not one.is_disabled and (one.is_sysadmin or one.sid in in_role)
    ]
