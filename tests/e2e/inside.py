"""Scans within the test's own process: of what the lab describes, or of a running lab."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scanner import app
from scanner.collect import Collecting, NoWatch
from scanner.collectors.registry import COLLECTORS
from scanner.estate.credentials import Vault
from scanner.judge import Terms
from scanner.model.evidence import Evidence
from scanner.model.run import Run
from scanner.transport.redact import Secrets
from tests.lab.client import Lab
from tests.lab.estates import estate_file
from tests.lab.estates.estate import LabEstate
from tests.lab.inside import Engines, InsideDoors

NO_DIGEST = "0" * 64


@dataclass
class Inside:
    folder: Path
    engines: Engines = field(default_factory=Engines)

    def collect(self, estate: LabEstate) -> Evidence:
        path = estate_file.write(estate.settings, {}, self.folder)
        said = app.load_estate(path)
        doors = InsideDoors(estate, self.engines)
        secrets = Secrets(frozenset())
        group = said.groups[0]
        work = Collecting(said, group, doors, COLLECTORS, lambda: secrets, NoWatch())
        return work.collect()

    def scan(self, estate: LabEstate) -> Run:
        evidence = self.collect(estate)
        return app.judged(evidence, NO_DIGEST, Terms(evidence.limits))


def over_wires(lab: Lab) -> Run:
    """A scan of a running lab, without a process of its own."""
    said = app.load_estate(lab.estate_file)
    evidence = app.collecting(said, said.groups[0], Vault(said), NoWatch()).collect()
    return app.judged(evidence, NO_DIGEST, Terms(evidence.limits))


@contextmanager
def inside(folder: Path) -> Iterator[Inside]:
    (folder / estate_file.CA_FILE).touch()
    engines = Engines()
    with closing(engines):
        yield Inside(folder, engines)


def statuses(run: Run) -> dict[str, str]:
    return {one.id: one.status.value for one in run.findings}
