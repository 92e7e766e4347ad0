"""UpdateDatabase.vbs connects by a provider that the destination's SQL Server understands.

Why it matters
--------------
The script that replaces the server names in the restored databases connects by SQLOLEDB. With SQL
Server 2016 or later it may stop with "Invalid connection string attribute", until somebody installs
another driver and changes the provider in the script: in the middle of a restore.

What is read
------------
The versions of the declared log shipping destinations: before SQL Server 2016 the script works as
it is. For later ones, on each BizTalk server, whether UpdateDatabase.vbs in the folder
Schema\\Restore of the installation, below Bins32 or beside it, has the words SQLOLEDB, MSOLEDBSQL
or MSOLEDBSQL19, comments included (of its text nothing else is read); and whether the driver is
there, msoledbsql.dll or msoledbsql19.dll in System32. The first script that suits counts.

How to fix
----------
On each BizTalk server install the Microsoft OLE DB Driver 18 for SQL Server, and change
conn.Provider = "SQLOLEDB" in UpdateDatabase.vbs to "MSOLEDBSQL". Try it in a drill.

Reference: How to Restore Your Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-restore-your-databases
"""

from collections.abc import Iterable, Sequence

from checks.destination.destinations import declared
from checks.restore.server_names import NEEDS, servers_to_prepare
from checks.wording import listed
from scanner.facts.instances import Instance
from scanner.facts.restoring import OleDbDriver, UpdateScript
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_applicable, not_checked, passes
from scanner.model.status import Severity, Status

SQL_SERVER_2016 = 13
OLD = "SQLOLEDB"
FIX = 'Install the OLE DB Driver 18 there, and change conn.Provider in the script to "MSOLEDBSQL".'


def _servers(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    servers = servers_to_prepare(facts)
    instances = [] if isinstance(servers, Verdict) else _instances(facts)
    if instances and not _late(instances):
        return not_applicable(
            f"{_told(instances)} is older than SQL Server 2016: the script works as it is.",
            *instances,
        )
    return servers


@check(
    id="RD05",
    title="UpdateDatabase.vbs suits the SQL Servers",
    rows=("R01",),
    severity=Severity.LOW,
    needs=(*NEEDS, Instance, OleDbDriver, UpdateScript),
    subjects=_servers,
)
def update_scripts_suit_the_sql_servers(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    on = subject.about
    scripts = facts.rows(UpdateScript, on)
    there = [one for one in scripts if one.exists]
    if not there:
        return fails(
            f"On {on.name}, {scripts[0].path} is not there.",
            *scripts,
            fix=f"Copy UpdateDatabase.vbs of the installed BizTalk Server to {on.name}.",
        )
    found = [_judged(one, on, facts) for one in there]
    return next((one for one in found if one.status is Status.PASS), found[0])


def _judged(script: UpdateScript, on: Target, facts: Facts) -> Verdict:
    names = f"On {on.name}, {script.path} names"
    if OLD in script.providers:
        return _old(f"{names} {listed(script.providers)}", script, facts)
    if not script.providers:
        return not_checked(
            f"{names} none of the providers SQLOLEDB, MSOLEDBSQL and MSOLEDBSQL19.",
            script,
            settle="Look by which provider the script connects, try it, and attest it.",
        )
    drivers = [one for one in facts.rows(OleDbDriver, on) if one.provider in script.providers]
    lacking = [one for one in drivers if not one.exists]
    if lacking:
        return fails(
            f"{names} {listed(script.providers)}, whose driver is not installed: "
            f"{listed(one.path for one in lacking)} is not there.",
            script,
            *lacking,
            fix=f"Install the Microsoft OLE DB Driver for SQL Server on {on.name}.",
        )
    return passes(
        f"{names} {listed(script.providers)}, and the driver is installed.", script, *drivers
    )


def _old(names: str, script: UpdateScript, facts: Facts) -> Verdict:
    instances = _instances(facts)
    late = _late(instances)
    if not late:
        return not_checked(
            f"{names}. Whether that suits the SQL Servers of the restore cannot be told: the "
            "estate declares none.",
            script,
            settle="Declare them under log_shipping, or attest that the script was tried there.",
        )
    older = [one for one in instances if one not in late]
    mixed = f" With {_told(older)} either works." if older else ""
    return fails(
        f"{names}: with SQL Server 2016 or later, as {_told(late)}, that may stop with 'Invalid "
        f"connection string attribute'.{mixed}",
        script,
        *late,
        fix=FIX,
    )


def _instances(facts: Facts) -> list[Instance]:
    return [facts.one(Instance, one) for one in declared(facts)]


def _late(instances: Sequence[Instance]) -> list[Instance]:
    releases = ((one, int(one.product_version.partition(".")[0])) for one in instances)
    return [one for one, release in releases if release >= SQL_SERVER_2016]


def _told(instances: Sequence[Instance]) -> str:
    return listed(f"{one.name} ({one.product_version})" for one in instances)
