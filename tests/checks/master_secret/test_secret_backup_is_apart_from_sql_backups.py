"""MS07."""

import pytest

from checks.master_secret.secret_backup_is_apart_from_sql_backups import (
    secret_backup_is_apart_from_sql_backups as check,
)
from scanner.facts.backup_files import StoredFile
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from scanner.recovery.master_secret import LARGEST
from tests import make

VAULT = r"\\VAULT01\keys"
GROUP = make.group(locations=(make.location(VAULT, Artefact.SECRET_BACKUP),))
SECRET = make.stored_file(rf"{VAULT}\SSO478A.bak", VAULT)


def sql_backup(below: str = "", size: int = LARGEST + 1, suffix: str = "bak") -> StoredFile:
    return make.stored_file(rf"{VAULT}\{below}SSODB.{suffix}", VAULT, size=size)


def judge(*files: StoredFile) -> Verdict:
    share = make.share(VAULT, make.folder(VAULT), *files)
    return make.verdict(check, make.facts(share, group=GROUP))


def test_pass_when_it_lies_alone() -> None:
    assert judge(SECRET).status is Status.PASS


def test_pass_when_the_others_are_in_a_folder_of_their_own() -> None:
    assert judge(SECRET, sql_backup("SQL\\")).status is Status.PASS


@pytest.mark.parametrize("suffix", ["bak", "TRN", "dif"])
def test_fail_beside_a_backup_of_sql_server(suffix: str) -> None:
    other = sql_backup(suffix=suffix)
    verdict = judge(SECRET, other)
    assert verdict.status is Status.FAIL
    assert other in verdict.cites


def test_boundary_of_the_size() -> None:
    assert judge(SECRET, sql_backup(size=LARGEST)).status is Status.PASS


def test_pass_for_a_folder_that_is_not_there() -> None:
    share = make.share(VAULT, make.folder(VAULT, exists=False, is_directory=False))
    assert make.verdict(check, make.facts(share, group=GROUP)).status is Status.PASS


def test_no_place_declared_decides_nothing() -> None:
    assert make.verdicts(check, make.facts())[""].status is Status.NOT_CHECKED


def test_gap_of_the_listing_is_missing_evidence() -> None:
    share = make.share(VAULT)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(share, make.gap(StoredFile, share), group=GROUP))
