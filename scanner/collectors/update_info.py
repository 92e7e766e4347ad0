"""SampleUpdateInfo.xml of a BizTalk server, which tells the restore scripts the new names."""

import json
from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, mapping, optional_moment, optional_text
from scanner.collectors.questions import Select, element
from scanner.collectors.restore_folders import KEY, VALUE, in_restore_folders
from scanner.facts.restoring import BamUnit, MovedDatabase, UpdateInfo
from scanner.facts.topology import DatabaseRef
from scanner.model.collector import Answers, HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

INSTALLED, FILE = "update_info/installed", "update_info/file/"
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


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.values(INSTALLED, KEY, [VALUE])]


def second(_task: HostTask, answered: Answers) -> Sequence[Question]:
    views = answered.get(INSTALLED)
    return [
        questions.xml(FILE + one, one, SELECT)
        for one in (in_restore_folders(views, NAME) if views else ())
    ]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[UpdateInfo]:
    paths = in_restore_folders(answers.to(INSTALLED, rows), NAME)
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
