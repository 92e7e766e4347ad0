"""A BizTalk server of Standard Edition, and what other editions are told."""

from dataclasses import replace
from typing import Any

from scanner.facts.biztalk_hosts import BizTalkRegistry
from scanner.facts.machines import BizTalkInstallation
from scanner.facts.topology import BizTalkServer
from scanner.model.check import Check
from scanner.model.estate import Group
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.machines import installation

SQL = make.sql("SQL01", BizTalkServer("BTS01"))
REGISTRY = BizTalkRegistry(make.MANAGEMENT, make.MANAGEMENT, address_book=True)
GONE = make.gap(BizTalkInstallation, make.host("BTS01"))


def judge(
    check: Check,
    *held: make.Held,
    group: Group | None = None,
    edition: str = "Standard",
    **registry: Any,
) -> Verdict:
    installed = installation(edition=edition)
    host = make.host("BTS01", installed, replace(REGISTRY, **registry))
    return make.verdict(check, make.facts(SQL, host, *held, group=group))


def assert_standard_alone_is_concerned(check: Check) -> None:
    """Others are not; an edition that is not told excuses nobody."""
    other = judge(check, edition="Enterprise")
    assert other.status is Status.NOT_APPLICABLE
    assert other.cites == (installation(),)
    for edition in ("", "Unheard of"):
        assert judge(check, edition=edition).status is Status.NOT_CHECKED
