"""The files that the master secret was last backed up to, where they still lie: size and time.

Their paths are known once the events were read, so they are asked in the second round.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import PureWindowsPath

from scanner.collectors import answers, questions
from scanner.collectors.columns import flag, moment, texts
from scanner.collectors.sso_events import PROVIDER
from scanner.collectors.stored_files import stored_files
from scanner.facts.master_secret import SecretOriginal
from scanner.model.collector import Answers, HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

BACKED_UP = 10559
EVENTS = "secret_originals/events"
FILE = "secret_originals/file/"
NEWEST = 3


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.events(EVENTS, PROVIDER, [BACKED_UP])]


def second(_task: HostTask, answered: Answers) -> Sequence[Question]:
    rows = answered.get(EVENTS)
    return [
        questions.files(f"{FILE}{path}", str(path.parent), pattern=path.name)
        for path in (logged(rows) if rows else ())
    ]


def logged(rows: Sequence[Row]) -> list[PureWindowsPath]:
    """The newest files named, on drives of this machine: a path of the network is not followed."""
    log, *events = rows
    if not flag(log, "exists"):
        raise Unparsable("a Windows without its Application log")
    found = sorted((moment(one, "written"), texts(one, "properties")) for one in events)
    named = (PureWindowsPath(said[0]) for _, said in reversed(found) if said)
    local = (path for path in named if path.is_absolute() and not path.drive.startswith("\\"))
    return list(dict.fromkeys(local))[:NEWEST]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[SecretOriginal]:
    paths = logged(answers.to(EVENTS, rows))
    return [original(path, answers.to(f"{FILE}{path}", rows)) for path in paths]


def original(path: PureWindowsPath, rows: Sequence[Row]) -> SecretOriginal:
    for one in stored_files(str(path.parent), rows)[1:]:
        if one.name.casefold() == path.name.casefold() and not one.is_directory:
            return SecretOriginal(str(path), True, one.size, one.written)
    return SecretOriginal(str(path), False, 0, None)


COLLECTOR = HostCollector(
    "secret_originals",
    SecretOriginal,
    frozenset({HostRole.SECRET_SERVER}),
    first,
    interpret,
    second,
    json.dumps(questions.files(f"{FILE}{{file}}", "{folder}", pattern="{name}")),
    rights="member of Event Log Readers; list the folders that events 10559 name",
    never_empty=False,
)
