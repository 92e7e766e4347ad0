"""The recovery analysis in words: what a report tells of it, worked out once for all of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from scanner.model.check import Facts, MissingEvidence
from scanner.model.duration import say
from scanner.model.run import (
    ChainSet,
    Measure,
    Recovery,
    RecoveryPoint,
    ScenarioPoint,
    SetType,
)
from scanner.model.size import say as say_size
from scanner.recovery import analysis
from scanner.recovery.analysis import Case, SetSummary, analyse
from scanner.recovery.backup_sets import FULL, LOG
from scanner.recovery.by_hand import HandPoint
from scanner.recovery.flaws import Flaw, Why
from scanner.recovery.history import SetStatus
from scanner.recovery.phrases import Names, listed, loss_said, names_of, phrases
from scanner.recovery.points import Outcome, Point

UNTOLD = Measure(None, "")
TYPES = {FULL: SetType.FULL, LOG: SetType.LOG}
PEOPLE = "people's time comes on top"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def untold(why: str) -> Recovery:
    """Nothing can be said, and why."""
    return Recovery(0, None, (), (), (), UNTOLD, UNTOLD, UNTOLD, (), missing=why)


def said(known: Facts) -> Recovery:
    """A gap is told, never hidden: without the evidence there is no point, and it says why."""
    try:
        return Telling(known, known.once(analyse), names_of(known)).recovery()
    except MissingEvidence as missing:
        gap = missing.gap
        why = f"{missing.reading} could not be used ({gap.reason}): {gap.detail}"
        return untold(why)


@dataclass(frozen=True)
class Telling:
    """One analysis with what is needed to say it."""

    known: Facts
    found: analysis.Recovery
    names: Names

    def recovery(self) -> Recovery:
        found = self.found
        return Recovery(
            databases=len(found.expected),
            worst=self.scenario(found.worst),
            scenarios=tuple(self.scenario(one) for one in (found.base, *found.cases)),
            sets=tuple(self.sets()),
            tail=phrases(found.tail, self.names),
            exposure=self.exposure(),
            promise=self.promise(),
            restore_time=self.restore_time(),
            older=tuple(self.older(found.worst.outcome)),
            content=self.content(),
            content_verified=self.is_verified(),
        )

    def scenario(self, case: Case) -> ScenarioPoint:
        made = case.outcome
        return ScenarioPoint(
            loss=loss_said(case.scenario),
            must_survive=case.scenario.loss in self.known.group.objectives.survive,
            newest=self.point(made.newest),
            guaranteed=self.point(made.guaranteed),
            proved=self.point(made.proved),
            limited_by=phrases(made.limited_by, self.names),
            by_hand=_by_hand(case.by_hand, made.newest),
        )

    def point(self, found: Point | None) -> RecoveryPoint | None:
        """Raises for a time in the future."""
        if found is None:
            return None
        age = self.known.age(found.time, self.known.management) if found.time else None
        return RecoveryPoint(found.mark, found.time, age, phrases(found.doubts, self.names))

    def older(self, made: Outcome) -> Iterator[RecoveryPoint]:
        safe = made.guaranteed
        for one in made.older:
            if (safe is None or one.log_id != safe.log_id) and (point := self.point(one)):
                yield point

    def sets(self) -> Iterator[ChainSet]:
        broken = _by_set(self.found.breaks)
        for one in self.found.sets:
            flaws = (*broken.get(one.id, ()), *_lacking(one))
            yield ChainSet(
                id=one.id,
                type=TYPES.get(one.type, SetType.UNKNOWN),
                status=one.status.value,
                time=one.time,
                breaks=phrases(dict.fromkeys(flaws), self.names, with_sets=False),
            )

    def is_verified(self) -> bool:
        """A drill proves the mark that it reached, no later one."""
        drill, safe = self.found.drill, self.found.worst.outcome.guaranteed
        return bool(drill and safe and drill.mark.casefold() == safe.mark.casefold())

    def content(self) -> str:
        drill = self.found.drill
        if drill is None:
            return "The content of the backups is not verified: no restore has proved it."
        proof = f"all databases were restored to mark {drill.mark} ({_minute(drill.done)})"
        if self.is_verified():
            return f"The content of the backups is verified: {proof}."
        return f"The content of these backups is not verified; the newest drill: {proof}."

    def exposure(self) -> Measure:
        worst = self.found.exposure
        if worst is None:
            return Measure(None, "The history kept gives no recovery point whose time is settled.")
        because = listed(phrases(worst.because, self.names)) if worst.because else ""
        why = f"because of {because}" if because else "as no newer log set was finished by then"
        at = f"{DAYS[worst.at.weekday()]}, {_minute(worst.at)}"
        sentence = (
            f"Had the SQL Servers died at any minute since {_minute(worst.since)}, the worst loss "
            f"would have been {say(worst.loss)}: on {at}, {why}."
        )
        return Measure(worst.loss, sentence)

    def promise(self) -> Measure:
        least = self.found.promise
        if least is None:
            return Measure(None, "No schedule runs the backup job, so no loss can be ruled out.")
        parts = [f"two intervals of {say(least.interval)}"]
        parts += [f"{say(least.full_set)} for a full set"] if least.full_set else []
        parts += [f"{say(least.log_set)} for a log set"] if least.log_set else []
        sentence = (
            f"When every run succeeds, up to {say(least.guaranteed)} can be lost: {listed(parts)}."
        )
        rpo = self.known.group.objectives.rpo
        if rpo is not None:
            can = "cannot" if least.guaranteed > rpo else "can"
            sentence += f" The schedule {can} meet the objective of {say(rpo)}."
        return Measure(least.guaranteed, sentence)

    def restore_time(self) -> Measure:
        found = self.found.restore_time
        if found is None:
            return Measure(None, "How long a restore takes cannot be told from what is recorded.")
        sentence = (
            f"About {say(found.duration)} of machine time to restore {say_size(found.size)}, one "
            f"database after another, at {say_size(found.rate)} a second; {PEOPLE}. Estimated by "
            f"{found.basis.value} ({found.measured_at:%Y-%m-%d})."
        )
        rto = self.known.group.objectives.rto
        if rto is not None:
            way = "more than" if found.duration > rto else "within"
            sentence += f" That is {way} the objective of {say(rto)}."
        return Measure(found.duration, sentence)


def _by_set(breaks: tuple[Flaw, ...]) -> Mapping[int, tuple[Flaw, ...]]:
    ordered = sorted(breaks, key=lambda flaw: flaw.set_id)
    return {number: tuple(alike) for number, alike in groupby(ordered, lambda flaw: flaw.set_id)}


def _lacking(one: SetSummary) -> Iterator[Flaw]:
    """Of a partial set, in the form that a break of the chain has too."""
    if one.status is SetStatus.PARTIAL:
        whole = Flaw(Why.PARTIAL, one.id, None, one.time)
        yield from [replace(whole, database=key) for key in sorted(one.lacking)] or [whole]


def _by_hand(hand: HandPoint | None, newest: Point | None) -> str:
    """Empty where it leads no further than the supported way."""
    if hand is None or (newest and newest.time and hand.time <= newest.time):
        return ""
    return (
        f"By hand, which Microsoft does not support, the log sequence numbers go on to "
        f"{_minute(hand.time)} (mark {hand.mark})."
    )


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
