"""The whole recovery analysis of a group: what a restore could reach, and what it may cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from scanner.facts.agent_jobs import JobSchedule
from scanner.facts.backup_chain import Restore
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.instances import Instance
from scanner.model.check import Facts, MissingEvidence
from scanner.model.estate import Loss
from scanner.model.evidence import Target
from scanner.recovery.backup_job import backup_jobs
from scanner.recovery.backup_sets import DatabaseKey
from scanner.recovery.by_hand import HandPoint, newest_by_hand
from scanner.recovery.chain import Chains
from scanner.recovery.culprit import foreign_logs, made_by
from scanner.recovery.drill import Drill, newest_drill
from scanner.recovery.exposure import Exposure, worst_exposure
from scanner.recovery.flaws import Flaw, Why
from scanner.recovery.history import NEEDS as HISTORY_NEEDS
from scanner.recovery.history import History, SetStatus, gather
from scanner.recovery.objectives import Estimate, Promise, estimate, promise
from scanner.recovery.points import Outcome, outcome
from scanner.recovery.scenarios import Scenario, scenarios
from scanner.recovery.sound import Eyes
from scanner.recovery.tail import tail_flaws

NEEDS = (*HISTORY_NEEDS, JobSchedule)
WINDOW = timedelta(days=14)


@dataclass(frozen=True)
class SetSummary:
    """One id of the job's sets; `type` is empty for an id that left no row."""

    id: int
    type: str
    status: SetStatus
    time: datetime | None
    finished: datetime | None
    lacking: frozenset[DatabaseKey]
    rows: tuple[BackupHistoryRow, ...] = ()


@dataclass(frozen=True)
class Case:
    """One scenario with what a restore from the surviving copies could reach."""

    scenario: Scenario
    outcome: Outcome
    by_hand: HandPoint | None


@dataclass(frozen=True)
class Recovery:
    """`base` loses nothing; `breaks` are all of the kept history, oldest set first.

    `tail` is what keeps the next log set from going on; `foreign` every log backup outside the
    job that msdb recorded. `worst` is the worst of the cases that must be survived. `exposure`
    takes doubts for good, `proved_exposure` for breaks. Until `drill` is there, the content of
    the files is not verified.
    """

    now: datetime
    expected: frozenset[DatabaseKey]
    sets: tuple[SetSummary, ...]
    breaks: tuple[Flaw, ...]
    tail: tuple[Flaw, ...]
    foreign: tuple[Flaw, ...]
    base: Case
    cases: tuple[Case, ...]
    worst: Case
    exposure: Exposure | None
    proved_exposure: Exposure | None
    promise: Promise | None
    restore_time: Estimate | None
    drill: Drill | None


def analyse(facts: Facts) -> Recovery:
    """Raises MissingEvidence for a SQL Server that could not be read; a folder that could not be
    listed becomes a doubt of the points that need it. It takes its time: ask by `facts.once`."""
    history = gather(facts)
    base = case(history, Scenario(Loss.NOTHING))
    cases = tuple(case(history, one) for one in scenarios(facts, history))
    point = base.outcome.guaranteed or base.outcome.newest
    survive = facts.group.objectives.survive
    restores = _restores(facts)
    return Recovery(
        now=history.now,
        expected=history.expected,
        sets=tuple(_summaries(history)),
        breaks=tuple(_breaks(history)),
        tail=tail_flaws(history),
        foreign=_foreign(history),
        base=base,
        cases=cases,
        worst=worst([one for one in cases if one.scenario.loss in survive] or [base]),
        exposure=worst_exposure(history, WINDOW),
        proved_exposure=worst_exposure(history, WINDOW, strict=True),
        promise=_promise(facts, history),
        restore_time=estimate(history, point, restores) if point else None,
        drill=newest_drill(restores, history.expected),
    )


def case(history: History, scenario: Scenario) -> Case:
    survives = scenario.survives
    return Case(scenario, outcome(history, survives), newest_by_hand(history, survives))


def worst(cases: list[Case]) -> Case:
    """The one whose guaranteed point is oldest, or that has none."""
    return min(cases, key=_rank)


def _rank(one: Case) -> tuple[int, int]:
    safe, newest = one.outcome.guaranteed, one.outcome.newest
    return (safe.log_id if safe else -1, newest.log_id if newest else -1)


def _summaries(history: History) -> Iterator[SetSummary]:
    kept = {
        one.id: SetSummary(
            one.id,
            one.set.type,
            one.status,
            one.time,
            one.finished,
            history.expected - one.members.keys(),
            one.set.rows,
        )
        for one in history.sets
    }
    for number in sorted({*kept, *history.holes}):
        hole = SetSummary(number, "", SetStatus.MISSING, None, None, history.expected)
        yield kept.get(number, hole)


def _breaks(history: History) -> Iterator[Flaw]:
    chains = Chains(history, Eyes())
    for at in range(len(chains.logs)):
        yield from (one for one in (*chains.blocks[at], *chains.joins[at]) if not one.is_doubt)


def _foreign(history: History) -> tuple[Flaw, ...]:
    """Since the first set that the job's history still holds."""
    first = min((one.finished for one in history.sets), default=history.now)
    return tuple(
        made_by(Why.FOREIGN_LOG, log, one, 0)
        for log in history.recorded.values()
        for one in foreign_logs(log)
        if one.finished >= first
    )


def _promise(facts: Facts, history: History) -> Promise | None:
    on = facts.management
    jobs = {one.job.job_id for one in backup_jobs(facts, on) if one.job.enabled}
    schedules = [one for one in facts.rows(JobSchedule, on) if one.job_id in jobs]
    local = history.now + facts.one(Instance, on).offset
    return promise(schedules, history, local.date())


def _restores(facts: Facts) -> list[Restore]:
    """On every instance that could be read: drills leave their traces anywhere."""
    return [one for target in facts.targets(Restore) for one in _readable(facts, target)]


def _readable(facts: Facts, target: Target) -> tuple[Restore, ...]:
    """An estimate may rest on less; the basis says on what."""
    try:
        return facts.rows(Restore, target)
    except MissingEvidence:
        return ()
