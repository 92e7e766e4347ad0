"""The web.config files of IIS's applications: they are in no backup that IIS makes.

The applications' folders are known from the configuration, so the files are asked in the second
round.
"""

import json
import re
from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.iis_backups import CONFIGURATION
from scanner.collectors.iis_elements import SELECT, portal_elements
from scanner.collectors.stored_files import stored_files
from scanner.facts.iis import PortalFile
from scanner.model.collector import Answers, HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

FILE = "web.config"
LIVE = "portal_files/applications"
FOLDER = "portal_files/folder/"
MOST = 40
ELEMENTS = tuple(one for one in SELECT if one["name"] == "virtual_directory")
_ON_A_DRIVE = re.compile(r"([A-Za-z]:|%(SystemDrive|windir|SystemRoot|Program\w+(\(x86\))?)%)\\")


def first(_task: HostTask) -> Sequence[Question]:
    live = f"%windir%\\System32\\inetsrv\\config\\{CONFIGURATION}"
    return [questions.xml(LIVE, live, ELEMENTS)]


def second(_task: HostTask, answered: Answers) -> Sequence[Question]:
    live = answered.get(LIVE, ())
    return [
        questions.files(FOLDER + key, folder, pattern=FILE)
        for key, folder in folders((live and answers.elements(live)) or ())
        if is_on_a_drive(folder)
    ]


def is_on_a_drive(folder: str) -> bool:
    """Of that machine itself: what lies on a share, no session there can read."""
    return _ON_A_DRIVE.match(folder) is not None


def folders(elements: Sequence[Row]) -> list[tuple[str, str]]:
    """Root folders of applications that are not a site's own, by the application's key."""
    named = [
        (one.key.removesuffix(":/"), dict(one.settings).get("physicalPath", ""))
        for one in portal_elements("live", elements)
        if one.key.endswith(":/") and not one.key.endswith("/:/")
    ]
    return named[:MOST]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[PortalFile]:
    live = answers.elements(answers.to(LIVE, rows))
    if live is None:
        raise Unparsable("no readable configuration of IIS")
    return [portal_file(key, folder, rows) for key, folder in folders(live)]


def portal_file(key: str, folder: str, rows: Sequence[Row]) -> PortalFile:
    if not is_on_a_drive(folder):
        return PortalFile(key, f"{folder}\\{FILE}", None, 0, None)
    root, *found = stored_files(folder, answers.to(FOLDER + key, rows))
    for one in found:
        if one.name.casefold() == FILE and not one.is_directory:
            return PortalFile(key, one.path, True, one.size, one.written)
    return PortalFile(key, f"{root.path}\\{FILE}", False, 0, None)


COLLECTOR = HostCollector(
    "portal_files",
    PortalFile,
    frozenset({HostRole.PORTAL}),
    first,
    interpret,
    second,
    json.dumps(questions.files(f"{FOLDER}{{application}}", "{folder}", pattern=FILE)),
    rights="local administrator: inetsrv\\config is closed to others",
    never_empty=False,
)
