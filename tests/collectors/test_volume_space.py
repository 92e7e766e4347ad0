"""Volumes of a destination, as its files tell them."""

from typing import Any

import pytest

from scanner.collectors.volume_space import interpret
from scanner.facts.storage import VolumeSpace
from scanner.model.collector import Unparsable
from tests.collectors.recording import CLOCK, recording

FIRST, SECOND = recording("volume_space").rows


def told(*rows: dict[str, Any]) -> list[VolumeSpace]:
    return list(interpret(rows, CLOCK))


def test_a_volume_of_several_files_is_told_once_with_the_least() -> None:
    later = {**FIRST, "physical_name": "d:\\Data\\x.ndf", "available_bytes": 7}
    assert told(FIRST, later) == [VolumeSpace("D:\\", 7, FIRST["total_bytes"])]


@pytest.mark.parametrize("volume", [None, ""])
def test_a_file_without_a_volume_is_left_out(volume: str | None) -> None:
    nothing = {"volume_mount_point": volume, "total_bytes": None, "available_bytes": None}
    assert told({**FIRST, **nothing}, SECOND) == told(SECOND)


@pytest.mark.parametrize("volume", ["E:\\", "\0garbled"])
def test_a_volume_that_its_file_does_not_lie_on_is_unparsable(volume: str) -> None:
    with pytest.raises(Unparsable):
        told({**FIRST, "volume_mount_point": volume})
