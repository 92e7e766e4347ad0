"""SampleUpdateInfo.xml of a BizTalk server, which tells the restore scripts the new names.

Microsoft names the folder below Bins32 for 64-bit computers and the other one for 32-bit ones, and
in places the other one for both; so both are read. The registry says where the product is.
"""

import json
import re
from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, flag, mapping, optional_moment, optional_text, text
from scanner.collectors.questions import Select, element
from scanner.facts.restoring import BamUnit, MovedDatabase, UpdateInfo
from scanner.facts.topology import DatabaseRef
from scanner.model.collector import Answers, HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

KEY = r"SOFTWARE\Microsoft\BizTalk Server\3.0"
INSTALLED, FILE = "update_info/installed", "update_info/file/"
VALUE = "InstallPath"
PLACES = (r"Bins32\Schema\Restore", r"Schema\Restore")
NAME = "SampleUpdateInfo.xml"
ROOT = "UpdateConfiguration"
NAMES = ["oldDBServer", "oldDBName", "newDBServer", "newDBName"]
PROPERTY = "Property"
SELECT: Sequence[Select] = (
    element("MessageBoxDB", f"{ROOT}/MessageBoxDB", [*NAMES, "IsMaster"]),
    *(
        element(one, f"{ROOT}/{one}", NAMES)
        for one in ("TrackingDB", "ManagementDB", "RuleEngineDB")
    ),
    element("Database", f"{ROOT}/OtherDatabases/Database", [*NAMES, "Name"]),
    element(
        PROPERTY,
        f"{ROOT}/BAM/DeploymentUnit/Property",
        ["Name", "#text"],
        context={"DeploymentUnit": ["Name"]},
    ),
)
_ON_A_DRIVE = re.compile(r"[A-Za-z]:\\")


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.values(INSTALLED, KEY, [VALUE])]


def second(_task: HostTask, answered: Answers) -> Sequence[Question]:
    views = answered.get(INSTALLED)
    return [questions.xml(FILE + one, one, SELECT) for one in (files(views) if views else ())]


def files(views: Sequence[Row]) -> list[str]:
    """Where the file may be, the place for 64-bit computers first."""
    folder, *more = {one for row in views for one in _folders(row)} or {""}
    if more or not _ON_A_DRIVE.match(folder):
        raise Unparsable("the registry does not tell the one place of BizTalk Server")
    return [rf"{folder}\{place}\{NAME}" for place in PLACES]


def _folders(view: Row) -> list[str]:
    """None where that view of the registry has no such key."""
    values = mapping(view, "values")
    if set(values) - ({VALUE} if flag(view, "exists") else set()):
        raise Unparsable("column values: a value that was not asked for")
    return [text(mapping(values, one), "data").strip().rstrip("\\") for one in values]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[UpdateInfo]:
    paths = files(answers.to(INSTALLED, rows))
    return [_file(path, answers.to(FILE + path, rows)) for path in paths]


def _file(path: str, rows: Sequence[Row]) -> UpdateInfo:
    exists, found = answers.exists(rows), answers.elements(rows)
    parts = found or ()
    if {filled(one, "select") for one in parts} - {one["name"] for one in SELECT}:
        raise Unparsable("column select: an element that was not asked for")
    return UpdateInfo(
        path=path,
        exists=exists,
        well_formed=found is not None,
        written=optional_moment(rows[0], "written") if exists else None,
        databases=tuple(_moved(one) for one in parts if filled(one, "select") != PROPERTY),
        bam=tuple(_unit(one) for one in parts if filled(one, "select") == PROPERTY),
    )


def _moved(row: Row) -> MovedDatabase:
    own = mapping(row, "attributes")
    old_server, old_name, new_server, new_name = (_said(own, one) for one in NAMES)
    kind = filled(row, "select")
    return MovedDatabase(
        element=kind,
        name=_said(own, "Name") if kind == "Database" else "",
        old=DatabaseRef(old_server, old_name),
        new=DatabaseRef(new_server, new_name),
        is_master=_said(own, "IsMaster") if kind == "MessageBoxDB" else "",
    )


def _unit(row: Row) -> BamUnit:
    own, around = mapping(row, "attributes"), mapping(row, "context")
    return BamUnit(_said(around, "DeploymentUnit.Name"), _said(own, "Name"), _said(own, "#text"))


def _said(row: Row, name: str) -> str:
    return optional_text(row, name) or ""


COLLECTOR = HostCollector(
    "update_info",
    UpdateInfo,
    frozenset({HostRole.BIZTALK}),
    first,
    interpret,
    second,
    json.dumps(questions.xml(f"{FILE}{{path}}", "{path}", SELECT)),
    rights="read the key of BizTalk Server and the files of its folder Schema\\Restore: every user "
    "may",
)
