"""One SQL Server instance, kept over the waves; one folder of a file server."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from scanner.facts.instances import Instance
from scanner.model.collector import Collector, ShareCollector, ShareQuestion
from scanner.model.estate import Group
from scanner.model.evidence import Clock, Contact, Reading, Row, Target
from scanner.model.names import server_name
from scanner.plan import ShareWork, SqlTask
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


def read_share(work: ShareWork, doors: Doors, now: Now) -> tuple[Contact, list[Reading]]:
    """Every question about one folder; it counts as not met when none was answered."""
    contact = Contact(work.target)
    readings = []
    for collector, said in work.asked():
        started = now()
        try:
            reader = doors.share(work.target)
            contact = replace(contact, driver=reader.driver, account=reader.account)
            answer = _of_folder(reader, work.target.name, collector)
            contact = replace(contact, clock=reader.clock)
        except TransportFailure as failure:
            answer = failed(failure)
        asked, span = (asked_text(said, "share"),), (started, now())
        readings.append(reading_of(work.target, collector.name, asked, span, answer))
    gaps = [one.gap for one in readings if one.gap]
    return replace(contact, gap=gaps[0] if len(gaps) == len(readings) else None), readings


def _of_folder(reader: ShareReader, folder: str, collector: ShareCollector) -> Answer:
    match collector.asks:
        case ShareQuestion.FILES:
            return reader.list(folder, collector.depth)
        case ShareQuestion.RIGHTS:
            return reader.rights(folder)
        case ShareQuestion.SPACE:
            return reader.space(folder)
        case ShareQuestion.RECORDS:
            return reader.records(folder, collector.fields)
