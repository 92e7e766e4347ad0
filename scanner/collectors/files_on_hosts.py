"""The files in folders of a Windows host: backup destinations and declared locations."""

from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.stored_files import stored_files
from scanner.facts.backup_files import StoredFile
from scanner.model.collector import HostCollector, HostTask, Question, Unparsable
from scanner.model.evidence import Clock, Row

FOLDER = "files_on_hosts/"
DEPTH = 2


def first(task: HostTask) -> Sequence[Question]:
    """A question's id carries its folder as it was declared; that is what a check asks for."""
    return [
        questions.files(FOLDER + folder, folder, depth=DEPTH, hashed=folder in task.hash_allowed)
        for folder in task.folders
    ]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[StoredFile]:
    found: list[StoredFile] = []
    for question, own in answers.by_question(rows).items():
        if not question.startswith(FOLDER):
            raise Unparsable("an answer to a question that was not asked")
        found += stored_files(question.removeprefix(FOLDER), own)
    return found


COLLECTOR = HostCollector(
    "files_on_hosts",
    StoredFile,
    frozenset(),
    first,
    interpret,
    rights="list the folders",
)
