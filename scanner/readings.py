"""What every kind of session has in common: how a reading is put down, and who answered."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from scanner.factbook import MALFORMED
from scanner.model.collector import Collector
from scanner.model.evidence import Asked, Clock, Contact, Gap, GapReason, Reading, Row, Target
from scanner.seal import digest
from scanner.transport.doors import Answer

Now = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def asked_text(text: str, place: str) -> Asked:
    return Asked(text, digest(text.encode()), place)


def reading_of(
    target: Target,
    collector: str,
    asked: tuple[Asked, ...],
    span: tuple[datetime, datetime],
    answer: Answer,
) -> Reading:
    return Reading(target, collector, asked, *span, answer.rows, answer.gap, answer.redactions)


def first_fact(collector: Collector, rows: Sequence[Row], at: datetime) -> Any:
    """The one fact in which a target introduces itself; None when the answer is garbled."""
    try:
        return next(iter(collector.interpret(rows, Clock(at, at, timedelta(0)))), None)
    except MALFORMED:
        return None


def stranger(target: Target, own: str) -> Gap:
    detail = f"{target.name} was asked for, but {own} answered; declare an alias if they are one"
    return Gap(GapReason.WRONG_TARGET, detail)


def refused(target: Target, names: Iterable[str], now: Now) -> tuple[Contact, list[Reading]]:
    """A target that the estate's reach does not allow: named, never contacted."""
    gap = Gap(GapReason.NOT_ALLOWED, f"{target.name} matches no pattern of the estate's reach")
    span = (now(), now())
    readings = [reading_of(target, name, (), span, Answer((), gap)) for name in names]
    return Contact(target, gap=gap), readings
