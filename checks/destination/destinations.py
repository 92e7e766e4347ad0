"""The declared destinations of log shipping, and what a check says where there is none."""

from collections.abc import Iterable

from scanner.model.check import Facts
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, not_checked

NONE = "The estate declares no log shipping destination, so there is nothing to look at."


def declared(facts: Facts) -> tuple[Target, ...]:
    """Each once."""
    return tuple(dict.fromkeys(facts.sql(name) for name in facts.group.log_shipping.destinations))


def each_destination(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    """That there must be one is another check's business (LS01)."""
    found = declared(facts)
    return [Subject(one.name, one, one) for one in found] if found else nowhere()


def nowhere() -> Verdict:
    return not_checked(NONE, settle="Declare the destination under log_shipping in the estate.")
