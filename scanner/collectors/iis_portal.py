"""What the portal uses today, and what the newest IIS backups hold of it.

The backups' names are only known once their folder was listed, so they are asked in the second
round.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import PureWindowsPath

from scanner.collectors import answers, questions
from scanner.collectors.iis_backups import BACKUPS, CONFIGURATION, contents
from scanner.collectors.iis_elements import SELECT, portal_elements
from scanner.collectors.stored_files import time_of
from scanner.facts.iis import PortalElement
from scanner.model.collector import Answers, HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

LIVE = "iis_portal/live"
LISTING = "iis_portal/backups"
BACKUP = "iis_portal/backup/"
NEWEST = 5


def first(_task: HostTask) -> Sequence[Question]:
    live = f"%windir%\\System32\\inetsrv\\config\\{CONFIGURATION}"
    return [questions.xml(LIVE, live, SELECT), questions.files(LISTING, BACKUPS, depth=1)]


def second(_task: HostTask, answered: Answers) -> Sequence[Question]:
    return [
        questions.xml(BACKUP + path.name, str(path / CONFIGURATION), SELECT)
        for path in newest(answered.get(LISTING, ()))
    ]


def newest(listing: Sequence[Row]) -> list[PureWindowsPath]:
    """The newest backups; one named 'live' would pass for the configuration in use."""
    held = [folder for folder, file in contents(listing) if file]
    found = [(time_of(folder), PureWindowsPath(folder.path)) for folder in held]
    named = [path for _, path in sorted(found, reverse=True) if path.name.casefold() != "live"]
    return named[:NEWEST]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[PortalElement]:
    live = answers.elements(answers.to(LIVE, rows))
    if live is None:
        raise Unparsable("no readable configuration of IIS")
    found = portal_elements("live", live)
    for path in newest(answers.to(LISTING, rows)):
        held = answers.elements(answers.to(BACKUP + path.name, rows))
        found += portal_elements(path.name, held or ())
    return found


COLLECTOR = HostCollector(
    "iis_portal",
    PortalElement,
    frozenset({HostRole.PORTAL}),
    first,
    interpret,
    second,
    json.dumps(
        questions.xml(f"{BACKUP}{{backup}}", f"{BACKUPS}\\{{backup}}\\{CONFIGURATION}", SELECT)
    ),
    rights="local administrator: inetsrv\\config and inetsrv\\backup are closed to others",
)
