"""How much room is left on the volumes of a host that the backup job writes to, mounted ones too.

A volume that is mounted at several places is known by one of them.
"""

from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, optional_integer
from scanner.facts.storage import FreeSpace
from scanner.model.collector import HostCollector, HostTask, Question
from scanner.model.evidence import Clock, Row

VOLUMES = "space_on_hosts/volumes"


def first(task: HostTask) -> Sequence[Question]:
    return [questions.volumes(VOLUMES)] if task.backups else []


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[FreeSpace]:
    return [
        FreeSpace(
            place=filled(row, "Name"),
            exists=True,
            free=optional_integer(row, "FreeSpace"),
            capacity=optional_integer(row, "Capacity"),
        )
        for row in answers.to(VOLUMES, rows)
    ]


COLLECTOR = HostCollector(
    "space_on_hosts",
    FreeSpace,
    frozenset(),
    first,
    interpret,
    rights="local administrator, or the right to read Win32_Volume granted",
)
