"""CE05."""

import pytest

from checks.configuration.configuration_export_holds_no_password import (
    configuration_export_holds_no_password as check,
)
from scanner.facts.configuration import ConfigurationExport
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.checks.configuration.exported import FOLDER, SHARE, SQL, content, file, group, host

GROUP = group((FOLDER, "SSO01"))
FILLED = content("BTS01.xml", secrets=("NTService ENTSSO",))


def judge(*facts: object) -> Verdict:
    return make.verdict(check, make.facts(SQL, host("SSO01", *facts), group=GROUP))


def test_pass_when_none_is_filled_in() -> None:
    assert judge(file("BTS01.xml"), content("BTS01.xml")).status is Status.PASS


def test_pass_for_an_empty_folder() -> None:
    assert judge().status is Status.PASS


def test_fail_when_one_is_filled_in() -> None:
    verdict = judge(file("BTS01.xml"), file("SSO01.xml"), FILLED, content("SSO01.xml"))
    assert verdict.status is Status.FAIL
    assert "NTService ENTSSO" in verdict.message


def test_fail_for_a_folder_that_is_not_there() -> None:
    gone = make.folder(FOLDER, exists=False, is_directory=False)
    given = make.facts(SQL, make.host("SSO01", gone), group=GROUP)
    assert make.verdict(check, given).status is Status.FAIL


def test_boundary_a_file_that_was_not_read_may_hold_one() -> None:
    read = (file("BTS01.xml"), content("BTS01.xml"))
    assert judge(*read, file("older.xml")).status is Status.NOT_CHECKED
    assert judge(*read, file("older.xml"), FILLED).status is Status.FAIL


def test_boundary_a_file_that_is_no_xml_may_hold_one() -> None:
    broken = content("BTS01.xml", well_formed=False)
    assert judge(file("BTS01.xml"), broken).status is Status.NOT_CHECKED


def test_share_tells_no_content() -> None:
    share = make.share(SHARE, make.folder(SHARE), file("BTS01.xml", SHARE))
    given = make.facts(SQL, share, group=group((SHARE, "")))
    assert make.verdict(check, given).status is Status.NOT_CHECKED


def test_no_place_declared_decides_nothing() -> None:
    assert make.verdicts(check, make.facts(SQL))[""].status is Status.NOT_CHECKED


def test_gap_of_the_content_is_missing_evidence() -> None:
    held = host("SSO01", file("BTS01.xml"))
    lost = make.gap(ConfigurationExport, held)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, held, lost, group=GROUP))
