"""BC06."""

import pytest

from checks.job_configuration.backup_path_is_not_on_the_data_disk import (
    backup_path_is_not_on_the_data_disk as check,
)
from scanner.facts.instances import DatabaseFile
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, surroundings


def judge(path: str, *files: DatabaseFile) -> Verdict:
    steps = (make.full_step(path), make.log_step(path))
    return surroundings.with_job(check, *steps, *files)


def test_pass_on_another_disk() -> None:
    assert judge(r"D:\b", surroundings.data_file()).status is Status.PASS


def test_fail_on_the_disk_of_the_log() -> None:
    verdict = judge(r"e:\b", surroundings.data_file(is_log=True))
    assert verdict.status is Status.FAIL
    assert "BizTalkMgmtDb on SQL01" in verdict.message


def test_fail_when_there_is_no_job() -> None:
    assert surroundings.without_job(check).status is Status.FAIL


@pytest.mark.parametrize(
    ("path", "file", "status"),
    [
        (r"\\NAS01\sql\backup", r"\\nas01\SQL\data\a.mdf", Status.FAIL),
        (r"\\NAS01\backup", r"\\nas01\sql\a.mdf", Status.PASS),
        ("https://store/e", r"E:\a.mdf", Status.PASS),
    ],
)
def test_boundary_of_shares(path: str, file: str, status: Status) -> None:
    assert judge(path, surroundings.data_file(file)).status is status


def test_boundary_files_of_other_databases_do_not_count() -> None:
    assert judge(r"E:\b", surroundings.data_file(database="tempdb")).status is Status.PASS


def test_gap_in_the_files_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        surroundings.with_gap(check, DatabaseFile)
