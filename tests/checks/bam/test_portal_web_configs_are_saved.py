"""BP03."""

from typing import Any

import pytest

from checks.bam.portal_web_configs_are_saved import portal_web_configs_are_saved as check
from scanner.facts.backup_files import StoredFile
from scanner.facts.iis import PortalFile
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

SQL = make.sql("SQL01", make.biztalk_group(), make.bam_property(), make.portal_address())
PATH = r"\\VAULT01\iis"
GROUP = make.group(locations=(make.location(PATH, Artefact.PORTAL_CONFIGURATION),))
LIVE = make.portal_file()


def copy(folder: str = "BAMPortal", **changes: Any) -> StoredFile:
    known = {"size": LIVE.size, "written": make.ago(days=3), **changes}
    return make.stored_file(rf"{PATH}\{folder}\web.config", PATH, **known)


def judge(
    *saved: StoredFile, live: tuple[PortalFile, ...] = (LIVE,), shared: bool = False
) -> Verdict:
    host = make.host("WEB01", make.shared_configuration(shared), *live)
    share = make.share(PATH, make.folder(PATH), *saved)
    return make.verdict(check, make.facts(SQL, host, share, group=GROUP))


def test_pass_with_a_copy_in_a_folder_of_its_name() -> None:
    verdict = judge(copy())
    assert verdict.status is Status.PASS
    assert verdict.cites == (LIVE,)


def test_pass_with_a_copy_of_its_time() -> None:
    assert judge(copy("Monday", written=LIVE.written)).status is Status.PASS


def test_pass_whatever_other_applications_have() -> None:
    other = make.portal_file("Default Web Site/Shop", size=9)
    assert judge(copy(), live=(LIVE, other)).status is Status.PASS


def test_fail_names_the_file_without_a_copy() -> None:
    query = make.portal_file("Default Web Site/BAM/BAMQueryService", path=r"C:\Q\web.config")
    verdict = judge(copy(), live=(LIVE, query))
    assert verdict.status is Status.FAIL
    assert r"holds a copy of C:\Q\web.config" in verdict.message


def test_fail_when_neither_name_nor_time_are_its_own() -> None:
    assert judge(copy("Shop")).status is Status.FAIL


def test_fail_without_any_web_config() -> None:
    gone = make.portal_file(exists=False, size=0, written=None)
    verdict = judge(copy(), live=(gone,))
    assert verdict.status is Status.FAIL
    assert "no web.config in an application /BAM" in verdict.message


def test_boundary_of_the_size() -> None:
    assert judge(copy(size=LIVE.size + 1)).status is Status.FAIL
    assert judge(copy(size=LIVE.size)).status is Status.PASS


def test_folder_elsewhere_is_not_checked() -> None:
    far = make.portal_file("Default Web Site/BAM/Far", exists=None, written=None)
    assert judge(copy(), live=(LIVE, far)).status is Status.NOT_CHECKED


def test_shared_configuration_is_not_checked() -> None:
    assert judge(copy(), shared=True).status is Status.NOT_CHECKED


def test_gap_on_the_host_or_in_the_listing_is_no_verdict() -> None:
    host = make.host("WEB01", make.shared_configuration())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, host, make.gap(PortalFile, make.host("WEB01"))))
    host = make.host("WEB01", make.shared_configuration(), LIVE)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, host, group=GROUP))
