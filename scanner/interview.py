"""One Windows host: one shell, at most two rounds of questions, every collector at once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from scanner.factbook import MALFORMED
from scanner.facts.hosts import Host
from scanner.model.access import machines
from scanner.model.collector import Answers, HostCollector, Question
from scanner.model.estate import Group
from scanner.model.evidence import Asked, Clock, Contact, Gap, GapReason, Reading
from scanner.model.names import host_name
from scanner.plan import HostWork
from scanner.readings import Now, asked_text, first_fact, reading_of, stranger
from scanner.transport.doors import Answer, Doors, HostReader
from scanner.transport.failure import TransportFailure


def read_host(
    work: HostWork, group: Group, doors: Doors, now: Now
) -> tuple[Contact, list[Reading]]:
    """One shell, at most two rounds, every collector of one host."""
    contact = Contact(work.target)
    started = now()
    try:
        reader = doors.host(work.target)
    except TransportFailure as failure:
        gap = Gap(failure.reason, failure.detail)
        readings = [_lost(work, one, gap, (started, now())) for one in work.collectors]
        return replace(contact, gap=gap), readings
    contact = replace(
        contact, driver=reader.driver, certificate_verified=reader.certificate_verified
    )
    try:
        return _interview(work, group, reader, contact, now)
    finally:
        reader.close()


@dataclass
class _Rounds:
    """Questions asked of one host by one collector, with their answers."""

    collector: HostCollector
    asked: list[Asked] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)

    def rows(self) -> Answers:
        return {one: answer.rows for one, answer in self.answers.items()}

    def answer(self) -> Answer:
        """Everything in one: the first gap of any question is the reading's gap."""
        rows = tuple(
            {"question": one, **row} for one, answer in self.answers.items() for row in answer.rows
        )
        gap = next((answer.gap for answer in self.answers.values() if answer.gap), None)
        return Answer(rows, gap, sum(answer.redactions for answer in self.answers.values()))


def _interview(
    work: HostWork, group: Group, reader: HostReader, contact: Contact, now: Now
) -> tuple[Contact, list[Reading]]:
    started = now()
    rounds = [_Rounds(one) for one in work.collectors]
    try:
        _ask(reader, [(one, one.collector.first(work.task)) for one in rounds], "first round")
        heard = now()
        _ask(reader, [(one, _second(one, work)) for one in rounds], "second round")
    except TransportFailure as failure:
        gap = Gap(failure.reason, failure.detail)
        span = (started, now())
        lost = [_lost(work, one.collector, gap, span, one) for one in rounds]
        return replace(contact, gap=gap), lost
    span = (started, now())
    readings = [
        reading_of(work.target, one.collector.name, tuple(one.asked), span, one.answer())
        for one in rounds
    ]
    middle = started + (heard - started) / 2
    return _introduced(contact, work, readings, group, middle), readings


def _ask(
    reader: HostReader, wanted: Sequence[tuple[_Rounds, Sequence[Question]]], place: str
) -> None:
    questions = [question for _, mine in wanted for question in mine]
    if not questions:
        return
    answers = reader.ask(questions)
    for one, mine in wanted:
        for question in mine:
            name = str(question["id"])
            one.asked.append(asked_text(json.dumps(question, sort_keys=True), place))
            missing = Gap(GapReason.UNPARSABLE, "the host left the question unanswered")
            one.answers[name] = answers.get(name) or Answer((), missing)


def _second(one: _Rounds, work: HostWork) -> Sequence[Question]:
    """Follow-up questions; a first answer that makes no sense is not followed."""
    if one.collector.second is None or one.answer().gap:
        return ()
    try:
        return one.collector.second(work.task, one.rows())
    except MALFORMED:
        return ()


def _introduced(
    contact: Contact, work: HostWork, readings: Sequence[Reading], group: Group, at: datetime
) -> Contact:
    collector = next((one for one in work.collectors if one.fact is Host), None)
    reading = next((one for one in readings if collector and one.collector == collector.name), None)
    if collector is None or reading is None or reading.gap:
        return contact
    found = first_fact(collector, reading.rows, at)
    if found is None:
        return contact
    clock = Clock(at, found.utc_now, found.offset)
    contact = replace(contact, account=found.account, own_name=found.name, clock=clock)
    own = {host_name(found.name), host_name(group.aliases.get(found.name.upper(), found.name))}
    aliases = {host_name(a): host_name(n) for a, n in group.aliases.items()}
    nodes = {host_name(one) for one in machines(group, work.target.name)}
    if own & {work.target.name, aliases.get(work.target.name), *nodes}:
        return contact
    return replace(contact, gap=stranger(work.target, found.name))


def _lost(
    work: HostWork,
    collector: HostCollector,
    gap: Gap,
    span: tuple[datetime, datetime],
    rounds: _Rounds | None = None,
) -> Reading:
    before = replace(rounds.answer(), gap=gap) if rounds else Answer((), gap)
    asked = tuple(rounds.asked) if rounds else ()
    return reading_of(work.target, collector.name, asked, span, before)
