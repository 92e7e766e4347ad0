"""LS06."""

import pytest

from checks.destination.destination_has_the_same_version import (
    destination_has_the_same_version as check,
)
from scanner.facts.instances import Instance
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.checks.destination import shipping
from tests.checks.destination.shipping import GROUP, source


def judge(same_build: bool = True, **changes: object) -> Verdict:
    there = make.instance(name="SQLDR01", **changes)
    return shipping.judge(check, there, same_build=same_build)


def test_pass_with_the_same_version_and_edition() -> None:
    assert judge(edition="Enterprise Edition: Core-based Licensing (64-bit)").status is Status.PASS


@pytest.mark.parametrize(
    "changes",
    [
        {"product_version": "13.0.5026.0"},
        {"edition": "Standard Edition (64-bit)"},
        {"edition": "Enterprise Evaluation Edition (64-bit)"},
    ],
)
def test_fail_with_another(changes: dict[str, object]) -> None:
    verdict = judge(**changes)  # type: ignore[arg-type] # fields of an instance
    assert verdict.status is Status.FAIL
    assert "SQL01 15.0.4430.1" in verdict.message


def test_boundary_another_build_counts_unless_the_estate_says_otherwise() -> None:
    assert judge(product_version="15.0.4420.2").status is Status.FAIL
    assert judge(same_build=False, product_version="15.0.4420.2").status is Status.PASS
    assert judge(same_build=False, product_version="16.0.4420.2").status is Status.FAIL


def test_gap_in_an_instance_is_no_verdict() -> None:
    gap = make.gap(Instance, make.sql("SQLDR01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(source(), gap, group=GROUP))
