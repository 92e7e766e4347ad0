"""How reports say what people decided."""

import json
import re
from typing import Any

import pytest

from reports import console, formats, view
from reports import json as report
from reports.view import View
from reports.words import Kind
from scanner import store
from scanner.model.run import Run
from scanner.model.status import GroupVerdict
from tests.reports import sample, sample_decisions
from tests.reports.conftest import Golden
from tests.reports.sample_decisions import attestation


def shown(run: Run) -> View:
    return view.of(run, sample.RUN_SHA256)


def test_golden(golden: Golden) -> None:
    golden("decided.txt", console.render(shown(sample_decisions.mixed())))


def test_page_one_counts_on_whose_word_rows_stand() -> None:
    found = shown(sample_decisions.with_exceptions())
    assert found.decided.bases == ("3 proved by machine · 16 attested · 2 waived · 0 open")
    assert dict(found.counts) == {Kind.FAIL: 2, Kind.ATTESTED: 16, Kind.PASS: 3}
    assert shown(sample.ready_in_part()).decided.bases == (
        "5 proved by machine · 0 attested · 0 waived · 0 open"
    )


def test_an_imported_statement_is_said_to_be_one() -> None:
    found = shown(sample_decisions.imported())
    assert " · 2 attested (2 imported) · " in found.decided.bases
    (one,) = found.decided.decisions
    assert (one.kind, one.people) == ("imported statement", "dbatools Test-DbaLastBackup, imported")
    assert one.origin == "unsigned, imported, of 2026-10-23 05:00 UTC"
    assert r"Document: \\VAULT01\drills\Test-DbaLastBackup.csv" in one.words
    (told,) = {
        text for row in found.rows for x in row.checks for y in x.findings for text in y.decided
    }
    assert told.startswith("Imported, counts until 2027-01-21 05:00 UTC by dbatools")
    for text in (told, one.origin):
        assert "person" not in text
    assert not [one for one in found.decided.waiting if "MS01" in one.about]
    for kind in ("html", "console"):
        said = formats.load(kind).render(found).decode()
        assert "imported" in said


def test_json_tells_what_was_imported() -> None:
    told = json.loads(report.render(shown(sample_decisions.imported())))
    (one,) = told["decisions"]["attestations"]
    assert (one["imported"], one["standing"], one["entered"]["account"]) == (True, "counts", "")
    (found,) = [x for x in told["findings"] if x["vouched"]]
    assert found["status"] == "not_checked"
    assert found["vouched"]["until"] == one["until"] == "2027-01-21T05:00:12Z"
    assert found["vouched"]["sha256"] == one["document"]["sha256"]


def test_an_imported_statement_survives_the_store() -> None:
    run = sample_decisions.imported()
    assert store.run_of(store.run_bytes(run), "f") == run


def test_the_verdict_is_always_said_without_waivers_too() -> None:
    run = sample_decisions.with_exceptions()
    assert run.verdict is GroupVerdict.READY_WITH_EXCEPTIONS
    found = shown(run)
    assert found.answer.label == "READY WITH EXCEPTIONS"
    assert found.decided.unwaived.startswith("Without waivers: NOT READY: rows B07, B09 would")
    assert shown(sample_decisions.mixed()).decided.unwaived.startswith("Without waivers")


def test_what_does_not_count_is_told() -> None:
    told = shown(sample_decisions.mixed()).decided.troubles
    assert len(told) == 5
    for text in (
        "has no zone",
        "Expired 2026-11-21",
        "was changed since",
        "never counts for what could not be read",
        "no finding 'BJ02/another job'",
    ):
        assert [one for one in told if text in one]


def test_who_has_to_say_what() -> None:
    waiting = {one.about: one for one in shown(sample_decisions.mixed()).decided.waiting}
    assert "B03" not in waiting
    assert waiting["R01"].before.startswith("Last stated by Maria Huber. Expired")
    assert waiting["R01"].command.startswith("btsready attest R01 --group PROD-EU --by NAME")
    assert (waiting["ROW"].rows[:8], waiting["ROW"].before) == ("B01, B02", "")


def test_a_finding_that_waits_says_what_would_settle_it() -> None:
    (one,) = [one for one in shown(sample.neglected()).decided.waiting if one.rows == "B10"]
    assert re.fullmatch(r"BP01-[0-9a-f]{6}", one.about)
    assert one.settle.startswith("Compare the backup")


def test_a_decision_stands_at_its_finding_or_row() -> None:
    rows = {row.id: row for row in shown(sample_decisions.mixed()).rows}
    assert rows["B03"].decided[0].startswith("Attested until 2027-01-21 05:00 UTC by Maria Huber")
    assert "unsigned" in rows["B03"].decided[0]
    (waived,) = [x for check in rows["B07"].checks for x in check.findings if x.decided]
    assert waived.kind is Kind.FAIL
    assert "Waived until" in waived.decided[0]
    assert "approved by Anna Aigner" in waived.decided[0]
    assert rows["B10"].kind is Kind.ATTESTED


@pytest.mark.parametrize("name", ["console", "json", "html"])
def test_every_finding_can_be_named(name: str) -> None:
    run = sample.neglected()
    text = formats.load(name).render(shown(run)).decode()
    for one in run.findings:
        assert one.short in text


@pytest.mark.parametrize("name", formats.FORMATS)
def test_a_run_with_decisions_reads_the_same_from_its_file(name: str) -> None:
    run = sample_decisions.mixed()
    stored = store.run_of(store.run_bytes(run), "run.zip")
    assert stored == run
    said = [formats.load(name).render(shown(one)) for one in (run, stored)]
    assert said[0] == said[1]


def test_json_documents_every_field() -> None:
    words = set(re.findall(r"\w+", report.__doc__ or ""))
    shape: dict[str, Any] = json.loads(report.render(shown(sample_decisions.mixed())))
    found = shape["decisions"]
    assert set(found) <= words
    for key in ("attestations", "waivers", "waiting", "files"):
        assert set(found[key][0]) <= words
    assert found["bases"] == {"machine": 0, "attested": 2, "waived": 2, "open": 17}
    assert found["unwaived"]["status"] == "NOT READY"
    states = {one["about"]: one["standing"] for one in found["attestations"]}
    assert states["R01"] == "expired"
    assert [row["basis"] for row in shape["rows"] if row["id"] == "B03"] == ["attested"]


@pytest.mark.parametrize("name", ["console", "html"])
def test_hostile_words_stay_words(name: str) -> None:
    text = formats.load(name).render(shown(sample_decisions.hostile())).decode()
    assert "<script>alert(1)" not in text or name == "console"
    assert "\x1b[31m" not in text
    assert "\u202e" not in text


def test_one_statement_of_many_answers_is_counted_in_the_rows_sentence() -> None:
    run = sample_decisions.stated(sample.neglected_findings(), attestation("BP01"))
    (row,) = [row for row in shown(run).rows if row.id == "B10"]
    assert row.sentence == "Every answer that applies is good. It is a person's statement."
