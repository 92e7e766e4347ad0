"""UpdateDatabase.vbs of a BizTalk server: which providers of OLE DB it names, and nothing else."""

import json
from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import flag, mapping
from scanner.collectors.restore_folders import KEY, VALUE, in_restore_folders
from scanner.facts.restoring import UpdateScript
from scanner.model.collector import Answers, HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

INSTALLED, FILE = "update_scripts/installed", "update_scripts/file/"
NAME = "UpdateDatabase.vbs"
PROVIDERS = ("SQLOLEDB", "MSOLEDBSQL", "MSOLEDBSQL19")


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.values(INSTALLED, KEY, [VALUE])]


def second(_task: HostTask, answered: Answers) -> Sequence[Question]:
    views = answered.get(INSTALLED)
    paths = in_restore_folders(views, NAME) if views else ()
    return [questions.words(FILE + one, one, PROVIDERS) for one in paths]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[UpdateScript]:
    paths = in_restore_folders(answers.to(INSTALLED, rows), NAME)
    return [_script(path, answers.to(FILE + path, rows)) for path in paths]


def _script(path: str, rows: Sequence[Row]) -> UpdateScript:
    file, *more = rows
    if more:
        raise Unparsable("one file was asked for")
    if not answers.exists(rows):
        return UpdateScript(path, False, ())
    words = mapping(file, "words")
    if set(words) != set(PROVIDERS):
        raise Unparsable("column words: other words than were asked for")
    return UpdateScript(path, True, tuple(one for one in PROVIDERS if flag(words, one)))


COLLECTOR = HostCollector(
    "update_scripts",
    UpdateScript,
    frozenset({HostRole.BIZTALK}),
    first,
    interpret,
    second,
    json.dumps(questions.words(f"{FILE}{{path}}", "{path}", PROVIDERS)),
    rights="read the key of BizTalk Server and the files of its folder Schema\\Restore: every user "
    "may",
)
