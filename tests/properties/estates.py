"""Evidence of the lab's estates, collected once by the real command."""

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from scanner import app
from scanner.model.evidence import Evidence
from tests.lab.client import Lab
from tests.lab.estates.times import Times
from tests.lab.estates.variants import ESTATES

NAMES = sorted(ESTATES)


@cache
def evidence_of(name: str) -> Evidence:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "evidence.zip"
        with Lab(ESTATES[name](Times.of_now(log_hours=30)), Path(folder)) as lab:
            command = [
                sys.executable,
                "-m",
                "scanner",
                "collect",
                str(lab.estate_file),
                "-o",
                str(out),
            ]
            subprocess.run(command, env=os.environ | lab.environment, check=True)
        return app.read_evidence(out)[0]
