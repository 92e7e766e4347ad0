"""Who may do what with the folders of a Windows host that hold backups."""

from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.stored_rights import folder_rights
from scanner.facts.folder_rights import FolderRights
from scanner.model.collector import HostCollector, HostTask, Question, Unparsable
from scanner.model.evidence import Clock, Row

FOLDER = "rights_on_hosts/"


def first(task: HostTask) -> Sequence[Question]:
    """A question's id carries its folder as it was declared; that is what a check asks for."""
    return [questions.rights(FOLDER + folder, folder) for folder in task.folders]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[FolderRights]:
    found: list[FolderRights] = []
    for question, own in answers.by_question(rows).items():
        if not question.startswith(FOLDER):
            raise Unparsable("an answer to a question that was not asked")
        found.append(folder_rights(question.removeprefix(FOLDER), own))
    return found


COLLECTOR = HostCollector(
    "rights_on_hosts",
    FolderRights,
    frozenset(),
    first,
    interpret,
    rights="read the permissions of the folders",
)
