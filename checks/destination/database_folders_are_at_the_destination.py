"""The folders of the databases' files are at the destination too.

Why it matters
--------------
BizTalk's log shipping restores every file to the path that it has at the source; it knows no other
(there is no RESTORE WITH MOVE). A drive or a folder that the destination lacks ends the restoring:
at once, or on the day when somebody adds a file to a database on a new drive of the source.

What is read
------------
The folders of the files of every database of the job, by sys.master_files of its server. At each
declared destination: the folders in which files of its own databases lie. A folder that none of
them is in is looked for on the destination's machine, which must be within reach.

How to fix
----------
Create the folder on the destination, on the same drive letter, with the rights of the account of
the SQL Server service, and start the job Restore Databases.

Reference: Preparing the Disaster Recovery SQL Servers, https://learn.microsoft.com/en-us/biztalk/technical-guides/preparing-the-disaster-recovery-sql-servers
"""

from checks.destination.destinations import each_destination, files_at_the_source, to_restore
from checks.wording import listed
from scanner.facts.backup_files import StoredFile
from scanner.facts.instances import Database, DatabaseFile, Instance
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.database_folders import folder_of, folders
from scanner.recovery.listing import listing


@check(
    id="LS13",
    title="The databases' folders are at the destination",
    rows=("B05", "R01"),
    severity=Severity.HIGH,
    needs=(BackupDatabase, Database, DatabaseFile, Instance, StoredFile),
    subjects=each_destination,
)
def database_folders_are_at_the_destination(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    on = subject.about
    files = [file for one in to_restore(facts, on) for file in files_at_the_source(facts, one)]
    needed = folders(files)
    there = folders(facts.rows(DatabaseFile, on))
    doubtful = [path for key, path in needed.items() if key not in there]
    missing = [path for path in doubtful if not listing(facts, path, on)[0].exists]
    if missing:
        names = listed(missing)
        cited = [one for one in files if folder_of(one) in missing]
        return fails(
            f"{on.name} lacks {names}, where files of the source's databases lie.",
            *cited[:3],
            fix=f"Create {names} on the machine of {on.name}, for its SQL Server to write to.",
        )
    return passes(
        f"{on.name} has every folder of the databases: {listed(needed.values())}.", *files[:1]
    )
