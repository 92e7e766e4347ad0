"""btsready as a process of its own, and what came of it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.lab.client import Lab
from tests.lab.estates.estate import JUDGED_ROWS

SECONDS = 60


@dataclass(frozen=True)
class Ended:
    """A finished command."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def btsready(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> Ended:
    command = [sys.executable, "-m", "scanner", *map(str, arguments)]
    done = subprocess.run(
        command,
        env=os.environ | dict(environment or {}),
        capture_output=True,
        check=False,
        timeout=SECONDS,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@dataclass(frozen=True)
class Scanned:
    """A scan with its JSON report and the folder that holds all it wrote."""

    ended: Ended
    folder: Path
    report: dict[str, Any]

    @property
    def statuses(self) -> dict[str, str]:
        return {one["id"]: one["status"] for one in self.report["findings"]}

    @property
    def evidence(self) -> Path:
        return next(self.folder.glob("*-evidence.zip"))


def scan(lab: Lab, out: Path, rows: str = JUDGED_ROWS, formats: Iterable[str] = ()) -> Scanned:
    """`formats` are written beside the JSON report, which is always asked for."""
    wanted = [f"--format=json:{out / 'report.json'}"]
    wanted += [f"--format={name}:{out / f'report.{name}'}" for name in formats]
    asked = [f"--rows={rows}"] if rows else []
    command = ("-v", "scan", lab.estate_file, "--out", out)
    ended = btsready(*command, *asked, *wanted, environment=lab.environment)
    path = out / "report.json"
    report = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return Scanned(ended, out, report)
