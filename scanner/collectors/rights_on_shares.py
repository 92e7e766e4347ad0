"""Who may do what with a UNC folder, by the file system's rights, read by the scanner itself."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled
from scanner.collectors.stored_rights import folder_rights
from scanner.facts.folder_rights import FolderRights
from scanner.model.collector import ShareCollector, ShareQuestion, Unparsable
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[FolderRights]:
    if not rows:
        raise Unparsable("not even the folder itself was answered")
    return [folder_rights(filled(rows[0], "path"), rows)]


COLLECTOR = ShareCollector(
    "rights_on_shares", FolderRights, 0, interpret, asks=ShareQuestion.RIGHTS
)
