"""Whether a restore gives the SQL Servers other names, and what a check says where it does not."""

from collections.abc import Iterable

from checks.destination.destinations import declared
from checks.servers import the_biztalk_servers
from scanner.facts.topology import BizTalkGroup, BizTalkServer
from scanner.model.check import Facts
from scanner.model.estate import ServerNames
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, not_applicable, not_checked

NEEDS = (BizTalkGroup, BizTalkServer)


def servers_to_prepare(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    """Every BizTalk server, where new names must be ready. Unless the estate says otherwise,
    declared destinations of log shipping are other names."""
    if (kept := names_are_kept(facts)) is not None:
        return kept
    if facts.group.restore.names is ServerNames.OTHER or declared(facts):
        return the_biztalk_servers(facts)
    return not_checked(
        "The estate does not say whether a restore gives the SQL Servers other names.",
        settle="Declare restore: {names: same} or {names: other}, or the destination under "
        "log_shipping, in the estate.",
    )


def names_are_kept(facts: Facts) -> Verdict | None:
    """By declaration; then the names in the group's own table stay right."""
    if facts.group.restore.names is not ServerNames.SAME:
        return None
    return not_applicable(
        "The estate declares that a restore keeps the names of the SQL Servers, so those in "
        "adm_Group stay right.",
        facts.one(BizTalkGroup, facts.management),
    )
