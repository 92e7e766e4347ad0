"""Evidence is judged the same each time, and one changed byte is noticed."""

from pathlib import Path

import pytest

from tests.e2e.command import Scanned, btsready, scan
from tests.lab.client import Lab

AS_ROWS = "--rows=B04,B05,B07,B09,B10"


@pytest.fixture(scope="module")
def scanned(lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Scanned:
    return scan(lab, tmp_path_factory.mktemp("out"))


def test_twice_the_same_bytes(scanned: Scanned, tmp_path: Path) -> None:
    runs = [tmp_path / "first.zip", tmp_path / "second.zip"]
    for run in runs:
        ended = btsready("judge", scanned.evidence, "--out", run, AS_ROWS)
        assert ended.status == 0, ended.said
    assert runs[0].read_bytes() == runs[1].read_bytes()


@pytest.mark.parametrize("place", [0.0, 0.3, 0.6, 0.95, 1.0])
def test_a_flipped_byte(place: float, scanned: Scanned, tmp_path: Path) -> None:
    data = bytearray(scanned.evidence.read_bytes())
    data[int(place * (len(data) - 1))] ^= 0x10
    broken = tmp_path / "evidence.zip"
    broken.write_bytes(data)
    ended = btsready("judge", broken, "--out", tmp_path / "run.zip")
    assert ended.status == 4, ended.said
    assert "Traceback" not in ended.said


def test_replay_says_that_it_is_one(lab: Lab, scanned: Scanned, tmp_path: Path) -> None:
    """Nothing of the recorded estate need be there."""
    command = ("scan", lab.estate_file, "--replay", scanned.evidence, "--out", tmp_path, AS_ROWS)
    ended = btsready(*command, f"--format=json:{tmp_path / 'report.json'}")
    assert ended.status == 0, ended.said
    assert "replay" in ended.out


def test_replay_is_of_the_recorded_group_alone(lab: Lab, scanned: Scanned, tmp_path: Path) -> None:
    """Another group must not have a verdict from evidence that was never read of it."""
    said = lab.estate_file.read_text("utf-8")
    renamed = lab.folder / "renamed.yaml"
    renamed.write_text(said.replace("name: Produktion", "name: Test"), encoding="utf-8")
    command = ("--replay", scanned.evidence, "--out", tmp_path)
    for asked in (("scan", renamed), ("scan", lab.estate_file, "--group", "Test")):
        ended = btsready(*asked, *command)
        assert ended.status == 2, ended.said
        assert "Produktion" in ended.err
    assert not list(tmp_path.iterdir())
