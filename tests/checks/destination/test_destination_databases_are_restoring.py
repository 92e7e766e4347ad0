"""LS05."""

import pytest

from checks.destination.destination_databases_are_restoring import (
    destination_databases_are_restoring as check,
)
from scanner.facts.instances import Database
from scanner.model.check import MissingEvidence
from scanner.model.estate import LogShipping
from scanner.model.status import Status
from tests import make
from tests.checks.destination.shipping import GROUP, judge, source

NAME = make.MANAGEMENT.name
RESTORING, RECOVERING, ONLINE = 1, 2, 0


def test_pass_when_it_is_restoring() -> None:
    assert judge(check, make.database(NAME.upper(), state=RESTORING)).status is Status.PASS


@pytest.mark.parametrize("state", [ONLINE, RECOVERING])
def test_fail_when_somebody_brought_it_up(state: int) -> None:
    verdict = judge(check, make.database(NAME, state=state))
    assert verdict.status is Status.FAIL
    assert f"{NAME} on SQLDR01" in verdict.message


def test_fail_when_it_is_not_there() -> None:
    assert judge(check, make.database("SSODB", state=RESTORING)).status is Status.FAIL


def test_boundary_one_of_two_destinations_is_enough() -> None:
    group = make.group(log_shipping=LogShipping(("SQLDR01", "SQLDR02")))
    held = make.sql("SQLDR01", make.database(NAME, state=RESTORING))
    facts = make.facts(source(), held, make.sql("SQLDR02"), group=group)
    assert make.verdict(check, facts).status is Status.PASS


def test_boundary_without_a_destination_there_is_nothing_to_say() -> None:
    assert make.verdict(check, make.facts(source())).status is Status.NOT_CHECKED


def test_gap_in_the_databases_is_no_verdict() -> None:
    gap = make.gap(Database, make.sql("SQLDR01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(source(), gap, group=GROUP))
