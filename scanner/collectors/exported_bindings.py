"""What exported bindings hold: names of ports and orchestrations, in files on Windows hosts.

The files' names are known once their folders were listed, so they are opened in the second round.
Of a file only the names are read. Transport settings may hold passwords: the host says whether one
is there that is not masked, and nothing more. Addresses are not read at all.
"""

import json
from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, flag, mapping
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
SEND_PORT = f"{ROOT}/SendPortCollection/SendPort"
SECRET = "password"  # noqa: S105 - a kind of part
NAMED = ("Name", "Version")
SETTINGS = ("TransportTypeData", "ReceiveLocationTransportTypeData")
# BTSTask puts nothing or asterisks where a password was. Adapters nest their settings as text.
OPEN = r"(<|&lt;)\w*password(\s[^<>&]*)?(>|&gt;)\s*[^\s<&*]"
ASSEMBLY = f"{ROOT}/ModuleRefCollection/ModuleRef"
SELECT = (
    questions.element("bindings", ROOT, []),
    questions.element("receive_port", RECEIVE_PORT, ["Name"]),
    questions.element(
        "receive_location", f"{RECEIVE_PORT}/ReceiveLocations/ReceiveLocation", ["Name"]
    ),
    questions.element("send_port", SEND_PORT, ["Name"]),
    questions.element(
        "send_port_group", f"{ROOT}/DistributionListCollection/DistributionList", ["Name"]
    ),
    questions.element(
        "orchestration",
        f"{ASSEMBLY}/Services/Service",
        ["Name"],
        context={"ModuleRef": NAMED},
    ),
    *(
        questions.element(
            SECRET,
            f"{SEND_PORT}/{transport}",
            [],
            secret=SETTINGS[:1],
            context={"SendPort": ["Name"]},
            match=OPEN,
        )
        for transport in ("PrimaryTransport", "SecondaryTransport")
    ),
    questions.element(
        SECRET,
        f"{RECEIVE_PORT}/ReceiveLocations/ReceiveLocation",
        ["Name"],
        secret=SETTINGS[1:],
        match=OPEN,
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
        parts = [(part(path, row), is_masked(row)) for row in elements or ()]
        found += [one for one, masked in parts if not masked]
    return found


def part(path: str, row: Row) -> ExportedPart:
    kind = filled(row, "select")
    if kind not in KINDS:
        raise Unparsable("column select: an element that was not asked for")
    return ExportedPart(path, True, kind, NAMERS.get(kind, plain)(row))


def plain(row: Row) -> str:
    if mapping(row, "context"):
        raise Unparsable("column context: more than was asked for")
    return filled(mapping(row, "attributes"), "Name")


def nameless(row: Row) -> str:
    if mapping(row, "context") or mapping(row, "attributes"):
        raise Unparsable("column attributes: more than was asked for")
    return ""


def orchestration(row: Row) -> str:
    assembly, version = (filled(mapping(row, "context"), f"ModuleRef.{one}") for one in NAMED)
    return f"{filled(mapping(row, 'attributes'), 'Name')}, {assembly}, Version={version}"


def port(row: Row) -> str:
    """A receive location is named by itself, a transport by its send port."""
    around = mapping(row, "context")
    return filled(around, "SendPort.Name") if around else plain(row)


def is_masked(row: Row) -> bool:
    """An adapter's settings without an open password tell nothing."""
    own = mapping(row, "attributes")
    told = [flag(mapping(own, name), "filled") for name in SETTINGS if name in own]
    if (filled(row, "select") == SECRET) != (len(told) == 1):
        raise Unparsable("column attributes: not what was asked for")
    return not all(told)


NAMERS = {"bindings": nameless, "orchestration": orchestration, SECRET: port}

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
