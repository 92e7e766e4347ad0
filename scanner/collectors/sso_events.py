"""What Enterprise Single Sign-On logged of its master secret: by id, never by message."""

from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import flag, integer, moment, texts
from scanner.facts.master_secret import SsoEvent
from scanner.model.collector import HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

QUESTION = "sso_events/events"
PROVIDER = "ENTSSO"
EVENTS = {
    10520: "no secrets",
    10521: "secrets not loaded",
    10523: "secret restored",
    10524: "restoring the secret failed",
    10525: "secret generated",
    10526: "generating a secret failed",
    10529: "got the secret from the master secret server",
    10532: "failed to get the secret from the master secret server",
    10533: "got the current secret from the master secret server",
    10534: "this computer is the master secret server",
    10559: "secret backed up",
    10560: "backing up the secret failed",
    10561: "backup path is not NTFS or removable",
    10564: "backup file of a wrong format",
    10565: "secret not valid",
    10575: "master secret server changed",
    10589: "secret has not been backed up",
    10598: "restored from an older format",
}


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.events(QUESTION, PROVIDER, sorted(EVENTS))]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[SsoEvent]:
    log, *events = answers.to(QUESTION, rows)
    if not flag(log, "exists"):
        raise Unparsable("a Windows without its Application log")
    return [
        SsoEvent(
            event_id=integer(row, "event_id"),
            written=moment(row, "written"),
            properties=texts(row, "properties"),
        )
        for row in events
    ]


COLLECTOR = HostCollector(
    "sso_events",
    SsoEvent,
    frozenset({HostRole.SECRET_SERVER, HostRole.BIZTALK}),
    first,
    interpret,
    rights="member of Event Log Readers",
    never_empty=False,
)
