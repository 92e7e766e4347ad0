"""Whether a file on some machine names this group's BAMPrimaryImport."""

from collections.abc import Iterable

from checks.servers import the_biztalk_servers
from scanner.facts.topology import BizTalkGroup, DatabaseRef
from scanner.model.check import Facts
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, not_applicable
from scanner.model.names import LOCAL


def bam_database(facts: Facts) -> DatabaseRef | Verdict:
    """As adm_Group names it; without one nothing of BAM is to be restored."""
    group = facts.one(BizTalkGroup, facts.management)
    return group.bam or not_applicable("adm_Group names no BAM database.", group)


def the_servers_with_bam(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    bam = bam_database(facts)
    return bam if isinstance(bam, Verdict) else the_biztalk_servers(facts)


def is_same(named: DatabaseRef, wanted: DatabaseRef, on: Target, facts: Facts) -> bool:
    """'.' and 'localhost' mean the machine that the file is on."""
    machine, slash, instance = named.server.partition("\\")
    if machine.strip().upper() in LOCAL:
        machine = on.name
    same_name = named.name.casefold() == wanted.name.casefold()
    return same_name and facts.sql(machine + slash + instance) == facts.sql(wanted.server)
