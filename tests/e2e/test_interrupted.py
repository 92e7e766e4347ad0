"""Ctrl-C: the right status, at once, with what was read by then on disk."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scanner.errors import ExitStatus
from tests.e2e.command import btsready
from tests.lab.client import Lab
from tests.lab.estates.faults import FAULTS
from tests.lab.estates.variants import sound


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A shell starts what runs in its background with SIGINT ignored, and children inherit it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.skipif(os.name == "nt", reason="SIGINT is sent the POSIX way")
def test_what_was_read_is_kept(lab: Lab, tmp_path: Path) -> None:
    lab.become(sound().with_faults([FAULTS["slow_everywhere"].apply]))
    command = [sys.executable, "-m", "scanner", "-v", "scan", str(lab.estate_file)]
    process = subprocess.Popen(
        [*command, "--out", str(tmp_path)],
        env=os.environ | lab.environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    try:
        first = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=10)
    finally:
        process.kill()
        process.stderr.close()
    assert "sql:SQL01" in first
    assert process.returncode == ExitStatus.INTERRUPTED
    assert "Traceback" not in said
    (kept,) = tmp_path.glob("*-evidence-interrupted.zip")
    judged = btsready("judge", kept, "-o", tmp_path / "run.zip")
    assert judged.status in (ExitStatus.INCOMPLETE, ExitStatus.NOT_READY)
