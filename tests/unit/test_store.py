"""Documents on disk: what goes in comes out; what is not ours is refused; files are private."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from scanner import store
from scanner.errors import UserMistake, VerificationFailed
from scanner.model.estate import Artefact, Location, Objectives
from scanner.model.evidence import Gap, GapReason
from scanner.seal import canonical_json, seal
from tests.evidence import SQL01, SQL02, evidence, group, pump, reading

HELD = evidence(
    reading(SQL01, pump()),
    reading(SQL02, gap=Gap(GapReason.DENIED, "SELECT was denied")),
    declared=group(
        locations=(Location(r"\\VAULT01\dr", "", (Artefact.SECRET_BACKUP,)),),
        objectives=Objectives(rpo=timedelta(minutes=15)),
    ),
)


def test_evidence_comes_back_as_it_went() -> None:
    assert store.evidence_of(store.evidence_bytes(HELD), "f") == HELD


def test_evidence_has_one_form_whatever_the_order_of_readings() -> None:
    turned = evidence(*reversed(HELD.readings), declared=HELD.group, planned=HELD.planned)
    assert store.evidence_bytes(turned) == store.evidence_bytes(HELD)


@pytest.mark.parametrize(
    "frame",
    [b"null", b"[]", b"{}", b"{", canonical_json({"schema": 99}), canonical_json({"schema": 1})],
)
def test_a_sealed_file_with_other_content_is_refused(frame: bytes) -> None:
    with pytest.raises(VerificationFailed):
        store.evidence_of(seal("evidence", {"evidence.json": frame}), "f")


def test_a_time_without_zone_is_refused() -> None:
    data = store.evidence_bytes(HELD).replace(b"+00:00", b"      ")
    members = {"evidence.json": b'{"started":"2026-11-22T05:00:00"}'}
    with pytest.raises(VerificationFailed):
        store.evidence_of(data, "f")
    with pytest.raises(VerificationFailed):
        store.evidence_of(seal("evidence", members), "f")


@pytest.mark.skipif(os.name == "nt", reason="permissions by mode are a POSIX matter")
def test_a_written_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "run.zip"
    store.write_file(path, b"x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == b"x"
    assert [one.name for one in path.parent.iterdir()] == ["run.zip"]


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "folder"
    path.mkdir()
    (path / "kept").write_text("kept")
    with pytest.raises(UserMistake, match="cannot be written"):
        store.write_file(path, b"x")
    assert (path / "kept").read_text() == "kept"
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_a_missing_file_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserMistake, match="cannot be read"):
        store.read_file(tmp_path / "none")
