"""PE09."""

import pytest

from checks.permissions.scanner_is_no_administrator_of_hosts import (
    scanner_is_no_administrator_of_hosts as check,
)
from scanner.facts.hosts import Host
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import access, make

NEEDED = (
    make.host("SSO01", make.secret_key(), access.host("SSO01", is_admin=True)),
    make.host("WEB01", *make.portal_elements(), access.host("WEB01", is_admin=True)),
)


def judge(is_admin: bool | None) -> dict[str, Status]:
    other = make.host("DEPLOY01", access.host(is_admin=is_admin))
    found = make.verdicts(check, make.facts(*NEEDED, other))
    return {name: one.status for name, one in found.items()}


def test_pass_without_a_right_that_is_not_needed() -> None:
    assert judge(False) == {"DEPLOY01": Status.PASS}


def test_fail_as_an_administrator_without_need() -> None:
    assert judge(True) == {"DEPLOY01": Status.FAIL}


def test_boundary_constrained_language_tells_no_groups() -> None:
    assert judge(None) == {"DEPLOY01": Status.NOT_CHECKED}


def test_boundary_not_applicable_where_every_host_needs_one() -> None:
    verdict = make.verdict(check, make.facts(*NEEDED))
    assert verdict.status is Status.NOT_APPLICABLE
    assert len(verdict.cites) == 2


def test_gap_in_what_we_are_is_no_verdict() -> None:
    for lost in ("DEPLOY01", "SSO01"):
        facts = make.facts(*NEEDED, make.gap(Host, make.host(lost)))
        with pytest.raises(MissingEvidence):
            make.verdict(check, facts)
