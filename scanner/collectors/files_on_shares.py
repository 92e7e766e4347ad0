"""The files below a UNC folder, listed by the scanner itself."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled
from scanner.collectors.stored_files import stored_files
from scanner.facts.backup_files import StoredFile
from scanner.model.collector import ShareCollector, Unparsable
from scanner.model.evidence import Clock, Row

DEPTH = 2


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[StoredFile]:
    if not rows:
        raise Unparsable("not even the folder itself was listed")
    return stored_files(filled(rows[0], "path"), rows)


COLLECTOR = ShareCollector("files_on_shares", StoredFile, DEPTH, interpret)
