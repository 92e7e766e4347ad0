"""A runbook as it was asked for: from a run and its very evidence to files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scanner import store
from scanner.errors import UserMistake, VerificationFailed
from scanner.factbook import FactBook, View
from scanner.judge import max_skew
from scanner.model.collector import Collector
from scanner.model.run import Run
from scanner.model.runbook import Runbook
from scanner.runbook.choice import Choice
from scanner.runbook.compose import compose

Render = Callable[[Runbook, datetime], bytes]
RUN, EVIDENCE = "-run.zip", "-evidence.zip"


@dataclass(frozen=True)
class RunbookOrder:
    """`evidence` None: it lies beside the run, where `scan` puts it."""

    run: Path
    evidence: Path | None
    out: Path
    choice: Choice

    @property
    def files(self) -> Path:
        """Where the generated files go."""
        return self.out.with_name(f"{self.out.stem}-files")

    def write(self, formats: Mapping[str, Render], collectors: Iterable[Collector]) -> Runbook:
        """`formats` by the suffix of the file. Nothing is written unless all could be made."""
        if self.out.suffix not in formats:
            known = ", ".join(sorted(formats))
            raise UserMistake(f"{self.out} is of no known form", f"End it in one of {known}.")
        data, run_sha256 = store.read_file(self.run)
        run = store.run_of(data, str(self.run))
        book = compose(self._facts(run, collectors), run, run_sha256, self.choice)
        page = formats[self.out.suffix](book, run.collection.ended)
        store.write_file(self.out, page)
        for one in book.attachments:
            store.write_file(self.files / one.name, one.data)
        return book

    def _facts(self, run: Run, collectors: Iterable[Collector]) -> View:
        """The very evidence that the run was judged from, as of the same moment."""
        path, known = self.evidence or self._beside(), tuple(collectors)
        data, sha256 = store.read_file(path)
        evidence = store.evidence_of(data, str(path))
        if sha256 != run.evidence_sha256:
            raise VerificationFailed(
                f"{path} is not the evidence that the run was judged from",
                f"That has the SHA-256 {run.evidence_sha256}.",
            )
        book = FactBook(evidence, known, run.as_of, max_skew(evidence.limits))
        return View(book, frozenset(one.fact for one in known))

    def _beside(self) -> Path:
        name = self.run.name
        found = self.run.with_name(name.removesuffix(RUN) + EVIDENCE)
        if not name.endswith(RUN) or not found.exists():
            raise UserMistake(
                f"the evidence of {self.run} is not beside it",
                "Name it: --evidence FILE; the run tells its SHA-256.",
            )
        return found
