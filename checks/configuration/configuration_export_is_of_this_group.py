"""The exported configuration is whole, and of this BizTalk group.

Why it matters
--------------
A file of the test system, or one that was cut off, looks right in a listing. Applied at a restore,
it joins the new server to another group or to none.

What is read
------------
Of the newest export that is kept off its server: whether it is well-formed XML with features of a
configuration, and which management and Single Sign-On databases it names, by the ids of those
questions. They are compared with the group's own, aliases resolved. Files on shares are listed
only, so their content is not known; the folder of a host that answers is read.

How to fix
----------
Export the configuration again on the server itself and replace the file. To have its content
read, declare the folder with its host and drive path instead of its share.

Reference: How to Recover the BizTalk Server Configuration, https://learn.microsoft.com/en-us/biztalk/core/how-to-recover-the-biztalk-server-configuration
"""

from checks.configuration.exports import (
    NEEDS,
    export_it,
    opened,
    the_configured_servers,
    told,
)
from scanner.facts.configuration import ConfigurationExport, NamedDatabase
from scanner.facts.topology import BizTalkServer, DatabaseRef, OtherBackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.names import LOCAL
from scanner.model.status import Severity
from scanner.recovery.master_secret import SSO_ROLE

MANAGEMENT = "{d757dbf9-5d71-4995-9f20-a552b7dfe7f1}"
SINGLE_SIGN_ON = "sso_db_id"
SETTLE = (
    "Declare the folder with its host and drive path, so that the host can read it, or have a "
    "person compare the server and database names in it."
)
MEANING = {MANAGEMENT: "management database", SINGLE_SIGN_ON: "Single Sign-On database"}


@check(
    id="CE02",
    title="The exported configuration is of this group",
    rows=("B08", "R08"),
    severity=Severity.HIGH,
    needs=(*NEEDS, ConfigurationExport),
    subjects=the_configured_servers,
)
def configuration_export_is_of_this_group(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    server = subject.about
    found = opened(facts, server, "What {} says", SETTLE)
    if isinstance(found, Verdict):
        return found
    kept, content = found.kept, found.content
    problem = _problem(content, server, facts)
    if problem:
        return fails(f"{told(kept)} {problem}.", content, fix=export_it(server))
    named = ", ".join(f"{one.name} on {one.server}" for one in _judged(content))
    return passes(f"{told(kept)} is well-formed and names {named}, as the group does.", content)


def _problem(content: ConfigurationExport, server: Target, facts: Facts) -> str:
    """As the end of a sentence; empty when there is none."""
    if not content.well_formed:
        return "is not well-formed XML"
    if not content.features:
        return "has no feature of a BizTalk configuration in it"
    expected, named = _expected(facts), {one.id: one for one in _judged(content)}
    is_biztalk = server in {
        facts.host(one.name) for one in facts.rows(BizTalkServer, facts.management)
    }
    for key in (SINGLE_SIGN_ON, *([MANAGEMENT] if is_biztalk else ())):
        if key not in named:
            return f"does not say which {MEANING[key]} it is of"
    for key, one in named.items():
        if key in expected and not _is_same(one, expected[key], server, facts):
            own = expected[key]
            return (
                f"names the {MEANING[key]} {one.name} on {one.server}, not {own.name} on "
                f"{own.server}"
            )
    return ""


def _judged(content: ConfigurationExport) -> list[NamedDatabase]:
    return [one for one in content.databases if one.id in MEANING]


def _expected(facts: Facts) -> dict[str, DatabaseRef]:
    """SSODB is known when the backup job is told of it."""
    group = facts.group
    others = facts.rows(OtherBackupDatabase, facts.management)
    sso = [(SINGLE_SIGN_ON, one.database) for one in others if one.role.upper() == SSO_ROLE]
    management = DatabaseRef(group.management_server, group.management_database)
    return dict([(MANAGEMENT, management), *sso])


def _is_same(one: NamedDatabase, own: DatabaseRef, server: Target, facts: Facts) -> bool:
    """`.` in an export means the machine that it was made on."""
    machine, slash, instance = one.server.partition("\\")
    is_local = machine.strip().upper() in LOCAL
    meant = f"{server.name}{slash}{instance}" if is_local else one.server
    is_there = facts.sql(meant) == facts.sql(own.server)
    return is_there and one.name.casefold() == own.name.casefold()
