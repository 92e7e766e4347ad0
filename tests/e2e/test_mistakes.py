"""What people get wrong ends with one clear message, the right status and no traceback."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.command import Ended, btsready, scan
from tests.lab.client import Lab
from tests.lab.estates import company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.variants import sound


def is_clear(ended: Ended, status: int, *words: str) -> None:
    assert ended.status == status, ended.said
    assert "Traceback" not in ended.said
    for word in words:
        assert word in ended.said


def test_wrong_password(lab: Lab, tmp_path: Path) -> None:
    estate = sound()
    estate.environment["BTSREADY_LAB_SQL_PASSWORD"] = "not this one"
    lab.become(estate)
    scanned = scan(lab, tmp_path)
    is_clear(scanned.ended, 3, "audit-sql", "refused")
    attempts = {name: one.refused for name, one in lab.seen().items() if name.startswith("sql:")}
    assert sum(attempts.values()) == 1, attempts


def test_wrong_port(lab: Lab, tmp_path: Path) -> None:
    estate = sound()
    estate.sql[company.SQL01].faults.refuse = True
    lab.become(estate)
    scanned = scan(lab, tmp_path)
    is_clear(scanned.ended, 3, "unreachable", "SQL01")


def _unknown_key(estate: LabEstate) -> None:
    estate.group["management"]["serverr"] = "SQL01"


def _missing_driver(estate: LabEstate) -> None:
    estate.group["management"]["driver"] = "ODBC Driver 77 for SQL Server"


def _missing_authority(estate: LabEstate) -> None:
    estate.group["management"]["ca_file"] = "nowhere.pem"


def _authority_is_a_folder(estate: LabEstate) -> None:
    estate.group["windows"]["ca_file"] = "."


def _authority_is_no_certificate(estate: LabEstate) -> None:
    estate.group["windows"]["ca_file"] = "estate.yaml"


def _unknown_credential(estate: LabEstate) -> None:
    estate.group["management"]["credential"] = "nobody"


def _unknown_limit(estate: LabEstate) -> None:
    estate.settings["limits"] = {"BS01": {"max_agee": "26h"}}


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (_unknown_key, ("estate.yaml", "serverr", "server")),
        (_missing_driver, ("ODBC Driver 77", "Install")),
        (_missing_authority, ("nowhere.pem", "No such file")),
        (_authority_is_a_folder, ("CA file", "cannot be used")),
        (_authority_is_no_certificate, ("estate.yaml", "PEM")),
        (_unknown_credential, ("estate.yaml", "nobody")),
        (_unknown_limit, ("max_agee",)),
    ],
)
def test_wrong_estate(
    break_it: Callable[[LabEstate], None], words: tuple[str, ...], lab: Lab, tmp_path: Path
) -> None:
    estate = sound()
    break_it(estate)
    lab.become(estate)
    is_clear(scan(lab, tmp_path).ended, 2, *words)


def test_missing_secret(lab: Lab, tmp_path: Path) -> None:
    lab.become(sound())
    ended = btsready("scan", lab.estate_file, "--out", tmp_path)
    is_clear(ended, 2, "audit-sql", "BTSREADY_LAB_SQL_PASSWORD")


@pytest.mark.parametrize(
    ("content", "status"), [(None, 2), (b"", 4), (b"no evidence at all", 4), (b"PK\x03\x04", 4)]
)
def test_unreadable_evidence(content: bytes | None, status: int, tmp_path: Path) -> None:
    evidence = tmp_path / "evidence.zip"
    if content is not None:
        evidence.write_bytes(content)
    ended = btsready("judge", evidence, "--out", tmp_path / "run.zip")
    is_clear(ended, status, "evidence.zip")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have a full disk")
def test_output_that_nobody_can_read() -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "scanner", "checks"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ended.returncode == 2
    assert b"output cannot be written" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_closed_pipe_is_no_verdict() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "scanner", "schema", "run"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as command:
        assert command.stdout
        command.stdout.close()
        assert command.wait(30) == 2
