"""The databases of BAM alerts are in the backup job's sets.

Why it matters
--------------
Alerts and their subscribers are in a database of their own, BAMAlertsApplication, which the backup
job takes only when it is registered. Restored without it, BAM sends nobody an alert.

What is read
------------
The newest export of each BizTalk server's configuration, where a host reads it: whether it enables
BAM alerts, on which server and with which prefix of the databases' names. adm_Group for the BAM
database; sys.databases of its instance for these names, and for BAMAlertsApplication and
BAMAlertsNSMain, which are the default; admv_BackupDatabases. NSMain is of Notification Services,
which BAM uses with SQL Server 2008 R2 and older only. Other names that no export tells are not
recognised: RB06 asks a person.

How to fix
----------
Register the database in adm_OtherBackupDatabases, as for a custom database. If alerts are not used
any more, export the configuration again.

Reference: Backing Up and Restoring BizTalk Server Databases, https://learn.microsoft.com/en-us/biztalk/core/backing-up-and-restoring-biztalk-server-databases
"""

from collections.abc import Iterable

from checks.restore_bam.alerts import AlertDatabase, known_databases
from checks.restore_bam.named import bam_database
from scanner.facts.backup_files import StoredFile
from scanner.facts.configuration import ConfigurationExport
from scanner.facts.instances import Database, Instance
from scanner.facts.topology import BackupDatabase, BizTalkGroup, BizTalkServer
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, not_applicable, passes
from scanner.model.status import Severity
from scanner.recovery.bam_alerts import is_out_of_use
from scanner.recovery.newest import key_of


def _the_databases(facts: Facts) -> Iterable[Subject[AlertDatabase]] | Verdict:
    bam = bam_database(facts)
    if isinstance(bam, Verdict):
        return bam
    found: dict[str, Subject[AlertDatabase]] = {}
    for one in known_databases(facts, bam):
        name = f"{facts.sql(one.database.server).name}/{one.database.name}"
        found.setdefault(name.casefold(), Subject(name, one))
    return list(found.values()) or not_applicable(
        f"{facts.sql(bam.server).name}, which holds {bam.name}, holds no BAMAlertsApplication, and "
        "no exported configuration that can be read enables BAM alerts.",
        facts.one(BizTalkGroup, facts.management),
    )


@check(
    id="RB05",
    title="The databases of BAM alerts are in the sets",
    rows=("R09",),
    severity=Severity.MEDIUM,
    needs=(
        BackupDatabase,
        BizTalkGroup,
        BizTalkServer,
        ConfigurationExport,
        Database,
        Instance,
        StoredFile,
    ),
    subjects=_the_databases,
)
def alert_databases_are_backed_up(
    subject: Subject[AlertDatabase], facts: Facts, _limits: NoLimits
) -> Verdict:
    database, known_by = subject.about.database, subject.about.known_by
    on = facts.sql(database.server)
    if isinstance(known_by, Instance) and is_out_of_use(database, known_by):
        return not_applicable(
            f"{on.name} is SQL Server {known_by.product_version}, with which BAM alerts use no "
            "Notification Services.",
            known_by,
        )
    listed = facts.rows(BackupDatabase, facts.management)
    mine = [row for row in listed if key_of(facts, row.database) == key_of(facts, database)]
    if mine:
        return passes(f"The backup job has {database.name} of {on.name} in its sets.", mine[0])
    if isinstance(known_by, Instance):
        said = f"{on.name} holds {database.name}"
    else:
        said = f"{known_by.path} enables BAM alerts in {database.name} on {on.name}"
    return fails(
        f"{said}, and the backup job does not back it up.",
        known_by,
        fix=f"Register {database.name} in adm_OtherBackupDatabases and add the job's procedures.",
    )
