"""`make demo` scans as anybody would, and ends well when the verdict is the one it must be."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.lab import demo
from tests.lab.estates.variants import neglected

ROOT = Path(__file__).parent.parent.parent


def run(name: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.lab.demo", name],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )


def test_neglected(tmp_path: Path) -> None:
    done = run("neglected", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "NOT READY" in done.stdout
    for suffix in ("html", "pdf"):
        (report,) = (tmp_path / "build" / "demo" / "neglected").glob(f"*.{suffix}")
        assert str(report.relative_to(tmp_path)) in done.stdout


def test_unknown_estate(capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.main(["elsewhere"]) == 2
    assert "sound, neglected, half-dark" in capsys.readouterr().out


def test_another_verdict(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert demo.conclude(neglected(), 0, tmp_path) == 1
    assert "must end with 1" in capsys.readouterr().out
