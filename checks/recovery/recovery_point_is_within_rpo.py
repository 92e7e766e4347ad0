"""After a loss that must be survived, all databases come back to a guaranteed mark within the RPO.

Why it matters
--------------
This is the question of the day on which it happens: how much work is lost. A set that only the lost
machine held does not count, nor one with a broken file, nor the newest mark: Microsoft's texts
disagree whether the last mark of a chain may be used, so the one before it is what is guaranteed.

What is read
------------
The same as for the log chain: the job's history, msdb of each instance, the files where they lie
and where copies are declared. Subjects are the losses that the estate names under
`objectives: survive` (by default the machines of SQL Server). The limit is the objective `rpo`;
where none is declared, the limit of this check.

How to fix
----------
The finding says what ends the chain. Mend that, then run sp_ForceFullBackup in the management
database and start the backup job. If only copies are missing, have the backups written or copied to
a machine, or a site, that survives the loss, and declare the place under `locations`.

Reference: Log Shipping, https://learn.microsoft.com/en-us/biztalk/core/log-shipping
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from checks.recovery.analysed import NEEDS, recovery, rows_of, rpo, told, undecided
from checks.wording import when
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.estate import Loss
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.analysis import Case, Recovery
from scanner.recovery.phrases import loss_said
from scanner.recovery.points import Point
from scanner.recovery.scenarios import sites

LOST = {Loss.SQL_MACHINES: "SQL Server machines lost", Loss.DESTINATION: "backup destination lost"}


@dataclass(frozen=True)
class Limits:
    """Two runs of a job that runs every quarter of an hour, and a long full set between them."""

    max_loss_without_rpo: timedelta = timedelta(hours=2)


def losses(facts: Facts) -> Iterator[Subject[tuple[Loss, str]]]:
    """Each declared loss; every site by itself."""
    for loss in facts.group.objectives.survive:
        if loss is Loss.SITE:
            for site in sites(facts.group):
                yield Subject(f"site {site} lost", (loss, site), facts.management)
        else:
            yield Subject(LOST[loss], (loss, ""), facts.management)


@check(
    id="RC02",
    title="The guaranteed recovery point is within the RPO",
    rows=("B04", "R01"),
    severity=Severity.CRITICAL,
    needs=NEEDS,
    subjects=losses,
    limits=Limits,
)
def recovery_point_is_within_rpo(
    subject: Subject[tuple[Loss, str]], facts: Facts, limits: Limits
) -> Verdict:
    found, limit = recovery(facts), rpo(facts, limits.max_loss_without_rpo)
    case = _case(found, subject)
    best, proved = case.outcome.guaranteed, case.outcome.proved
    if best is None or _is_older(best, limit, facts):
        return _too_old(case, found, facts, limit)
    if proved and proved.time and not _is_older(proved, limit, facts):
        sentence = _reached(case, found, proved, facts)
        return passes(f"{sentence}; limit {say(limit)}.", *rows_of(found, proved.log_id))
    if best.time is None:
        return _untimed(case, found, best, facts)
    sentence = f"{_reached(case, found, best, facts)}, if all of it is sound; limit {say(limit)}."
    return undecided(sentence, best.doubts, facts)


def _case(found: Recovery, subject: Subject[tuple[Loss, str]]) -> Case:
    wanted = subject.about
    return next(one for one in found.cases if (one.scenario.loss, one.scenario.site) == wanted)


def _is_older(point: Point, limit: timedelta, facts: Facts) -> bool:
    return point.time is not None and facts.age(point.time, facts.management) > limit


def _reached(case: Case, found: Recovery, point: Point, facts: Facts) -> str:
    """'If the SQL Server machine SQL01 were lost, all 6 databases could be restored …'."""
    moment = "a moment that is not settled"
    if point.time:
        age = facts.age(point.time, facts.management)
        moment = f"{when(point.time)}, {say(age)} ago"
    return (
        f"{_lost(case)}, all {len(found.expected)} databases could be restored together to "
        f"{moment} (mark {point.mark})"
    )


def _lost(case: Case) -> str:
    many = len(case.scenario.hosts) > 1
    return f"If {loss_said(case.scenario)} {'were' if many else 'was'} lost"


def _too_old(case: Case, found: Recovery, facts: Facts, limit: timedelta) -> Verdict:
    best, why = case.outcome.guaranteed, told(case.outcome.limited_by, facts)
    reason = f", because of {why}" if why else ""
    fix = (
        "Mend what ends the chain, then force a full backup (sp_ForceFullBackup) and start the "
        "backup job; keep a copy of every set where this loss does not reach it."
    )
    if best is None:
        sentence = f"{_lost(case)}, no mark that all databases share would be guaranteed{reason}."
        return fails(sentence, fix=fix)
    sentence = f"{_reached(case, found, best, facts)}; limit {say(limit)}{reason}."
    return fails(sentence, *rows_of(found, best.log_id), fix=fix)


def _untimed(case: Case, found: Recovery, best: Point, facts: Facts) -> Verdict:
    return not_checked(
        f"{_reached(case, found, best, facts)}: whether its stamp is UTC or local time is open.",
        *rows_of(found, best.log_id),
        settle="Give both backup steps the same @UseLocalTime, and scan again after the next sets.",
    )
