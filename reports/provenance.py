"""Where the numbers come from: whom we met, what was asked, and what stood in the way."""

from dataclasses import dataclass

from reports.text import on_one_line
from reports.values import NOTHING, second, took
from scanner.model.duration import say
from scanner.model.evidence import Asked, Contact, Gap
from scanner.model.run import ReadingSummary, Run


@dataclass(frozen=True)
class ContactView:
    target: str
    account: str
    driver: str
    certificate: str
    clock: str
    gap: str


@dataclass(frozen=True)
class ReadingView:
    """`number` is how tables refer to it."""

    number: int
    id: str
    collector: str
    target: str
    asked: tuple[Asked, ...]
    started: str
    took: str
    rows: int
    gap: str
    redactions: int


def contacts(run: Run) -> tuple[ContactView, ...]:
    return tuple(_contact(one) for one in run.contacts)


def readings(run: Run) -> tuple[ReadingView, ...]:
    return tuple(_reading(number, one) for number, one in enumerate(run.readings, start=1))


def _contact(contact: Contact) -> ContactView:
    checked = {True: "verified", False: "not verified", None: NOTHING}
    return ContactView(
        target=contact.target.id,
        account=on_one_line(contact.account) or NOTHING,
        driver=on_one_line(contact.driver) or NOTHING,
        certificate=checked[contact.certificate_verified],
        clock=_clock(contact),
        gap=_gap(contact.gap),
    )


def _clock(contact: Contact) -> str:
    if contact.clock is None:
        return NOTHING
    skew = contact.clock.skew
    return f"{say(abs(skew))} {'ahead' if skew.total_seconds() >= 0 else 'behind'}"


def _reading(number: int, reading: ReadingSummary) -> ReadingView:
    return ReadingView(
        number=number,
        id=reading.id,
        collector=reading.collector,
        target=reading.target,
        asked=reading.asked,
        started=second(reading.started),
        took=took(reading.ended - reading.started),
        rows=reading.row_count,
        gap=_gap(reading.gap),
        redactions=reading.redactions,
    )


def _gap(gap: Gap | None) -> str:
    return f"{gap.reason.value.replace('_', ' ')}: {on_one_line(gap.detail)}" if gap else ""
