"""Every database of the job waits on a destination, in the state of restoring.

Why it matters
--------------
Log shipping can restore logs only into a database that waits for them. One that somebody brought
online, even to look, takes no further log; one that is not there at all was forgotten when the
destination was configured. Without it the group cannot be brought up there.

What is read
------------
For every database of admv_BackupDatabases: the databases of each declared destination and their
state. On a destination, RESTORING is the healthy state until the day of the failover; ONLINE, which
is also the state of a standby that can be read, means that somebody recovered it.

How to fix
----------
Force a full backup on the source and let the destination restore it; for a database that was
forgotten, run bts_ConfigureBizTalkLogShipping again, which begins anew.

Reference: What Is BizTalk Server Log Shipping?, https://learn.microsoft.com/en-us/biztalk/core/what-is-biztalk-server-log-shipping
"""

from collections.abc import Iterable

from checks.destination.destinations import declared, job_databases, nowhere
from checks.wording import listed
from scanner.facts.instances import Database
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity


def _databases(facts: Facts) -> Iterable[Subject[BackupDatabase]] | Verdict:
    if not declared(facts):
        return nowhere()
    return [
        Subject(f"{facts.sql(one.database.server).name}/{one.database.name}", one)
        for one in job_databases(facts)
    ]


@check(
    id="LS05",
    title="Every database waits on a destination",
    rows=("B05", "R01"),
    severity=Severity.HIGH,
    needs=(BackupDatabase, Database),
    subjects=_databases,
)
def destination_databases_are_restoring(
    subject: Subject[BackupDatabase], facts: Facts, _limits: NoLimits
) -> Verdict:
    name = subject.about.database.name
    found = [
        (on, one)
        for on in declared(facts)
        for one in facts.rows(Database, on)
        if one.name.casefold() == name.casefold()
    ]
    fix = f"Force a full backup of {name}, and let the destination restore it."
    if not found:
        where = listed(on.name for on in declared(facts))
        return fails(f"{name} is not on {where}.", subject.about, fix=fix)
    wrong = [(on, one) for on, one in found if not one.is_restoring]
    if wrong:
        said = listed(f"{one.name} on {on.name}{_brought_up(one)}" for on, one in wrong)
        return fails(f"Not in the state of restoring: {said}.", *(one for _, one in wrong), fix=fix)
    where = listed(on.name for on, _ in found)
    return passes(f"{name} waits on {where} for the next log.", *(one for _, one in found))


def _brought_up(one: Database) -> str:
    return " (somebody brought it online)" if one.is_online else ""
