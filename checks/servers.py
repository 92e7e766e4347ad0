"""The BizTalk servers of a group: the computers that adm_Server names."""

from collections.abc import Iterable

from scanner.facts.topology import BizTalkServer
from scanner.model.check import Facts
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails


def the_biztalk_servers(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    found = servers_of(facts)
    if not found:
        return fails(
            "adm_Server names no computer, so nobody can say which the group's servers are.",
            fix="Join the BizTalk servers to the group, or look at adm_Server.",
        )
    return [Subject(one.name, one, one) for one in found]


def servers_of(facts: Facts) -> list[Target]:
    return sorted({facts.host(one.name) for one in facts.rows(BizTalkServer, facts.management)})
