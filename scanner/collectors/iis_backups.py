"""The backups that appcmd made of IIS: folders, and the configuration file in each."""

from collections.abc import Iterable, Sequence
from pathlib import PureWindowsPath

from scanner.collectors import questions
from scanner.collectors.stored_files import below, stored_files, time_of
from scanner.facts.backup_files import StoredFile
from scanner.facts.iis import IisBackup
from scanner.model.collector import HostCollector, HostTask, Question
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

BACKUPS = "%windir%\\System32\\inetsrv\\backup"
CONFIGURATION = "applicationHost.config"


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.files("iis_backups/folders", BACKUPS, depth=1)]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[IisBackup]:
    return [backup(*pair) for pair in contents(rows)]


def backup(folder: StoredFile, configuration: StoredFile | None) -> IisBackup:
    return IisBackup(
        name=PureWindowsPath(folder.path).name,
        written=time_of(folder),
        config_size=configuration.size if configuration else 0,
        config_written=configuration.written if configuration else None,
    )


def contents(rows: Sequence[Row]) -> list[tuple[StoredFile, StoredFile | None]]:
    """Every folder right below the listed one, with the configuration file in it."""
    root, *found = stored_files(BACKUPS, rows)
    files = {PureWindowsPath(file.path): file for file in found if not file.is_directory}
    return [
        (folder, files.get(PureWindowsPath(folder.path) / CONFIGURATION))
        for folder in below(root, found)
        if folder.is_directory
    ]


COLLECTOR = HostCollector(
    "iis_backups",
    IisBackup,
    frozenset({HostRole.PORTAL}),
    first,
    interpret,
    rights="local administrator: inetsrv\\backup is closed to others",
    never_empty=False,
)
