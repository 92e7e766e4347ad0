"""How much room a log shipping destination has, volume by volume."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, integer, optional_text, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.storage import VolumeSpace
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[VolumeSpace]:
    """Each volume once, with the least that any of its files told."""
    told = [_volume(row) for row in visible(rows, "sees_all", "VIEW ANY DEFINITION")]
    found: dict[str, VolumeSpace] = {}
    for one in sorted((one for one in told if one), key=lambda one: one.free):
        found.setdefault(one.volume.casefold(), one)
    return sorted(found.values(), key=lambda one: one.volume)


def _volume(row: Row) -> VolumeSpace | None:
    """None of a file whose volume the server does not tell."""
    path, volume = filled(row, "physical_name"), optional_text(row, "volume_mount_point")
    if not volume:
        return None
    if not path.casefold().startswith(volume.casefold()):
        raise Unparsable("column volume_mount_point: a volume that its file does not lie on")
    return VolumeSpace(volume, integer(row, "available_bytes"), integer(row, "total_bytes"))


COLLECTOR = sql_collector(
    "volume_space", VolumeSpace, Place.DESTINATION, interpret, never_empty=True
)
