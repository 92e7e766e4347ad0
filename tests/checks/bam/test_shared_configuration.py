"""BP01, BP02, BP05 where IIS takes its configuration from a share."""

from datetime import timedelta

import pytest

from checks.bam.portal_backup_fits_another_host import portal_backup_fits_another_host as keys
from checks.bam.portal_backup_is_off_host import portal_backup_is_off_host as elsewhere
from checks.bam.portal_configuration_is_saved import portal_configuration_is_saved as saved
from scanner.facts.backup_files import StoredFile
from scanner.model.check import Check, MissingEvidence
from scanner.model.estate import Artefact, Location
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

SQL = make.sql("SQL01", make.biztalk_group(), make.bam_property(), make.portal_address())
SHARED, VAULT = r"\\CONF01\iis", r"\\VAULT01\iis"
CHANGED = make.ago(days=10)
LIVE = make.stored_file(rf"{SHARED}\applicationHost.config", SHARED, written=CHANGED)
COPY = make.stored_file(rf"{VAULT}\a\applicationHost.config", VAULT, written=CHANGED)
KEYS = make.stored_file(rf"{VAULT}\a\configEncKey.key", VAULT)
HOST = make.host("WEB01", make.shared_configuration(True, SHARED))
BOTH = pytest.mark.parametrize("check", [saved, elsewhere], ids=["BP01", "BP02"])


def place(path: str) -> Location:
    return make.location(path, Artefact.PORTAL_CONFIGURATION)


def judge(check: Check, *kept: StoredFile, live: StoredFile = LIVE, listed: bool = True) -> Verdict:
    places = (place(VAULT), *([place(SHARED)] if listed else []))
    held = (make.share(VAULT, make.folder(VAULT), *kept), make.share(SHARED, live))
    given = make.facts(SQL, HOST, *held, group=make.group(locations=places))
    return make.verdict(check, given)


@BOTH
def test_pass_with_a_copy_of_today(check: Check) -> None:
    verdict = judge(check, COPY)
    assert verdict.status is Status.PASS
    assert COPY in verdict.cites


@BOTH
def test_fail_without_a_copy_or_with_one_of_before(check: Check) -> None:
    older = make.stored_file(COPY.path, VAULT, written=CHANGED - timedelta(seconds=3))
    other = make.stored_file(COPY.path, VAULT, written=CHANGED, size=1)
    for kept in ((), (older,), (other,)):
        assert judge(check, *kept).status is Status.FAIL


@BOTH
def test_boundary_a_copy_may_be_written_later(check: Check) -> None:
    later = make.stored_file(COPY.path, VAULT, written=make.ago(days=1))
    rounded = make.stored_file(COPY.path, VAULT, written=CHANGED - timedelta(seconds=2))
    for copy in (later, rounded):
        assert judge(check, copy).status is Status.PASS


@BOTH
def test_not_checked_where_the_shared_folder_is_not_declared(check: Check) -> None:
    verdict = judge(check, COPY, listed=False)
    assert verdict.status is Status.NOT_CHECKED
    assert SHARED in verdict.settle


@BOTH
def test_fail_where_the_shared_folder_is_empty(check: Check) -> None:
    assert judge(check, COPY, live=make.folder(SHARED)).status is Status.FAIL


def test_fail_when_the_copy_is_on_the_machine_that_shares() -> None:
    beside = r"\\conf01\copies"
    copy = make.stored_file(rf"{beside}\applicationHost.config", beside, written=CHANGED)
    held = (make.share(beside, make.folder(beside), copy), make.share(SHARED, LIVE))
    group = make.group(locations=(place(beside), place(SHARED)))
    given = make.facts(SQL, HOST, *held, group=group)
    assert make.verdict(elsewhere, given).status is Status.FAIL
    assert make.verdict(saved, given).status is Status.PASS


def test_the_keys_are_kept_or_not() -> None:
    assert judge(keys, COPY, KEYS).status is Status.NOT_CHECKED
    assert judge(keys, COPY).status is Status.FAIL


@BOTH
def test_gap_of_a_listing_is_no_verdict(check: Check) -> None:
    group = make.group(locations=(place(VAULT), place(SHARED)))
    kept, shares = make.share(VAULT, make.folder(VAULT), COPY), make.share(SHARED, LIVE)
    for held in ((kept, make.gap(StoredFile, shares)), (make.gap(StoredFile, kept), shares)):
        with pytest.raises(MissingEvidence):
            make.verdict(check, make.facts(SQL, HOST, *held, group=group))
