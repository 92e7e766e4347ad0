"""The automatic history of the IIS configuration: rolling, and on the same disk."""

from collections.abc import Iterable, Sequence
from pathlib import PureWindowsPath

from scanner.collectors import questions
from scanner.collectors.stored_files import below, stored_files, time_of
from scanner.facts.iis import IisHistoryEntry
from scanner.model.collector import HostCollector, HostTask, Question
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

HISTORY = "%SystemDrive%\\inetpub\\history"


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.files("iis_history/folders", HISTORY, pattern="CFGHISTORY_*")]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[IisHistoryEntry]:
    root, *found = stored_files(HISTORY, rows)
    return [
        IisHistoryEntry(PureWindowsPath(folder.path).name, time_of(folder))
        for folder in below(root, found)
        if folder.is_directory
    ]


COLLECTOR = HostCollector(
    "iis_history",
    IisHistoryEntry,
    frozenset({HostRole.PORTAL}),
    first,
    interpret,
    rights="read inetpub\\history: local administrator",
    never_empty=False,
)
