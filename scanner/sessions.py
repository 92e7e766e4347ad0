"""One SQL Server instance, kept over the waves; one folder of a file server."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from scanner.facts.instances import Instance
from scanner.model.collector import Collector, ShareQuestion
from scanner.model.estate import Group
from scanner.model.evidence import Clock, Contact, Reading, Row, Target
from scanner.model.names import server_name
from scanner.plan import ShareTask, SqlTask
from scanner.readings import Now, asked_text, first_fact, reading_of, stranger, utc_now
from scanner.transport.doors import Answer, Doors, ShareReader, SqlReader, failed
from scanner.transport.failure import TransportFailure


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
        asked = tuple(asked_text(task.collector.statement, one) for one in task.databases)
        if task.collector.fact is Instance and not answer.gap:
            self._introduce(answer.rows, task.collector, started + (ended - started) / 2)
        return reading_of(self.target, task.collector.name, asked, (started, ended), answer)

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
        found = first_fact(collector, rows, at)
        if found is None:
            return
        clock = Clock(at, found.utc_now, found.offset)
        self.contact = replace(
            self.contact, account=found.account, own_name=found.name, clock=clock
        )
        name = server_name(found.name, self.group.aliases, self.group.management_server)
        if name != self.target.name:
            self.contact = replace(self.contact, gap=stranger(self.target, found.name))


def read_share(
    target: Target, tasks: Iterable[ShareTask], doors: Doors, now: Now
) -> tuple[Contact, list[Reading]]:
    """What is asked about one folder; where it cannot be listed, nothing else is asked."""
    contact = Contact(target)
    readings = []
    for task in sorted(tasks, key=lambda task: task.collector.asks is not ShareQuestion.FILES):
        started = now()
        try:
            if contact.gap:
                raise TransportFailure(contact.gap.reason, contact.gap.detail)
            reader = doors.share(target)
            contact = replace(contact, driver=reader.driver, account=reader.account)
            answer = _asked_of_share(reader, task)
            contact = replace(contact, clock=reader.clock)
        except TransportFailure as failure:
            answer = failed(failure)
            if task.collector.asks is ShareQuestion.FILES:
                contact = replace(contact, gap=answer.gap)
        asked = (asked_text(task.question, "share"),)
        span = (started, now())
        readings.append(reading_of(target, task.collector.name, asked, span, answer))
    return contact, readings


def _asked_of_share(reader: ShareReader, task: ShareTask) -> Answer:
    if task.collector.asks is ShareQuestion.SPACE:
        return reader.space(task.target.name)
    return reader.list(task.target.name, task.collector.depth)
