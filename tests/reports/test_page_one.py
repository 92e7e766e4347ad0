"""The answer, its three facts, and what to fix first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reports import view
from reports.view import View
from reports.words import Kind
from scanner.model.evidence import Gap, GapReason
from scanner.model.run import RecoveryPoint, Run
from scanner.model.status import GroupVerdict, Status
from tests.reports import sample


def shown(run: Run) -> View:
    return view.of(run, sample.RUN_SHA256)


@pytest.mark.parametrize(
    ("run", "kind", "word", "label"),
    [
        (sample.neglected(), Kind.FAIL, "No", "NOT READY"),
        (sample.incomplete(), Kind.ERROR, "Not known", "INCOMPLETE"),
        (sample.ready_in_part(), Kind.PASS, "Yes, for 5 of 21 rows", "READY for 5 of 21 rows"),
    ],
)
def test_the_answer_has_its_scope(run: Run, kind: Kind, word: str, label: str) -> None:
    answer = shown(run).answer
    assert (answer.kind, answer.word, answer.label) == (kind, word, label)


def test_exceptions_are_said() -> None:
    run = replace(sample.ready_in_part(), verdict=GroupVerdict.READY_WITH_EXCEPTIONS)
    answer = shown(run).answer
    assert answer.word == "Yes, with exceptions, for 5 of 21 rows"
    assert answer.label == "READY WITH EXCEPTIONS for 5 of 21 rows"


def test_many_rows_are_counted_not_listed() -> None:
    assert "18 rows not known" in shown(sample.neglected()).answer.sentence
    assert "Rows B04, B07, B09 would" in shown(sample.neglected()).answer.sentence


def test_the_recovery_point_is_not_proved_and_is_held_against_its_objective() -> None:
    point, loss, missing = shown(sample.neglected()).facts
    assert point.value == "2026-11-11 04:45 UTC"
    assert "newest complete log set, not proved" in point.notes
    assert (loss.value, loss.kind) == ("11 d 15 min", Kind.FAIL)
    assert loss.share == pytest.approx(528.5)
    assert missing.value == "Fail: 3 rows"
    assert missing.notes == ("1 error · 17 not checked",)


def test_no_recovery_point_is_no_time() -> None:
    none = RecoveryPoint(None, None, "", "Not known: no answer.")
    point, loss, _ = shown(replace(sample.neglected(), recovery=none)).facts
    assert (point.value, point.notes) == ("None known", ("Not known: no answer.",))
    assert (loss.value, loss.share) == ("Not known", None)


def test_without_an_objective_no_loss_is_judged() -> None:
    run = sample.ready_in_part()
    _, loss, _ = shown(replace(run, objectives=replace(run.objectives, rpo=None))).facts
    assert (loss.kind, loss.notes) == (Kind.NOT_CHECKED, ("no objective declared",))


def test_an_objective_of_nothing_is_no_division() -> None:
    run = sample.ready_in_part()
    zero = replace(run.objectives, rpo=timedelta())
    _, loss, _ = shown(replace(run, objectives=zero)).facts
    assert loss.share is None


def test_failures_come_before_errors_and_improvements_last() -> None:
    fixes = shown(sample.neglected()).fixes
    assert [fix.kind for fix in fixes] == [Kind.FAIL] * 4 + [Kind.ERROR, Kind.IMPROVE]
    assert fixes[0].message.startswith("Backup BizTalk Server (BizTalkMgmtDb): The job is disabled")
    assert fixes[-1].severity == ""


def test_subjects_with_the_same_remedy_are_one_entry() -> None:
    found = [
        sample.finding("BS03", name, Status.FAIL, "It is in no set.", sample.SQL01, fix="Add it.")
        for name in sample.DATABASES
    ]
    (fix,) = shown(sample.run(found)).fixes
    assert fix.message == "BizTalkMgmtDb: It is in no set."
    assert set(fix.also) == set(sample.DATABASES) - {"BizTalkMgmtDb"}


def test_what_is_in_the_way_is_told_once_with_what_waits_for_it() -> None:
    gap = Gap(GapReason.DENIED, "SELECT on sysjobs was refused")
    more = {"gap": gap, "readings": ("sql:SQL01/agent_jobs",)}
    found = [
        sample.finding(check, "job", Status.ERROR, "could not be read", sample.SQL01, **more)
        for check in ("BJ01", "BJ02")
    ]
    (fix,) = shown(sample.run(found)).fixes
    assert fix.todo.startswith("Grant the account the missing right")
    assert fix.also == ("The backup job exists once", "The backup job is enabled")


def test_a_fix_points_to_a_row_of_the_scope() -> None:
    failed = sample.finding("MS01", "SSO01", Status.FAIL, "No copy.", sample.BTS01)
    (fix,) = shown(sample.run([failed], asked=("B09",))).fixes
    assert (fix.row, fix.anchor) == ("B09", "row-B09")
