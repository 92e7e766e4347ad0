"""The rows of the checklist as they are shown."""

from reports.rows import rows
from reports.words import Kind
from scanner.model.status import Status
from tests.reports import sample


def test_all_rows_are_there_in_the_order_of_the_checklist() -> None:
    assert [row.id for row in rows(sample.neglected())] == list(sample.TITLES)


def test_a_check_of_two_rows_shows_its_evidence_once() -> None:
    made = {row.id: row for row in rows(sample.neglected())}
    first, again = made["B07"].checks[0], made["B09"].checks[0]
    assert (first.text.id, first.told_in, len(first.tables)) == ("MS01", "", 1)
    assert (again.text.id, again.told_in, again.tables) == ("MS01", "B07", ())


def test_findings_stand_worst_first() -> None:
    (row,) = [row for row in rows(sample.neglected()) if row.id == "B04"]
    assert row.counts == ((Kind.FAIL, 3), (Kind.PASS, 5))
    assert [check.kind for check in row.checks] == [Kind.FAIL, Kind.FAIL, Kind.FAIL, Kind.PASS]


def test_a_row_that_only_an_improvement_fails_is_not_red() -> None:
    light = sample.finding("MS02", "SSO01", Status.FAIL, "It is old.", sample.BTS01)
    (row,) = [row for row in rows(sample.run([light])) if row.id == "B09"]
    assert row.kind is Kind.IMPROVE


def test_a_row_outside_the_scope_says_nothing_of_its_findings() -> None:
    made = {row.id: row for row in rows(sample.run(sample.neglected_findings(), asked=("B07",)))}
    assert (made["B09"].kind, made["B09"].checks) == (Kind.NOT_ASKED, ())
    assert made["B07"].kind is Kind.FAIL
