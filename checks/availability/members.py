"""The subjects of the checks of availability groups: the databases of the job that are in one."""

from collections.abc import Iterable
from typing import TypeAlias

from scanner.model.check import Facts
from scanner.model.finding import Subject, Verdict, not_applicable
from scanner.recovery.members import NEEDS, Member, expected, members, present

__all__ = ["NEEDS", "Member", "MemberSubject", "each_member", "members", "no_group"]

MemberSubject: TypeAlias = Subject[Member]


def each_member(facts: Facts) -> Iterable[MemberSubject] | Verdict:
    """Every database of the job that is in an availability group, or whose server does not say."""
    found = [Subject(f"{one.on.name}/{one.registered.name}", one, one.on) for one in members(facts)]
    return found or no_group(facts)


def no_group(facts: Facts) -> Verdict:
    """Cites every database of the job: none of them has a replica."""
    cited = [fact for ref in expected(facts) for fact in present(facts, ref)]
    return not_applicable("No database of the group is in an availability group.", *cited)
