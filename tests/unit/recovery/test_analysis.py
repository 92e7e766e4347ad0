"""The whole analysis: statuses, culprits by name, scenarios, and what could not be read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scanner.facts.agent_jobs import JobActivity
from scanner.facts.backup_chain import ChainBackup, LogMark
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.model.check import MissingEvidence
from scanner.model.estate import Loss, Objectives
from scanner.model.evidence import Gap, GapReason
from scanner.recovery.analysis import NEEDS, Recovery, analyse
from scanner.recovery.flaws import Flaw, Why
from scanner.recovery.history import SetStatus
from tests import make
from tests.recovery_oracle.evidence import TOOL, facts_of
from tests.recovery_oracle.scripts import Event, played
from tests.recovery_oracle.world import ARCHIVE, Layout, World

LAYOUT = Layout(("SQL01", "SQL02"))
DB1 = ("sql02", "db1")
LOG: Event = ("log", 9, 0)


def story(*events: Event) -> World:
    """After a full set 1 and log set 2."""
    return played(LAYOUT, events)


def analysed(facts: make.HandFacts) -> Recovery:
    return analyse(replace(facts, needs=frozenset(NEEDS)))


def recovery(*events: Event) -> Recovery:
    return analysed(facts_of(story(*events)))


def without(facts: make.HandFacts, kind: type) -> make.HandFacts:
    """The same, but nobody knows any fact of that kind."""
    held = [
        replace(one, facts=tuple(fact for fact in one.facts if not isinstance(fact, kind)))
        for one in facts.held
    ]
    return replace(facts, held=tuple(held))


def statuses(found: Recovery) -> list[SetStatus]:
    return [one.status for one in found.sets]


def test_unbroken_chain_is_proved() -> None:
    found = recovery(LOG, LOG)
    newest, safe = found.base.outcome.newest, found.base.outcome.guaranteed
    assert newest
    assert safe
    assert (newest.full_id, newest.log_id, newest.log_count) == (1, 4, 3)
    assert (safe.log_id, safe.is_proved) == (3, True)
    assert found.base.outcome.proved == safe
    assert [one.log_id for one in found.base.outcome.older] == [3, 2]
    assert (found.breaks, found.tail, found.foreign) == ((), (), ())
    assert found.base.outcome.limiting_databases == ()
    assert found.base.by_hand
    assert found.base.by_hand.mark == newest.mark


def test_one_log_set_is_the_newest_but_not_guaranteed() -> None:
    found = recovery()
    assert found.base.outcome.newest
    assert found.base.outcome.guaranteed is None


def test_statuses_of_sets() -> None:
    found = recovery(LOG, ("partial log", 1, 0), ("partial log", 0, 0), LOG)
    complete, partial, missing = SetStatus.COMPLETE, SetStatus.PARTIAL, SetStatus.MISSING
    assert statuses(found) == [complete, complete, complete, partial, missing, complete]
    assert found.sets[3].lacking == {DB1}
    assert found.sets[4].type == ""


def test_set_that_the_job_still_writes_is_no_break() -> None:
    facts = facts_of(story(LOG, ("partial log", 1, 0)))
    running = make.sql("SQL01", make.running())
    found = analysed(replace(facts, held=(*facts.held, running)))
    assert statuses(found)[-1] is SetStatus.RUNNING
    assert (found.breaks, found.tail) == ((), ())
    assert found.base.outcome.newest
    assert found.base.outcome.newest.log_id == 3


def test_foreign_log_backup_is_named() -> None:
    found = recovery(LOG, ("foreign", 1, 4), LOG)  # of database 1, not copy-only, to NUL
    (cut,) = found.breaks
    assert (cut.why, cut.set_id, cut.database) == (Why.FOREIGN_LOG, 4, DB1)
    assert (cut.by, cut.program, cut.device) == ("CORP\\somebody", TOOL, "NUL")
    assert [one.device for one in found.foreign] == ["NUL"]
    assert found.base.outcome.limited_by == (cut,)
    assert found.base.outcome.limiting_databases == (DB1,)
    assert found.base.by_hand
    assert found.base.by_hand.mark.endswith("003")


def test_foreign_log_backup_on_disk_still_serves_by_hand() -> None:
    found = recovery(LOG, ("foreign", 1, 0), LOG)
    assert found.base.outcome.newest
    assert found.base.outcome.newest.log_id == 3
    assert found.base.by_hand
    assert found.base.by_hand.mark.endswith("004")


@pytest.mark.parametrize("kind", [1, 2, 3, 5, 6, 7])  # copy-only logs, and full ones of any kind
def test_other_backups_break_nothing(kind: int) -> None:
    found = recovery(LOG, ("foreign", 1, kind), LOG)
    assert (found.breaks, found.tail, found.foreign) == ((), (), ())
    assert found.base.outcome.newest
    assert found.base.outcome.newest.log_id == 4


def test_foreign_log_backup_after_the_newest_set_is_the_tail() -> None:
    found = recovery(LOG, ("foreign", 1, 4))
    assert found.breaks == ()
    assert [(one.why, one.database) for one in found.tail] == [(Why.FOREIGN_LOG, DB1)]


def test_records_that_a_restore_brought_along_are_not_foreign() -> None:
    facts = facts_of(story(LOG, ("foreign", 1, 4)))
    assert analysed(_made_on("TEST01", facts)).foreign == ()


def _made_on(server: str, facts: make.HandFacts) -> make.HandFacts:
    def moved(fact: object) -> object:
        is_own = isinstance(fact, ChainBackup) and fact.device == "NUL"
        return replace(fact, server=server) if is_own else fact  # type: ignore[type-var] # ChainBackup

    held = [replace(one, facts=tuple(map(moved, one.facts))) for one in facts.held]
    return replace(facts, held=tuple(held))


def test_recovery_model_that_was_changed() -> None:
    found = recovery(LOG, ("model", 1, 0), ("full", 9, 0))
    assert [(one.why, one.database) for one in found.breaks] == [(Why.MODEL_CHANGED, DB1)]
    assert found.base.outcome.newest
    assert found.base.outcome.newest.log_id == 5
    assert found.base.outcome.guaranteed
    assert found.base.outcome.guaranteed.log_id == 2


def test_recovery_model_changed_now_is_the_tail() -> None:
    found = recovery(LOG, ("model", 1, 0))
    assert [one.why for one in found.tail] == [Why.MODEL_CHANGED]


def test_chain_that_somebody_elses_full_backup_began_anew_is_the_tail() -> None:
    found = recovery(LOG, ("model", 1, 0), ("foreign", 1, 9))  # a full one, not copy-only
    assert [(one.why, one.database) for one in found.tail] == [(Why.MODEL_CHANGED, DB1)]


def test_restore_is_a_break_and_named() -> None:
    found = recovery(LOG, ("restored", 1, 0), LOG)
    (cut,) = found.breaks
    assert (cut.why, cut.database, cut.by) == (Why.RESTORED, DB1, "CORP\\dba")
    assert [one.why for one in recovery(LOG, ("restored", 1, 0)).tail] == [Why.RESTORED]


def test_recreated_database_is_a_break() -> None:
    found = recovery(LOG, ("recreated", 1, 0), ("full", 9, 0))
    assert Why.RECREATED in [one.why for one in found.breaks]


def test_database_that_msdb_never_recorded() -> None:
    found = recovery(LOG, ("swallowed", 1, 1), LOG)
    whys = {one.why for one in found.breaks if one.database == DB1}
    assert whys == {Why.NOT_RECORDED, Why.FILE_MISSING}


def test_purged_history_is_a_doubt_and_no_break() -> None:
    found = analysed(without(facts_of(story(LOG, LOG)), ChainBackup))
    safe = found.base.outcome.guaranteed
    assert found.breaks == ()
    assert safe
    assert {one.why for one in safe.doubts} == {Why.PURGED}
    assert found.base.outcome.proved is None


def test_mark_that_msdb_does_not_know_is_a_doubt() -> None:
    found = analysed(without(facts_of(story(LOG, LOG)), LogMark))
    newest = found.base.outcome.newest
    assert newest
    assert {one.why for one in newest.doubts} == {Why.NO_MARK}


def test_mark_before_the_end_of_a_full_backup_cannot_be_stopped_at() -> None:
    world = story(LOG, LOG)
    full, log = world.databases[1].backups[:2]
    assert log.first < full.last
    _, time = world.databases[1].marks[world.sets[1].mark]
    world.databases[1].marks[world.sets[1].mark] = (log.first, time)
    found = analysed(facts_of(world))
    assert [one.log_id for one in found.base.outcome.older] == [3]


def test_folder_that_could_not_be_listed_is_a_doubt_with_its_gap() -> None:
    facts = facts_of(story(LOG))
    folder = make.share(LAYOUT.folder)
    held = [one for one in facts.held if one.target != folder.target]
    unread = make.gap(StoredFile, folder, GapReason.TIMED_OUT)
    found = analysed(replace(facts, held=(*held, unread)))
    newest = found.base.outcome.newest
    assert newest
    assert {one.why for one in newest.doubts} == {Why.UNREAD}
    with pytest.raises(MissingEvidence, match="timed_out"):
        newest.doubts[0].require()


def test_server_that_could_not_be_read_is_missing_evidence() -> None:
    facts = facts_of(story(LOG))
    held = [one for one in facts.held if one.target.name != "SQL02"]
    unread = make.gap(ChainBackup, make.sql("SQL02"))
    with pytest.raises(MissingEvidence, match="denied"):
        analysed(replace(facts, held=(*held, unread)))


def test_scenarios_count_only_what_survives() -> None:
    found = recovery(LOG, ("copied", 0, 0), LOG)
    newest = {
        (one.scenario.loss, one.scenario.site): one.outcome.newest and one.outcome.newest.log_id
        for one in found.cases
    }
    assert newest == {
        (Loss.SQL_MACHINES, ""): 4,
        (Loss.DESTINATION, ""): 3,
        (Loss.SITE, "here"): 3,
        (Loss.SITE, "elsewhere"): 4,
    }
    lost = next(one for one in found.cases if one.scenario.loss is Loss.DESTINATION)
    assert {one.why for one in lost.outcome.limited_by} == {Why.FILE_LOST}
    assert found.worst.scenario.loss is Loss.SQL_MACHINES


def test_backups_on_the_sql_machine_are_lost_with_it() -> None:
    world = played(replace(LAYOUT, destination="SQL01"), [LOG])
    found = analysed(facts_of(world))
    assert found.base.outcome.newest
    assert found.worst.outcome.newest is None


def test_worst_of_several_declared_losses() -> None:
    facts = facts_of(story(LOG, ("copied", 0, 0), LOG))
    both = Objectives(survive=(Loss.SQL_MACHINES, Loss.DESTINATION))
    found = analysed(replace(facts, group=replace(facts.group, objectives=both)))
    assert found.worst.scenario.loss is Loss.DESTINATION


def test_copy_in_another_site_must_be_whole() -> None:
    world = story(LOG, ("copied", 0, 0))
    for path in [one for one in world.files if one.startswith(ARCHIVE)]:
        world.files[path] = 999
    found = analysed(facts_of(world))
    assert next(
        one for one in found.cases if one.scenario.loss is Loss.DESTINATION
    ).outcome.newest is None  # fmt: skip


def test_exposure_names_what_kept_newer_sets_from_counting() -> None:
    found = recovery(LOG, LOG, ("foreign", 1, 4), LOG, LOG, LOG, ("full", 9, 0), LOG)
    assert found.exposure
    assert {one.why for one in found.exposure.because} == {Why.FOREIGN_LOG}
    assert found.exposure.loss > timedelta(minutes=50)


def test_promise_of_the_schedule() -> None:
    found = recovery(LOG)
    assert found.promise
    assert found.promise.interval == timedelta(minutes=15)
    assert timedelta(minutes=15) < found.promise.newest < timedelta(minutes=16)
    assert found.promise.guaranteed - found.promise.newest == timedelta(minutes=15)


def test_history_without_any_set() -> None:
    facts = without(facts_of(World(LAYOUT)), BackupHistoryRow)
    found = analysed(facts)
    assert found.base.outcome.newest is None
    assert found.exposure is None
    assert found.restore_time is None


def test_flaw_without_a_gap_requires_nothing() -> None:
    Flaw(Why.PURGED, 1).require()
    with pytest.raises(MissingEvidence):
        Flaw(Why.UNREAD, 1, gap=Gap(GapReason.DENIED, "no"), reading="share").require()


def test_activity_of_another_job_is_not_the_backup_job() -> None:
    facts = facts_of(story(LOG, ("partial log", 1, 0)))
    other = make.sql("SQL01", JobActivity("another", make.ago(minutes=1), None))
    found = analysed(replace(facts, held=(*facts.held, other)))
    assert statuses(found)[-1] is SetStatus.PARTIAL
