"""LS11."""

from datetime import timedelta

import pytest

from checks.destination.backups_are_where_the_destination_looks import (
    backups_are_where_the_destination_looks as check,
)
from scanner.facts.backup_files import StoredFile
from scanner.facts.log_shipping import LogShippingDatabase
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_shipping
from tests.checks.destination.shipping import (
    GROUP,
    SETS,
    beside_an_empty_history,
    destination,
    judge,
    not_configured,
    source,
)

MOVED = r"\\VAULT01\moved"
FULLS = make_shipping.recovered(DBFileLocation=MOVED)
LOGS = make_shipping.recovered(LogFileLocation=MOVED)
WAITING = make.database(state=1)
NAMES = {row.set_id: row.file_name for row in SETS}


def placed(row: LogShippingDatabase, *sets: int, size: int = 1, **limits: object) -> Verdict:
    """With the files of these sets in the other folder."""
    files = [make.stored_file(rf"{MOVED}\{NAMES[one]}", MOVED, size=size) for one in sets]
    held = (source(), destination(row, WAITING), make.share(MOVED, make.folder(MOVED), *files))
    return make.verdict(check, make.facts(*held, group=GROUP), **limits)


@pytest.mark.parametrize("nothing", [None, "", " "])
def test_pass_when_it_reads_where_the_source_writes(nothing: str | None) -> None:
    row = make_shipping.recovered(DBFileLocation=nothing, LogFileLocation=nothing)
    assert judge(check, row, WAITING).status is Status.PASS


def test_pass_when_the_newest_files_are_in_the_other_folder() -> None:
    assert placed(FULLS, 3).status is Status.PASS
    assert placed(LOGS, 4).status is Status.PASS


@pytest.mark.parametrize(("row", "held"), [(FULLS, 1), (LOGS, 2), (LOGS, 3)])
def test_fail_when_the_newest_is_not(row: LogShippingDatabase, held: int) -> None:
    verdict = placed(row, held)
    assert verdict.status is Status.FAIL
    assert MOVED in verdict.message


def test_fail_when_it_is_empty() -> None:
    assert placed(FULLS, 3, size=0).status is Status.FAIL


def test_fail_when_the_folder_is_missing() -> None:
    missing = make.share(MOVED, make.folder(MOVED, exists=False))
    given = make.facts(source(), destination(LOGS, WAITING), missing, group=GROUP)
    verdict = make.verdict(check, given)
    assert verdict.status is Status.FAIL
    assert "is not there" in verdict.message


def test_fail_when_a_database_was_forgotten() -> None:
    for rows in ((), (make_shipping.recovered("SSODB"),)):
        verdict = judge(check, *rows, WAITING)
        assert verdict.status is Status.FAIL
        assert make.MANAGEMENT.name in verdict.message


def test_fail_when_it_has_no_database_of_the_job() -> None:
    assert judge(check, make_shipping.recovered()).status is Status.FAIL


def test_fail_when_nothing_was_configured_or_backed_up() -> None:
    assert not_configured(check, make_shipping.recovered()).status is Status.FAIL
    assert beside_an_empty_history(check, LOGS, WAITING).status is Status.FAIL


@pytest.mark.parametrize(
    ("minutes", "status"), [(59, Status.FAIL), (60, Status.FAIL), (61, Status.PASS)]
)
def test_boundary_of_the_time_to_copy(minutes: int, status: Status) -> None:
    assert placed(LOGS, 4, max_age=timedelta(minutes=minutes)).status is status


def test_boundary_unknown_columns_are_left_to_a_person() -> None:
    assert judge(check, LogShippingDatabase({"Name": "x"})).status is Status.NOT_CHECKED


@pytest.mark.parametrize("kind", [LogShippingDatabase, StoredFile])
def test_gap_is_no_verdict(kind: type) -> None:
    at = make.share(MOVED) if kind is StoredFile else make.sql("SQLDR01")
    held = (source(), destination(LOGS, WAITING), make.share(MOVED, make.folder(MOVED)))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(*held, make.gap(kind, at), group=GROUP))
