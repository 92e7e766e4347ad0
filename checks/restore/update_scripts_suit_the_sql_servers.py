"""UpdateDatabase.vbs connects by a provider that the destination's SQL Server understands.

Why it matters
--------------
The script that replaces the server names in the restored databases connects by SQLOLEDB. With SQL
Server 2016 or later it may stop with "Invalid connection string attribute", until somebody installs
another driver and changes the provider in the script: in the middle of a restore.

What is read
------------
The versions of the SQL Servers that the estate declares as log shipping destinations. Before SQL
Server 2016 the script works as it is. The text of a script is not read, nor which drivers a BizTalk
server has; so for later versions a person says it.

How to fix
----------
On each BizTalk server install the Microsoft OLE DB Driver 18 for SQL Server, and change
conn.Provider = "SQLOLEDB" in UpdateDatabase.vbs to "MSOLEDBSQL". Try it in a drill.

Reference: How to Restore Your Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-restore-your-databases
"""

from collections.abc import Iterable

from checks.destination.destinations import declared, nowhere
from checks.wording import listed
from scanner.facts.instances import Instance
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, not_applicable, not_checked
from scanner.model.status import Severity

SQL_SERVER_2016 = 13


def _the_group(facts: Facts) -> Iterable[Subject[None]] | Verdict:
    return [Subject(facts.group.name, None)] if declared(facts) else nowhere()


@check(
    id="RD05",
    title="UpdateDatabase.vbs suits the SQL Servers",
    rows=("R01",),
    severity=Severity.LOW,
    needs=(Instance,),
    subjects=_the_group,
)
def update_scripts_suit_the_sql_servers(
    _subject: Subject[None], facts: Facts, _limits: NoLimits
) -> Verdict:
    first, *others = (facts.one(Instance, one) for one in declared(facts))
    late = [one for one in (first, *others) if _release(one) >= SQL_SERVER_2016]
    if not late:
        return not_applicable(
            f"{_told(first, *others)} is older than SQL Server 2016: the script works as it is.",
            first,
            *others,
        )
    return not_checked(
        f"{_told(*late)} is SQL Server 2016 or later, where UpdateDatabase.vbs may need the "
        "provider MSOLEDBSQL; its text is not read.",
        *late,
        settle=(
            "Attest that the script names MSOLEDBSQL and that its driver is on the BizTalk "
            "servers, or that the script was tried against these servers."
        ),
    )


def _release(one: Instance) -> int:
    return int(one.product_version.partition(".")[0])


def _told(*instances: Instance) -> str:
    return listed(f"{one.name} ({one.product_version})" for one in instances)
