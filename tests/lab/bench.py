"""`make bench`: what a scan of *sound* costs, in seconds, memory, requests and logons; and the
recovery analysis against ten times as many simulated restores as in `make test`.

Each command runs as a process of its own, so memory is that of the whole scan with its children.
Times are of this machine; the ratios and the counts are what may be compared.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.lab.client import Lab
from tests.lab.estates.variants import sound

RUNS = 5
TIMES_AS_MANY = "10"  # cases for the oracle, of those that `make test` tries
ORACLE = "tests/properties/test_recovery_oracle.py"


def seconds(work: Callable[[], None]) -> float:
    """The median of a few runs."""
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def command(lab: Lab, *arguments: str) -> Callable[[], None]:
    def run() -> None:
        subprocess.run(
            [sys.executable, "-m", "scanner", "-q", *arguments],
            env=os.environ | lab.environment,
            check=False,
            capture_output=True,
        )

    return run


def measure(lab: Lab, folder: Path) -> None:
    estate, evidence, run = str(lab.estate_file), str(folder / "e.zip"), str(folder / "r.zip")
    start = seconds(command(lab, "--version"))
    collect = seconds(command(lab, "collect", estate, "-o", evidence))
    judge = seconds(command(lab, "judge", evidence, "-o", run))
    say("start (--version)", start, start)
    say("collect", collect, start)
    say("judge", judge, start)
    for name in ("json", "html", "pdf"):
        say(
            f"report {name}",
            seconds(command(lab, "report", run, "--format", f"{name}:{folder}/x")),
            start,
        )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'largest process':24} {peak:8.0f} MB")
    print(f"{'evidence':24} {Path(evidence).stat().st_size / 1024:8.0f} kB")


def say(what: str, taken: float, unit: float) -> None:
    print(f"{what:24} {taken:8.2f} s  {taken / unit:6.1f} times the start")


def counts(lab: Lab) -> None:
    """One collection alone: what each target saw of it."""
    before = lab.seen()
    command(lab, "collect", str(lab.estate_file), "-o", str(lab.folder / "once.zip"))()
    for name, now in sorted(lab.seen().items()):
        was = before[name]
        requests = now.selects - was.selects + now.requests - was.requests
        logons = now.logons - was.logons
        print(f"{name:24} {requests:8} requests or statements, {logons} logons")


def oracle() -> None:
    """The recovery analysis against simulated restores, at length and with other seeds."""
    started = time.perf_counter()
    many = os.environ | {"BTSREADY_ORACLE": os.environ.get("BTSREADY_ORACLE", TIMES_AS_MANY)}
    tried = subprocess.run([sys.executable, "-m", "pytest", "-q", ORACLE], env=many, check=False)
    answer = "agrees" if tried.returncode == 0 else "DISAGREES"
    print(f"{'recovery oracle':24} {time.perf_counter() - started:8.0f} s  {answer}")


def main() -> None:
    with TemporaryDirectory() as folder, Lab(sound(), Path(folder)) as lab:
        counts(lab)
        measure(lab, Path(folder))
    oracle()


if __name__ == "__main__":
    main()
