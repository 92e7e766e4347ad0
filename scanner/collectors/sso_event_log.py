"""How far back the log reaches that would tell of the master secret."""

from collections.abc import Iterable, Sequence

from scanner.collectors import questions
from scanner.collectors.columns import filled, flag, only, optional_moment
from scanner.facts.master_secret import EventLog
from scanner.model.collector import HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.events("sso_event_log/horizon", "ENTSSO", [])]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[EventLog]:
    row = only(rows)
    if not flag(row, "exists"):
        raise Unparsable("a Windows without its Application log")
    oldest, newest = optional_moment(row, "oldest"), optional_moment(row, "newest")
    if (oldest is None) != (newest is None):
        raise Unparsable("columns oldest, newest: both or none expected")
    return [EventLog(filled(row, "log"), oldest, newest)]


COLLECTOR = HostCollector(
    "sso_event_log",
    EventLog,
    frozenset({HostRole.SECRET_SERVER}),
    first,
    interpret,
    rights="member of Event Log Readers",
)
