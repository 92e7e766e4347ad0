"""LS13."""

import pytest

from checks.destination.database_folders_are_at_the_destination import (
    database_folders_are_at_the_destination as check,
)
from scanner.facts.backup_files import StoredFile
from scanner.facts.instances import DatabaseFile
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.checks.destination.shipping import GROUP
from tests.surroundings import data_file

NEW = r"E:\Neu"
ADDED = data_file(rf"{NEW}\more.ndf")
MINE = data_file()


def judge(files: tuple[DatabaseFile, ...], *held: make.Held) -> Verdict:
    here = make.sql("SQL01", make.backup_database(), make.database(), *files)
    return make.verdict(check, make.facts(here, *held, group=GROUP))


def there(*files: DatabaseFile) -> make.Held:
    return make.sql("SQLDR01", make.instance(name="SQLDR01", machine="SQLDR01"), *files)


def folder(path: str, exists: bool) -> make.Held:
    return make.host("SQLDR01", make.folder(path, exists=exists))


def test_pass_when_files_lie_in_the_same_folders() -> None:
    assert judge((MINE,), there(MINE)).status is Status.PASS


def test_pass_when_the_machine_has_the_folder() -> None:
    assert judge((MINE, ADDED), there(MINE), folder(NEW, exists=True)).status is Status.PASS


def test_fail_when_the_machine_lacks_the_folder() -> None:
    verdict = judge((MINE, ADDED), there(MINE), folder(NEW, exists=False))
    assert verdict.status is Status.FAIL
    assert NEW in verdict.fix
    assert verdict.cites == (ADDED,)


def test_boundary_case_does_not_matter() -> None:
    shouted = data_file(MINE.path.upper())
    assert judge((shouted,), there(MINE)).status is Status.PASS


def test_boundary_files_of_other_databases_need_no_folder() -> None:
    other = data_file(r"X:\Lager.mdf", database="Lager")
    assert judge((MINE, other), there(MINE)).status is Status.PASS


def test_boundary_a_database_that_is_gone_from_the_source_is_another_fault() -> None:
    here = make.sql("SQL01", make.backup_database())
    assert make.verdict(check, make.facts(here, there(MINE), group=GROUP)).status is Status.PASS


def test_gap_where_nobody_looked_for_the_folder_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        judge((MINE, ADDED), there(MINE))
    with pytest.raises(MissingEvidence):
        judge((MINE, ADDED), there(MINE), make.gap(StoredFile, folder(NEW, exists=True)))


@pytest.mark.parametrize("server", ["SQL01", "SQLDR01"])
def test_gap_in_the_files_is_no_verdict(server: str) -> None:
    with pytest.raises(MissingEvidence):
        judge((MINE,), there(MINE), make.gap(DatabaseFile, make.sql(server)))


def test_gap_where_a_database_has_no_file_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        judge((), there(MINE))
