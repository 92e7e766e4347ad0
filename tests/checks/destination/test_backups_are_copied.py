"""BD02."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from checks.destination.backups_are_copied import backups_are_copied as check
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact, Group, Location
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.checks.destination.shipping import SETS, source

VAULT, ARCHIVE = r"\\VAULT01\sql", r"\\ARCHIV01\sql"
DUE = [row for row in SETS if row.set_id in (1, 2)]  # older than the limit
SIZE = 4_096
TWIN = r"\\VAULT01\more"


def group(*sites: str) -> Group:
    """The job's own folder at the first site, the others after it."""
    paths = (make.BACKUPS, VAULT, ARCHIVE)
    places = (make.location(path, Artefact.SQL_BACKUPS) for path in paths)
    declared = (replace(one, site=site) for one, site in zip(places, sites, strict=False))
    return make.group(name="Produktion", locations=tuple(declared))


def beside(*places: Location) -> Group:
    return make.group(name="Produktion", locations=places)


def originals() -> make.Held:
    return make.share(make.BACKUPS, make.folder(make.BACKUPS), *make.backup_files(SETS))


def copied(rows: Iterable[BackupHistoryRow], size: int = SIZE) -> make.Held:
    files = (make.stored_file(rf"{VAULT}\{one.file_name}", VAULT, size=size) for one in rows)
    return make.share(VAULT, make.folder(VAULT), *files)


def copy(*held: make.Held, **limits: Any) -> Verdict:
    facts = make.facts(source(), *held, group=group("A", "B"))
    return make.verdicts(check, facts, **limits)[VAULT]


def enough(*sites: str, **limits: Any) -> Verdict:
    held = (originals(), copied(DUE), make.share(ARCHIVE, make.folder(ARCHIVE)))
    facts = make.facts(source(), *held, group=group(*sites))
    return make.verdicts(check, facts, **limits)["Produktion"]


def test_pass_when_a_copy_holds_the_chain() -> None:
    assert copy(originals(), copied(DUE)).status is Status.PASS


def test_pass_with_three_copies_at_two_sites() -> None:
    assert enough("Kufstein", "Kufstein", "Rosenheim").status is Status.PASS


def test_fail_when_a_file_was_not_copied() -> None:
    verdict = copy(originals(), copied(DUE[:1]))
    assert verdict.status is Status.FAIL
    assert DUE[1].file_name in verdict.message


def test_fail_when_there_is_no_chain_at_all() -> None:
    known = (make.instance(), make.backup_database(), *make.backup_steps())
    facts = make.facts(make.sql("SQL01", *known), copied(()), group=group("A", "B"))
    assert make.verdicts(check, facts)[VAULT].status is Status.FAIL


@pytest.mark.parametrize(("size", "status"), [(SIZE, Status.PASS), (SIZE - 1, Status.FAIL)])
def test_boundary_a_copy_is_as_long_as_its_original(size: int, status: Status) -> None:
    assert copy(originals(), copied(DUE, size)).status is status


@pytest.mark.parametrize(("size", "status"), [(1, Status.PASS), (0, Status.FAIL)])
def test_boundary_without_the_original_it_must_not_be_empty(size: int, status: Status) -> None:
    gone = make.share(make.BACKUPS, make.folder(make.BACKUPS))
    assert copy(gone, copied(DUE, size)).status is status


def test_boundary_of_the_age_of_a_copy() -> None:
    held = (originals(), copied(DUE))
    assert copy(*held, max_age=timedelta(hours=29)).status is Status.PASS
    assert copy(*held, max_age=timedelta(hours=30)).status is Status.NOT_CHECKED
    assert copy(*held, max_age=timedelta(hours=1)).status is Status.FAIL


@pytest.mark.parametrize("sites", [("A", "B"), ("A", "A", "A"), ("A", "", "")])
def test_boundary_too_few_places_or_sites_are_left_to_a_person(sites: tuple[str, ...]) -> None:
    assert enough(*sites).status is Status.NOT_CHECKED


def test_boundary_two_folders_of_one_machine_are_one_copy() -> None:
    places = [*group("A", "B").locations[:2], make.location(TWIN, Artefact.SQL_BACKUPS)]
    there = make.share(TWIN, make.folder(TWIN))
    facts = make.facts(source(), originals(), copied(DUE), there, group=beside(*places))
    assert make.verdicts(check, facts)["Produktion"].status is Status.NOT_CHECKED


def test_boundary_a_job_that_writes_to_its_own_drive_counts_as_its_machine() -> None:
    known = (make.instance(), make.backup_database(), make.log_step(r"E:\Sicherung"))
    held = (make.sql("SQL01", *known), copied(DUE), make.share(ARCHIVE, make.folder(ARCHIVE)))
    facts = make.facts(*held, group=beside(*group("", "A", "B").locations[1:]))
    assert make.verdicts(check, facts)["Produktion"].status is Status.PASS


def test_boundary_the_estate_may_ask_for_less() -> None:
    assert enough("A", "B", copies=2).status is Status.PASS


def test_gap_in_a_listing_is_no_verdict() -> None:
    for path, other in ((VAULT, originals()), (make.BACKUPS, copied(DUE))):
        with pytest.raises(MissingEvidence):
            copy(other, make.gap(StoredFile, make.share(path)))
