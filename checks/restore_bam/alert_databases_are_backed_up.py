"""The databases of BAM alerts are in the backup job's sets.

Why it matters
--------------
Alerts and their subscribers are in a database of their own, BAMAlertsApplication, which the backup
job takes only when it is registered. Restored without it, BAM sends nobody an alert.

What is read
------------
adm_Group for the BAM database; sys.databases of its instance for BAMAlertsApplication and
BAMAlertsNSMain, the names that configuring BAM alerts gives by default; admv_BackupDatabases.
BAMAlertsNSMain is of Notification Services, which BAM uses with SQL Server 2008 R2 and older only.
Under other names or on another instance they are not recognised: RB06 asks a person.

How to fix
----------
Register the database in adm_OtherBackupDatabases, as for a custom database.

Reference: Backing Up and Restoring BizTalk Server Databases, https://learn.microsoft.com/en-us/biztalk/core/backing-up-and-restoring-biztalk-server-databases
"""

from collections.abc import Iterable

from checks.restore_bam.named import bam_database
from scanner.facts.instances import Database, Instance
from scanner.facts.topology import BackupDatabase, BizTalkGroup, DatabaseRef
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, not_applicable, passes
from scanner.model.status import Severity
from scanner.recovery.bam_alerts import alert_databases, is_out_of_use
from scanner.recovery.newest import key_of


def _the_databases(facts: Facts) -> Iterable[Subject[DatabaseRef]] | Verdict:
    bam = bam_database(facts)
    if isinstance(bam, Verdict):
        return bam
    on = facts.sql(bam.server)
    found = [Subject(f"{on.name}/{one.name}", one, on) for one in alert_databases(facts, bam)]
    return found or not_applicable(
        f"{on.name}, which holds {bam.name}, holds no BAMAlertsApplication.",
        facts.one(BizTalkGroup, facts.management),
    )


@check(
    id="RB05",
    title="The databases of BAM alerts are in the sets",
    rows=("R09",),
    severity=Severity.MEDIUM,
    needs=(BackupDatabase, BizTalkGroup, Database, Instance),
    subjects=_the_databases,
)
def alert_databases_are_backed_up(
    subject: Subject[DatabaseRef], facts: Facts, _limits: NoLimits
) -> Verdict:
    database = subject.about
    on = facts.sql(database.server)
    instance = facts.one(Instance, on)
    if is_out_of_use(database, instance):
        return not_applicable(
            f"{on.name} is SQL Server {instance.product_version}, with which BAM alerts use no "
            "Notification Services.",
            instance,
        )
    listed = facts.rows(BackupDatabase, facts.management)
    mine = [one for one in listed if key_of(facts, one.database) == key_of(facts, database)]
    if mine:
        return passes(f"The backup job has {database.name} of {on.name} in its sets.", mine[0])
    return fails(
        f"{on.name} holds {database.name}, and the backup job does not back it up.",
        instance,
        fix=f"Register {database.name} in adm_OtherBackupDatabases and add the job's procedures.",
    )
