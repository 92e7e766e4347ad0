"""Who may open the backups of the master secret: rights by SID, never a name, never a content.

Where a share lies on its server's disks is known once Win32_Share was asked, so these folders are
asked in the second round.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PureWindowsPath

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, flag, integer, mapping, optional_text, value
from scanner.facts.secret_rights import FileRight, SecretPath
from scanner.model.collector import Answers, HostCollector, HostTask, Question, Unparsable
from scanner.model.evidence import Clock, JsonValue, Row
from scanner.model.names import folder_name, is_unc

FOLDER = "secret_rights/folder/"
SHARE = "secret_rights/share/"
DEPTH = 2


def first(task: HostTask) -> Sequence[Question]:
    local = [_folder(one, one) for one in task.secrets if not is_unc(one)]
    names = dict.fromkeys(_parts(one)[0] for one in task.secrets if is_unc(one))
    return [*local, *(_share(name) for name in names)]


def second(task: HostTask, answered: Answers) -> Sequence[Question]:
    found = ((one, _local(one, answered)) for one in task.secrets if is_unc(one))
    return [_folder(one, path) for one, path in found if path]


def _folder(place: str, path: str) -> Question:
    return {**questions.files(FOLDER + place, path, depth=DEPTH), "rights": True}


def _share(name: str) -> Question:
    asked: Question = {
        "namespace": "root\\cimv2",
        "class": "Win32_Share",
        "properties": ["Name", "Path"],
        "filter": {"Name": name},
    }
    limits: JsonValue = {"rows": 500, "seconds": 15, "bytes": questions.MEGABYTE}
    return {"id": SHARE + name, "kind": "cim", **asked, "limits": limits}


def _parts(place: str) -> tuple[str, str]:
    """The share's name, and what follows it."""
    share, _, rest = folder_name(place)[2:].partition("\\")[2].partition("\\")
    return share, rest


def _local(place: str, answered: Answers) -> str:
    """Where that is on the server's disks; empty for a share without a folder, such as IPC$."""
    share, rest = _parts(place)
    for row in answered.get(SHARE + share, ()):
        if root := optional_text(row, "Path"):
            return str(PureWindowsPath(root, rest))
    return ""


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[SecretPath]:
    """A share that is not there, or has no folder, leaves its place without an answer."""
    found: list[SecretPath] = []
    for question, own in answers.by_question(rows).items():
        if question.startswith(FOLDER):
            found += _paths(question.removeprefix(FOLDER), own)
        elif question.startswith(SHARE):
            for row in own:
                filled(row, "Name"), optional_text(row, "Path")
        else:
            raise Unparsable("an answer to a question that was not asked")
    return found


def _paths(place: str, rows: Sequence[Row]) -> Iterator[SecretPath]:
    if not answers.exists(rows):
        yield SecretPath(place, filled(rows[0], "path"), False, False, 0, ())
        return
    for row in (rows[0], *answers.listed(rows)):
        if not flag(row, "exists"):
            raise Unparsable("column exists: a file was listed that is not there")
        is_directory = flag(row, "directory")
        size = 0 if is_directory and value(row, "size") is None else integer(row, "size")
        yield SecretPath(place, filled(row, "path"), True, is_directory, size, _rights(row))


def _rights(row: Row) -> tuple[FileRight, ...]:
    found = value(row, "rights")
    if not isinstance(found, list):
        raise Unparsable("column rights: a list expected")
    entries = (mapping({"right": one}, "right") for one in found)
    return tuple(
        FileRight(
            sid=filled(one, "sid"),
            mask=integer(one, "mask"),
            allow=flag(one, "allow"),
            inherited=flag(one, "inherited"),
        )
        for one in entries
    )


COLLECTOR = HostCollector(
    "secret_rights",
    SecretPath,
    frozenset(),
    first,
    interpret,
    second,
    json.dumps(_folder("{place}", "{folder}")),
    rights="read the folders' permissions; for those of a share, query Win32_Share",
)
