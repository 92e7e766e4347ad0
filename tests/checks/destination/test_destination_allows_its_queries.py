"""LS07."""

import pytest

from checks.destination.destination_allows_its_queries import (
    destination_allows_its_queries as check,
)
from scanner.facts.server_settings import ServerOption
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make, make_sql
from tests.checks.destination.shipping import GROUP, judge, source


def test_pass_when_the_option_is_on() -> None:
    assert judge(check, make_sql.ad_hoc_queries()).status is Status.PASS


def test_fail_when_the_option_is_off() -> None:
    verdict = judge(check, make_sql.ad_hoc_queries(0))
    assert verdict.status is Status.FAIL
    assert "SQLDR01" in verdict.fix


def test_boundary_without_a_destination_there_is_nothing_to_say() -> None:
    assert make.verdict(check, make.facts(source())).status is Status.NOT_CHECKED


def test_gap_in_the_options_is_no_verdict() -> None:
    gap = make.gap(ServerOption, make.sql("SQLDR01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(source(), gap, group=GROUP))
    with pytest.raises(MissingEvidence):
        judge(check)
