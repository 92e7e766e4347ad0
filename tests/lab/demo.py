"""`make demo`: start an estate of the lab, scan it as anybody would, say where the report is."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.lab.client import Lab
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.variants import ESTATES

OUT = Path("build") / "demo"
MISTAKE = 2


def scan(lab: Lab, out: Path) -> int:
    """The normal command with its console output passed through; its exit status."""
    command = [sys.executable, "-m", "scanner", "scan", str(lab.estate_file), "--out", str(out)]
    return subprocess.run(command, env=os.environ | lab.environment, check=False).returncode


def conclude(estate: LabEstate, status: int, out: Path) -> int:
    """Prints where the report is; 0 when the scan ended as this estate must."""
    for suffix in ("html", "pdf", "json"):
        for path in sorted(out.glob(f"*.{suffix}")):
            print(f"{suffix.upper():5}{path}")
    if status != estate.expected.status:
        wanted = f"{estate.expected.status} ({estate.expected.verdict})"
        print(f"The scan ended with {status}; the estate '{estate.name}' must end with {wanted}.")
        return 1
    print(f"{estate.expected.verdict}: exit status {status}, as the estate '{estate.name}' must.")
    return 0


def main(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "neglected"
    if name not in ESTATES:
        print(f"There is no estate {json.dumps(name)}: choose one of {', '.join(ESTATES)}.")
        return MISTAKE
    estate = ESTATES[name]()
    out = OUT / name
    for old in out.glob("*"):
        old.unlink()
    with TemporaryDirectory() as folder, Lab(estate, Path(folder)) as lab:
        status = scan(lab, out)
    return conclude(estate, status, out)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
