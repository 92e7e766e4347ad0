"""What exported bindings hold: names of ports and orchestrations, in files on Windows hosts.

The files' names are known once their folders were listed, so they are opened in the second round.
Of a file only the names are read; addresses and transport settings may hold secrets.
"""

import json
from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, mapping
from scanner.collectors.stored_files import stored_files
from scanner.facts.applications import ExportedPart
from scanner.facts.backup_files import StoredFile
from scanner.model.collector import Answers, HostCollector, HostTask, Question, Unparsable
from scanner.model.evidence import Clock, Row

FOLDER = "exported_bindings/folder/"
FILE = "exported_bindings/file/"
DEPTH, NEWEST = 2, 100
ROOT = "BindingInfo"
RECEIVE_PORT = f"{ROOT}/ReceivePortCollection/ReceivePort"
ASSEMBLY = f"{ROOT}/ModuleRefCollection/ModuleRef"
SELECT = (
    questions.element("bindings", ROOT, []),
    questions.element("receive_port", RECEIVE_PORT, ["Name"]),
    questions.element(
        "receive_location", f"{RECEIVE_PORT}/ReceiveLocations/ReceiveLocation", ["Name"]
    ),
    questions.element("send_port", f"{ROOT}/SendPortCollection/SendPort", ["Name"]),
    questions.element(
        "send_port_group", f"{ROOT}/DistributionListCollection/DistributionList", ["Name"]
    ),
    questions.element(
        "orchestration",
        f"{ASSEMBLY}/Services/Service",
        ["Name"],
        context={"ModuleRef": ["Name", "Version"]},
    ),
)
KINDS = frozenset(str(one["name"]) for one in SELECT)


def first(task: HostTask) -> Sequence[Question]:
    return [
        questions.files(FOLDER + folder, folder, pattern="*.xml", depth=DEPTH)
        for folder in task.bindings
    ]


def second(_task: HostTask, answered: Answers) -> Sequence[Question]:
    return [questions.xml(FILE + path, path, SELECT) for path in newest(answered)]


def newest(answered: Answers) -> list[str]:
    """Files of all the folders together, the newest first."""
    found: dict[str, StoredFile] = {}
    for question, rows in answered.items():
        if question.startswith(FOLDER):
            files = stored_files(question.removeprefix(FOLDER), rows)[1:]
            found |= {one.path: one for one in files if not one.is_directory}
    ordered = sorted(found.values(), key=lambda one: (str(one.written), one.path), reverse=True)
    return [one.path for one in ordered[:NEWEST]]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[ExportedPart]:
    """A file that cannot be read has no parts, but its own row."""
    answered = answers.by_question(rows)
    found: list[ExportedPart] = []
    for path in newest(answered):
        own = answers.to(FILE + path, rows)
        elements = answers.elements(own)
        found.append(ExportedPart(path, elements is not None, "", ""))
        found += [part(path, row) for row in elements or ()]
    return found


def part(path: str, row: Row) -> ExportedPart:
    kind = filled(row, "select")
    if kind not in KINDS:
        raise Unparsable("column select: an element that was not asked for")
    named, around = mapping(row, "attributes"), mapping(row, "context")
    if kind == "bindings" and not (named or around):
        return ExportedPart(path, True, kind, "")
    name = filled(named, "Name")
    if kind == "orchestration":
        assembly, version = (filled(around, f"ModuleRef.{one}") for one in ("Name", "Version"))
        name = f"{name}, {assembly}, Version={version}"
    elif around:
        raise Unparsable("column context: more than was asked for")
    return ExportedPart(path, True, kind, name)


COLLECTOR = HostCollector(
    "exported_bindings",
    ExportedPart,
    frozenset(),
    first,
    interpret,
    second,
    json.dumps(questions.xml(f"{FILE}{{path}}", "{path}", SELECT)),
    rights="read the exported bindings in the declared folders",
    never_empty=False,
)
