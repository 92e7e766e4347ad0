"""What the exports of the BizTalk configuration say that lie in declared folders of a host.

Names of databases, features and accounts are read, and what BAM alerts were told in plain text; of
passwords only whether one was filled in.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PureWindowsPath

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, flag, mapping, optional_text
from scanner.collectors.questions import Select, element
from scanner.collectors.stored_files import stored_files, time_of
from scanner.facts.backup_files import StoredFile
from scanner.facts.configuration import (
    ConfigurationExport,
    NamedAccount,
    NamedAlerts,
    NamedDatabase,
)
from scanner.model.collector import Answers, HostCollector, HostTask, Question, Unparsable
from scanner.model.evidence import Clock, Row

FOLDER = "configuration_exports/folder/"
FILE = "configuration_exports/file/"
DEPTH = 2
NEWEST = 40  # of a folder; what is older is never restored from
LEVELS = 5  # an answer may hold further questions
FEATURE = "Configuration/Feature"
INSTALLED = "Configuration/InstalledFeature"
ALERTS = "Alerts"
PLAIN = frozenset(
    {"Feature", "Server", "Database", "UserName", "Domain", "InstalledFeature", ALERTS}
)
# https://learn.microsoft.com/en-us/biztalk/install-and-config-guides/working-with-the-configuration-framework
ENABLE_ALERTS = "{308cc88b-9e51-4103-ae4c-73300e02a7eb}"
ALERTS_SERVER = "{8b3212a1-44ea-46bc-a06c-75e289d1f840}"
ALERTS_PREFIX = "{1dafdf2d-4377-415a-b1ca-2c5b3729a244}"


def _of_level(level: int) -> Iterator[Select]:
    place = FEATURE + "/Question/Answer" * level
    for name in ("Server", "Database"):
        yield element(name, f"{place}/SQL/{name}", ["#text"], context={"SQL": ["ID"]})
    for name in ("UserName", "Domain"):
        place_of = f"{place}/NTService/{name}"
        yield element(name, place_of, ["#text"], context={"NTService": ["ID"]})
    for name in ("SQL", "NTService", "NTCredential"):
        yield element(name, f"{place}/{name}", ["ID"], secret=["Password"])
    yield element("Name", f"{place}/Name", ["ID", "Hidden"], secret=["Value"])


SELECT: Sequence[Select] = (
    element("Feature", FEATURE, ["Name"]),
    element("InstalledFeature", INSTALLED, ["#text"]),
    *(one for level in range(LEVELS) for one in _of_level(level)),
    element(
        ALERTS,
        f"{FEATURE}[Name=BAMTools]/Question/Answer[Value=Yes]/Name[Hidden=false]/Value",
        ["#text"],
        context={"Question": ["ID"], "Answer": ["Selected"], "Name": ["ID"]},
    ),
)


def first(task: HostTask) -> Sequence[Question]:
    return [
        questions.files(FOLDER + folder, folder, pattern="*.xml", depth=DEPTH)
        for folder in task.exports
    ]


def second(_task: HostTask, answered: Answers) -> Sequence[Question]:
    return [
        questions.xml(FILE + file.path, file.path, SELECT)
        for question, rows in answered.items()
        if question.startswith(FOLDER)
        for file in newest(question.removeprefix(FOLDER), rows)
    ]


def newest(folder: str, rows: Sequence[Row]) -> list[StoredFile]:
    """Files that may be exports, in the order of their times."""
    files = [one for one in stored_files(folder, rows) if one.exists and not one.is_directory]
    found = [one for one in files if is_xml(one)]
    return sorted(found, key=lambda one: (time_of(one), one.path), reverse=True)[:NEWEST]


def is_xml(file: StoredFile) -> bool:
    """One of 0 bytes would be no XML; it is told by its listing."""
    return PureWindowsPath(file.path).suffix.casefold() == ".xml" and file.size > 0


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[ConfigurationExport]:
    told = answers.by_question(rows)
    folders = {one: own for one, own in told.items() if one.startswith(FOLDER)}
    if not folders:
        raise Unparsable("no folder was listed")
    return [
        export(file, answers.to(FILE + file.path, rows))
        for question, own in folders.items()
        for file in newest(question.removeprefix(FOLDER), own)
    ]


def export(file: StoredFile, rows: Sequence[Row]) -> ConfigurationExport:
    found = answers.elements(rows)
    parts = found or ()
    return ConfigurationExport(
        folder=file.folder,
        path=file.path,
        well_formed=found is not None,
        features=tuple(
            optional_text(mapping(row, "attributes"), "Name") or "" for row in of("Feature", parts)
        ),
        databases=tuple(databases(parts)),
        secrets=tuple(secrets(parts)),
        accounts=tuple(accounts(parts)),
        installed=tuple(filter(None, (inner(row) for row in of("InstalledFeature", parts)))),
        alerts=alerts(parts),
    )


def of(select: str, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if filled(row, "select") == select]


def databases(rows: Sequence[Row]) -> Iterator[NamedDatabase]:
    """Each server beside the database of the same question; an unanswered one names none."""
    named = [(said(row, "SQL.ID"), row) for row in of("Database", rows)]
    names = {key: inner(row) for key, row in named}
    for row in of("Server", rows):
        key = said(row, "SQL.ID")
        if inner(row) and names.get(key):
            yield NamedDatabase(key, inner(row), names[key])


def accounts(rows: Sequence[Row]) -> Iterator[NamedAccount]:
    """As Windows writes them; a service that was not configured names none."""
    domains = {said(row, "NTService.ID"): inner(row) for row in of("Domain", rows)}
    for row in of("UserName", rows):
        key = said(row, "NTService.ID")
        if name := inner(row):
            domain = "" if "\\" in name or "@" in name else domains.get(key, "")
            yield NamedAccount(key, f"{domain}\\{name}" if domain else name)


def alerts(rows: Sequence[Row]) -> NamedAlerts | None:
    """What was answered is kept when another answer is chosen later."""
    found = {
        said(row, "Name.ID"): inner(row)
        for row in of(ALERTS, rows)
        if said(row, "Question.ID") == ENABLE_ALERTS and said(row, "Answer.Selected") == "yes"
    }
    if not found:
        return None
    return NamedAlerts(found.get(ALERTS_SERVER, ""), found.get(ALERTS_PREFIX, ""))


def said(row: Row, name: str) -> str:
    """GUIDs are spelled in both cases."""
    return (optional_text(mapping(row, "context"), name) or "").casefold()


def inner(row: Row) -> str:
    return (optional_text(mapping(row, "attributes"), "#text") or "").strip()


def secrets(rows: Iterable[Row]) -> Iterator[str]:
    """What is filled where a password belongs: by the question's id, never by what it says."""
    for row in rows:
        kind, own = filled(row, "select"), mapping(row, "attributes")
        if kind in PLAIN:
            continue
        name = "Value" if kind == "Name" else "Password"
        is_open = kind == "Name" and (optional_text(own, "Hidden") or "").casefold() != "true"
        if flag(mapping(own, name), "filled") and not is_open:
            yield f"{kind} {optional_text(own, 'ID') or 'without an id'}"


COLLECTOR = HostCollector(
    "configuration_exports",
    ConfigurationExport,
    frozenset(),
    first,
    interpret,
    second,
    json.dumps(questions.xml(f"{FILE}{{path}}", "{path}", SELECT)),
    rights="list the declared folders of configuration exports, and read the XML files there",
    never_empty=False,
)
