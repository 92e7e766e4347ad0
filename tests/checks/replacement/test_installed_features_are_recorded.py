"""RM03."""

import pytest

from checks.replacement.installed_features_are_recorded import (
    installed_features_are_recorded as check,
)
from scanner.facts.configuration import ConfigurationExport
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.checks.configuration.exported import (
    GROUP,
    SHARE,
    SQL,
    content,
    file,
    group,
    host,
    verdicts,
)

FILE = file("BTS01.xml")


def judge(*facts: object) -> Verdict:
    return verdicts(check, host("SSO01", *facts), host("BTS01"))["BTS01"]


def test_pass_when_the_export_names_them() -> None:
    verdict = judge(FILE, content("BTS01.xml", installed=("Engine", "WMI")))
    assert verdict.status is Status.PASS
    assert "2 features: Engine, WMI" in verdict.message


def test_fail_when_it_names_none() -> None:
    assert judge(FILE, content("BTS01.xml", installed=())).status is Status.FAIL


def test_fail_without_an_export() -> None:
    assert judge().status is Status.FAIL


def test_boundary_one_feature_is_a_record() -> None:
    assert judge(FILE, content("BTS01.xml", installed=("Engine",))).status is Status.PASS


def test_share_can_only_be_listed() -> None:
    kept = make.share(SHARE, make.folder(SHARE), file("BTS01.xml", SHARE))
    verdict = verdicts(check, kept, group=group((SHARE, "")))["BTS01"]
    assert verdict.status is Status.NOT_CHECKED
    assert "host and drive path" in verdict.settle


def test_gap_of_the_content_is_missing_evidence() -> None:
    lost = make.gap(ConfigurationExport, make.host("SSO01"))
    given = make.facts(SQL, lost, host("SSO01", FILE), host("BTS01"), group=GROUP)
    with pytest.raises(MissingEvidence):
        make.verdict(check, given)
