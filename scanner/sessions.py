"""One target each: asks its tasks, tells who answered by what clock, makes failures gaps."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from scanner.factbook import MALFORMED
from scanner.facts.hosts import Host
from scanner.facts.instances import Instance
from scanner.model.collector import Answers, Collector, HostCollector, Question
from scanner.model.estate import Group
from scanner.model.evidence import Asked, Clock, Contact, Gap, GapReason, Reading, Row, Target
from scanner.model.names import host_name, server_name
from scanner.plan import HostWork, ShareTask, SqlTask
from scanner.seal import digest
from scanner.transport.doors import Answer, Doors, HostReader, SqlReader, failed
from scanner.transport.failure import TransportFailure

Now = Callable[[], datetime]
SameName = Callable[[str], bool]


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class SqlSession:
    """One connection, kept over the waves; `contact` fills when the instance told its name."""

    target: Target
    group: Group
    doors: Doors
    now: Now = utc_now
    contact: Contact = field(init=False)
    _reader: SqlReader | None = None

    def __post_init__(self) -> None:
        self.contact = Contact(self.target)

    def read(self, tasks: Iterable[SqlTask]) -> list[Reading]:
        """Asks for the name first: nothing is read from a stranger."""
        named_first = sorted(tasks, key=lambda task: task.collector.fact is not Instance)
        return [self._read(task) for task in named_first]

    def close(self) -> None:
        if self._reader:
            self._reader.close()

    def _read(self, task: SqlTask) -> Reading:
        started = self.now()
        answer = self._answer(task)
        ended = self.now()
        asked = tuple(_asked(task.collector.statement, one) for one in task.databases)
        if task.collector.fact is Instance and not answer.gap:
            self._introduce(answer.rows, task.collector, started + (ended - started) / 2)
        return _reading(self.target, task.collector.name, asked, (started, ended), answer)

    def _answer(self, task: SqlTask) -> Answer:
        if self.contact.gap:
            return Answer((), self.contact.gap)
        try:
            return self._rows(self._open(), task)
        except TransportFailure as failure:
            answer = failed(failure)
            if self._reader is None:
                self.contact = replace(self.contact, gap=answer.gap)
            return answer

    def _rows(self, reader: SqlReader, task: SqlTask) -> Answer:
        """Of every database of the task, one after the other; the first gap is that of all."""
        rows: tuple[Row, ...] = ()
        redactions = 0
        for database in task.databases:
            answer = reader.read(task.collector.statement, task.parameters, database)
            rows, redactions = rows + answer.rows, redactions + answer.redactions
            if answer.gap:
                return Answer(rows, answer.gap, redactions)
        return Answer(rows, None, redactions)

    def _open(self) -> SqlReader:
        if self._reader is None:
            self._reader = self.doors.sql(self.target)
            verified = self._reader.certificate_verified
            self.contact = replace(
                self.contact, driver=self._reader.driver, certificate_verified=verified
            )
        return self._reader

    def _introduce(self, rows: Sequence[Row], collector: Collector, at: datetime) -> None:
        found = _first(collector, rows, at)
        if found is None:
            return
        clock = Clock(at, found.utc_now, found.offset)
        self.contact = replace(
            self.contact, account=found.account, own_name=found.name, clock=clock
        )
        name = server_name(found.name, self.group.aliases, self.group.management_server)
        if name != self.target.name:
            self.contact = replace(self.contact, gap=_stranger(self.target, found.name))


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
        _reading(work.target, one.collector.name, tuple(one.asked), span, one.answer())
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
            one.asked.append(_asked(json.dumps(question, sort_keys=True), place))
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
    found = _first(collector, reading.rows, at)
    if found is None:
        return contact
    clock = Clock(at, found.utc_now, found.offset)
    contact = replace(contact, account=found.account, own_name=found.name, clock=clock)
    own = {host_name(found.name), host_name(group.aliases.get(found.name.upper(), found.name))}
    aliases = {host_name(a): host_name(n) for a, n in group.aliases.items()}
    if work.target.name in own or aliases.get(work.target.name) in own:
        return contact
    return replace(contact, gap=_stranger(work.target, found.name))


def read_share(task: ShareTask, doors: Doors, now: Now) -> tuple[Contact, list[Reading]]:
    """One listing of one folder."""
    contact = Contact(task.target)
    started = now()
    try:
        reader = doors.share(task.target)
        contact = replace(contact, driver=reader.driver, account=reader.account)
        answer = reader.list(task.target.name, task.collector.depth)
        contact = replace(contact, clock=reader.clock)
    except TransportFailure as failure:
        answer = failed(failure)
        contact = replace(contact, gap=answer.gap)
    asked = (_asked(f"list {task.target.name} to depth {task.collector.depth}", "share"),)
    span = (started, now())
    return contact, [_reading(task.target, task.collector.name, asked, span, answer)]


def refused(target: Target, names: Iterable[str], now: Now) -> tuple[Contact, list[Reading]]:
    """A target that the estate's reach does not allow: named, never contacted."""
    gap = Gap(GapReason.NOT_ALLOWED, f"{target.name} matches no pattern of the estate's reach")
    span = (now(), now())
    readings = [_reading(target, name, (), span, Answer((), gap)) for name in names]
    return Contact(target, gap=gap), readings


def _first(collector: Collector, rows: Sequence[Row], at: datetime) -> Any:
    """The one fact in which a target introduces itself; None when the answer is garbled."""
    try:
        return next(iter(collector.interpret(rows, Clock(at, at, timedelta(0)))), None)
    except MALFORMED:
        return None


def _stranger(target: Target, own: str) -> Gap:
    detail = f"{target.name} was asked for, but {own} answered; declare an alias if they are one"
    return Gap(GapReason.WRONG_TARGET, detail)


def _lost(
    work: HostWork,
    collector: HostCollector,
    gap: Gap,
    span: tuple[datetime, datetime],
    rounds: _Rounds | None = None,
) -> Reading:
    before = replace(rounds.answer(), gap=gap) if rounds else Answer((), gap)
    asked = tuple(rounds.asked) if rounds else ()
    return _reading(work.target, collector.name, asked, span, before)


def _asked(text: str, place: str) -> Asked:
    return Asked(text, digest(text.encode()), place)


def _reading(
    target: Target,
    collector: str,
    asked: tuple[Asked, ...],
    span: tuple[datetime, datetime],
    answer: Answer,
) -> Reading:
    return Reading(target, collector, asked, *span, answer.rows, answer.gap, answer.redactions)
