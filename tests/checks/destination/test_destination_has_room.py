"""LS14."""

from dataclasses import replace

import pytest

from checks.destination.destination_has_room import destination_has_room as check
from scanner.facts.instances import Database, DatabaseFile
from scanner.facts.storage import VolumeSpace
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.checks.destination.shipping import GROUP
from tests.surroundings import data_file

GB = 10**9
DATA = data_file(size=100 * GB)
LOG = data_file(r"E:\Log\BizTalkMgmtDb.ldf", size=40 * GB, is_log=True)
DISK = VolumeSpace("E:\\", 50 * GB, 500 * GB)
MOUNTED = VolumeSpace("E:\\Log\\", 50 * GB, 500 * GB)


def source(*files: DatabaseFile) -> make.Held:
    return make.sql("SQL01", make.backup_database(), make.database(), *files)


def judge(files: tuple[DatabaseFile, ...], *there: object, **limits: object) -> Verdict:
    given = make.facts(source(*files), make.sql("SQLDR01", *there), group=GROUP)
    return make.verdict(check, given, **limits)


def test_pass_where_the_files_are_as_large_already() -> None:
    verdict = judge((DATA, LOG), DATA, LOG, replace(DISK, free=0))
    assert verdict.status is Status.PASS
    assert "in its full size already" in verdict.message


def test_pass_where_a_new_database_fits() -> None:
    verdict = judge((DATA,), replace(DISK, free=200 * GB))
    assert verdict.status is Status.PASS
    assert r"E:\ needs 110 GB and has 200 GB free" in verdict.message


def test_fail_where_a_new_database_does_not_fit() -> None:
    verdict = judge((DATA,), DISK)
    assert verdict.status is Status.FAIL
    assert r"E:\ needs 110 GB and has 50 GB free" in verdict.message
    assert verdict.fix
    assert verdict.cites == (DISK, DATA)


def test_fail_where_a_file_grew_by_more_than_is_free() -> None:
    assert judge((DATA,), replace(DATA, size=40 * GB), DISK).status is Status.FAIL
    assert judge((DATA,), replace(DATA, size=60 * GB), DISK).status is Status.PASS


def test_fail_where_the_files_fit_one_by_one_but_not_together() -> None:
    files = (replace(DATA, size=30 * GB), replace(LOG, size=30 * GB))
    assert judge(files, DISK).status is Status.FAIL
    assert judge(files, DISK, MOUNTED).status is Status.PASS


def test_boundary_exactly_as_much_as_is_needed() -> None:
    assert judge((DATA,), replace(DISK, free=110 * GB)).status is Status.PASS
    assert judge((DATA,), replace(DISK, free=110 * GB - 1)).status is Status.FAIL
    assert judge((DATA,), replace(DISK, free=100 * GB), times=1.0).status is Status.PASS


def test_boundary_of_a_volume_that_is_not_told_a_person_must_look() -> None:
    verdict = judge((data_file(r"F:\data\more.ndf", size=GB),), DISK)
    assert verdict.status is Status.NOT_CHECKED
    assert r"F:\data" in verdict.settle


def test_boundary_a_volume_that_is_full_says_more_than_one_that_is_not_told() -> None:
    more = data_file(r"F:\data\more.ndf", size=GB)
    assert judge((DATA, more), DISK).status is Status.FAIL


def test_boundary_case_does_not_matter() -> None:
    shouted = data_file(DATA.path.upper(), size=DATA.size)
    assert judge((shouted,), replace(DATA, database="BIZTALKMGMTDB"), DISK).status is Status.PASS


@pytest.mark.parametrize("path", ["garbled", "more.ndf", r"data\more.ndf"])
def test_gap_where_a_path_is_none_of_windows(path: str) -> None:
    with pytest.raises(MissingEvidence):
        judge((data_file(path, size=GB),), DISK)


@pytest.mark.parametrize("kind", [DatabaseFile, VolumeSpace])
def test_gap_at_the_destination_is_no_verdict(kind: type) -> None:
    held = (source(DATA), make.gap(kind, make.sql("SQLDR01")), make.sql("SQLDR01", DATA, DISK))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(*held, group=GROUP))


@pytest.mark.parametrize("kind", [Database, DatabaseFile])
def test_gap_at_the_source_is_no_verdict(kind: type) -> None:
    held = (make.gap(kind, make.sql("SQL01")), source(DATA), make.sql("SQLDR01", DISK))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(*held, group=GROUP))
