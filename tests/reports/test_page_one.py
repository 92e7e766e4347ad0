"""The answer, its three facts, and what to fix first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reports import view
from reports.view import View
from reports.words import Kind
from scanner.model.estate import Objectives
from scanner.model.evidence import Gap, GapReason
from scanner.model.run import Run, ScenarioPoint
from scanner.model.status import GroupVerdict, Status
from tests.reports import sample, sample_recovery


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


def test_the_guaranteed_point_is_held_against_its_objective() -> None:
    point, loss, missing = shown(sample.neglected()).facts
    assert point.value == "2026-11-11 04:45 UTC"
    assert point.notes == ("guaranteed, content not verified", "mark BTS_2026_11_11_04_45_00_12")
    assert (loss.value, loss.kind) == ("11 d 15 min", Kind.FAIL)
    assert loss.share == pytest.approx(528.5, abs=0.01)
    assert missing.value == "Fail: 3 rows"
    assert missing.notes == ("1 error · 17 not checked",)


def test_a_point_in_doubt_meets_no_objective() -> None:
    run = replace(sample.incomplete(), objectives=Objectives(rpo=timedelta(hours=1)))
    point, loss, _ = shown(run).facts
    assert point.notes[0] == "in doubt, content not verified"
    assert (loss.value, loss.kind) == ("15 min 12 s", Kind.NOT_CHECKED)


def test_what_could_not_be_read_is_not_known() -> None:
    unknown = sample_recovery.unknown()
    point, loss, _ = shown(replace(sample.neglected(), recovery=unknown)).facts
    assert (point.value, point.kind, point.notes) == ("Not known", Kind.ERROR, (unknown.missing,))
    assert (loss.value, loss.kind, loss.share) == ("Not known", Kind.ERROR, None)


def test_without_a_point_everything_is_lost() -> None:
    why = "a missing file of SSODB in set 7"
    point, loss, _ = shown(_after(sample_recovery.scenario("", limited_by=why))).facts
    assert (point.value, point.kind, point.notes) == ("None", Kind.FAIL, (why,))
    assert (loss.value, loss.kind) == ("Everything", Kind.FAIL)


def test_a_single_point_is_no_guarantee() -> None:
    alone = replace(sample_recovery.scenario("", sample.NOW), guaranteed=None, proved=None)
    point, loss, _ = shown(_after(alone)).facts
    assert (point.value, point.kind) == ("None guaranteed", Kind.FAIL)
    assert point.notes == ("newest, not guaranteed: 2026-11-22 05:00 UTC",)
    assert (loss.value, loss.kind) == ("Not limited", Kind.FAIL)


def test_a_point_without_a_settled_time_has_no_age() -> None:
    timeless = replace(
        sample_recovery.scenario("", sample.NOW), guaranteed=sample_recovery.point(None)
    )
    point, loss, _ = shown(_after(timeless)).facts
    assert point.value == "Time not settled"
    assert (loss.value, loss.kind) == ("Not known", Kind.ERROR)


def _after(worst: ScenarioPoint) -> Run:
    return replace(sample.neglected(), recovery=replace(sample_recovery.sound(), worst=worst))


def test_without_an_objective_no_loss_is_judged() -> None:
    run = sample.ready_in_part()
    _, loss, _ = shown(replace(run, objectives=replace(run.objectives, rpo=None))).facts
    assert (loss.kind, loss.notes) == (Kind.NOT_CHECKED, ("no objective declared",))


def test_an_objective_of_nothing_is_no_division() -> None:
    run = sample.ready_in_part()
    zero = replace(run.objectives, rpo=timedelta())
    _, loss, _ = shown(replace(run, objectives=zero)).facts
    assert (loss.share, loss.kind) == (None, Kind.FAIL)
    assert loss.notes == ("objective: at most 0 s",)


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
