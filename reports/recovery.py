"""The recovery point as people read it: one sentence for page one, a section before the rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.chain_chart import Chart, chart
from reports.chain_table import Stretch, stretches
from reports.text import on_one_line
from reports.values import NOTHING, minute
from scanner.model.duration import say
from scanner.model.run import Recovery, RecoveryPoint, Run, ScenarioPoint

VERIFIED = {True: "content verified", False: "content not verified"}
NEXT_RUN = "nothing but the next run of the job"
NO_SETS = "no complete full set with a complete log set after it"
TIMELESS = "a mark whose time is not settled"


@dataclass(frozen=True)
class ScenarioView:
    """`limited_by` is one phrase; `by_hand` a sentence, mostly empty."""

    loss: str
    must_survive: bool
    guaranteed: str
    age: str
    newest: str
    limited_by: str
    by_hand: str


@dataclass(frozen=True)
class RecoveryView:
    """`sentence` is page one's. `measures` are titles with their sentences."""

    sentence: str
    content: str
    doubts: tuple[str, ...]
    missing: str
    measures: tuple[tuple[str, str], ...]
    scenarios: tuple[ScenarioView, ...]
    tail: tuple[str, ...]
    chart: Chart | None
    stretches: tuple[Stretch, ...]
    older: str


def recovery_view(run: Run) -> RecoveryView:
    found = run.recovery
    return RecoveryView(
        sentence=sentence(found),
        content=found.content,
        doubts=tuple(_doubts(found.worst)) if found.worst else (),
        missing=found.missing,
        measures=tuple(_measures(found)),
        scenarios=tuple(_scenario(one) for one in found.scenarios),
        tail=found.tail,
        chart=chart(found, run.as_of),
        stretches=stretches(found.sets),
        older=_older(found.older),
    )


def sentence(found: Recovery) -> str:
    """To when the databases could be restored after the worst loss that must be survived."""
    if found.worst is None:
        why = found.missing.rstrip(".")
        return on_one_line(f"To when the group could be restored is not known: {why}.")
    lost = f"If {found.worst.loss or 'nothing but the databases'} were lost now"
    what = "the only database" if found.databases == 1 else f"all {found.databases} databases"
    return on_one_line(f"{lost}, {_reached(found.worst, what)}.")


def _reached(worst: ScenarioPoint, what: str) -> str:
    limit = f"limited by {several(worst.limited_by) or NEXT_RUN}"
    if worst.guaranteed:
        newest = f"; newest, not guaranteed: {moment(worst.newest)}" if worst.newest else ""
        return f"{what} could be restored together to {_told(worst.guaranteed)}, {limit}{newest}"
    if worst.newest:
        return f"no point is guaranteed; newest, not guaranteed: {_told(worst.newest)}, {limit}"
    return f"{what} could not be restored together: {several(worst.limited_by) or NO_SETS}"


def _told(point: RecoveryPoint) -> str:
    ago = f", {say(point.age)} ago" if point.age is not None else ""
    return f"{moment(point)}{ago} (mark {point.mark})"


def moment(point: RecoveryPoint) -> str:
    return minute(point.time) if point.time else TIMELESS


def several(phrases: Sequence[str]) -> str:
    """The first of them, and how many more there are; empty without any."""
    more = f", and {len(phrases) - 1} more" if len(phrases) > 1 else ""
    return f"{phrases[0]}{more}" if phrases else ""


def _doubts(worst: ScenarioPoint) -> Iterator[str]:
    """What the guaranteed point takes for good without proof, and what is left without it."""
    point = worst.guaranteed or worst.newest
    if point is None or not point.doubts:
        return
    yield from (f"Not proved: {doubt}." for doubt in point.doubts)
    if worst.proved:
        yield f"Guaranteed without any doubt: {_told(worst.proved)}."
    else:
        yield "Guaranteed without any doubt: no point."


def _measures(found: Recovery) -> Iterator[tuple[str, str]]:
    told = (
        ("Worst loss so far", found.exposure.sentence),
        ("What the schedule allows", found.promise.sentence),
        ("Time to restore", found.restore_time.sentence),
    )
    yield from (one for one in told if one[1])


def _scenario(one: ScenarioPoint) -> ScenarioView:
    safe = one.guaranteed
    return ScenarioView(
        loss=one.loss or "nothing but the databases",
        must_survive=one.must_survive,
        guaranteed=moment(safe) if safe else "none",
        age=say(safe.age) if safe and safe.age is not None else NOTHING,
        newest=moment(one.newest) if one.newest else "none",
        limited_by="; ".join(one.limited_by) or (NEXT_RUN if one.newest else NO_SETS),
        by_hand=one.by_hand,
    )


def _older(older: Sequence[RecoveryPoint]) -> str:
    if not older:
        return ""
    times = [one.time for one in older if one.time]
    back = f", back to {minute(min(times))}" if times else ""
    many = "1 older mark" if len(older) == 1 else f"{len(older)} older marks"
    return f"The surviving copies also lead to {many}{back}."
