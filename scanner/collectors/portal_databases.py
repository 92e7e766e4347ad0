"""The BAM database that each web application of IIS names in its web.config.

The applications' folders are known from the configuration, so the files are asked in the second
round.
"""

import json
from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.app_settings import entries, values
from scanner.collectors.iis_backups import CONFIGURATION
from scanner.collectors.portal_files import ELEMENTS, FILE, folders, is_on_a_drive
from scanner.facts.iis import PortalDatabase
from scanner.model.collector import Answers, HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

LIVE = "portal_databases/applications"
OF = "portal_databases/file/"
SERVER, DATABASE = "BamServer", "BamDatabase"


def first(_task: HostTask) -> Sequence[Question]:
    live = f"%windir%\\System32\\inetsrv\\config\\{CONFIGURATION}"
    return [questions.xml(LIVE, live, ELEMENTS)]


def second(_task: HostTask, answered: Answers) -> Sequence[Question]:
    live = answered.get(LIVE, ())
    return [
        questions.xml(OF + key, f"{folder}\\{FILE}", entries(SERVER, DATABASE))
        for key, folder in folders((live and answers.elements(live)) or ())
        if is_on_a_drive(folder)
    ]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[PortalDatabase]:
    live = answers.elements(answers.to(LIVE, rows))
    if live is None:
        raise Unparsable("no readable configuration of IIS")
    return [_named(key, folder, rows) for key, folder in folders(live)]


def _named(key: str, folder: str, rows: Sequence[Row]) -> PortalDatabase:
    path = f"{folder}\\{FILE}"
    if not is_on_a_drive(folder):
        return PortalDatabase(key, path, None, "", "")
    file = answers.to(OF + key, rows)
    named = values(file, SERVER, DATABASE) or {SERVER: "", DATABASE: ""}
    return PortalDatabase(key, path, answers.exists(file), named[SERVER], named[DATABASE])


COLLECTOR = HostCollector(
    "portal_databases",
    PortalDatabase,
    frozenset({HostRole.PORTAL}),
    first,
    interpret,
    second,
    json.dumps(
        questions.xml(f"{OF}{{application}}", f"{{folder}}\\{FILE}", entries(SERVER, DATABASE))
    ),
    rights="local administrator: inetsrv\\config is closed to others",
    never_empty=False,
)
