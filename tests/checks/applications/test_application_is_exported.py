"""AP01."""

from typing import Any

import pytest

from checks.applications.application_is_exported import application_is_exported as check
from checks.applications.exports import owner
from scanner.facts.applications import ApplicationPart
from scanner.facts.backup_files import StoredFile
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql

PATH = r"\\VAULT01\apps"
GROUP = make.group(locations=(make.location(PATH, Artefact.APPLICATIONS),))
PART = make.application_part()


def file(name: str, **changes: Any) -> StoredFile:
    return make.stored_file(rf"{PATH}\{name}", PATH, **{"size": 2_000_000, **changes})


PACKAGE, BINDINGS = file("Orders_20261101.msi"), file("Orders.xml", size=900)


def judge(*files: StoredFile, parts: tuple[ApplicationPart, ...] = (PART,)) -> Verdict:
    return make.verdict(check, given(*files, parts=parts))


def given(*files: StoredFile, parts: tuple[ApplicationPart, ...]) -> make.HandFacts:
    sql = make.sql("SQL01", make_sql.biztalk_server("BTS01"), *parts)
    return make.facts(sql, make.share(PATH, make.folder(PATH), *files), group=GROUP)


def test_pass_with_package_and_bindings() -> None:
    verdict = judge(PACKAGE, BINDINGS)
    assert verdict.status is Status.PASS
    assert verdict.cites == (PACKAGE, BINDINGS)


def test_fail_names_what_is_missing() -> None:
    verdict = judge(file("Other.msi"))
    assert verdict.status is Status.FAIL
    assert "no package (.msi) and no bindings file (.xml) of Orders" in verdict.message
    assert "no bindings file" in judge(PACKAGE).message
    assert "no package" in judge(BINDINGS).message


def test_fail_for_an_empty_bindings_file() -> None:
    assert judge(PACKAGE, file("Orders.xml", size=0)).status is Status.FAIL


def test_boundary_of_the_package_size() -> None:
    assert judge(file("Orders.msi", size=16_384), BINDINGS).status is Status.PASS
    verdict = judge(file("Orders.msi", size=16_383), BINDINGS)
    assert verdict.status is Status.FAIL
    assert "of 16384 bytes or more" in verdict.message


def test_fail_when_the_only_place_is_a_biztalk_server() -> None:
    own = make.group(locations=(make.location(r"\\BTS01\apps", Artefact.APPLICATIONS),))
    sql = make.sql("SQL01", make_sql.biztalk_server("BTS01"), PART)
    verdict = make.verdict(check, make.facts(sql, group=own))
    assert verdict.status is Status.FAIL
    assert "no place outside the BizTalk servers" in verdict.message


def test_every_application_that_holds_something_is_a_subject() -> None:
    parts = (
        PART,
        make.application_part("BizTalk Application 1", name="Left over"),
        make.application_part("Empty", kind="", name="", modified=None),
        make.application_part("BizTalk.System", is_system=True),
    )
    found = make.verdicts(check, given(PACKAGE, BINDINGS, parts=parts))
    assert {name: one.status for name, one in found.items()} == {
        "BizTalk Application 1": Status.FAIL,
        "Orders": Status.PASS,
    }


def test_not_applicable_when_only_biztalks_own_holds_something() -> None:
    system = make.application_part("BizTalk.System", is_system=True)
    verdict = judge(parts=(system,))
    assert (verdict.status, verdict.cites) == (Status.NOT_APPLICABLE, (system,))


def test_gap_in_listing_or_database_is_no_verdict() -> None:
    sql = make.sql("SQL01", make_sql.biztalk_server("BTS01"), PART)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, group=GROUP))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(make.gap(ApplicationPart, make.sql("SQL01")), group=GROUP))


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("Orders", "Orders"),
        ("orders_2026-11-01", "Orders"),
        ("Orders Archive 1.2", "Orders Archive"),
        ("Orders.Archive", "Orders Archive"),
        ("OrdersArchive", None),
        ("Setup Orders", None),
    ],
)
def test_files_are_told_by_the_words_in_front(stem: str, expected: str | None) -> None:
    assert owner(stem, ["Orders", "Orders Archive"]) == expected
