"""What people said and accepted, by the run's own rulings, as sentences of a runbook."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from scanner.model.decision import Attestation, Ruling, Standing, Waiver
from scanner.model.finding import Finding
from scanner.model.run import Run
from scanner.recovery.phrases import listed

LAPSED = frozenset({Standing.EXPIRED, Standing.ENDED, Standing.NOT_YET, Standing.FLAWED})


@dataclass(frozen=True)
class Decided:
    run: Run

    def statements(self, findings: Iterable[Finding]) -> Iterator[str]:
        """Each statement once, followed by what it answers."""
        told: set[str] = set()
        waiting = {one.id: one for one in findings}
        for one, ruling in self._attestations():
            mine = [waiting[each] for each in ruling.findings if each in waiting]
            if ruling.standing is Standing.COUNTS and mine:
                yield f"{_who(one)} states of {one.about}: “{one.statement}” {_worth(one)}"
                yield from _answers(mine, told)

    def unsaid(self, finding: Finding) -> Iterator[str]:
        """Nothing where statements count for every row that asks it."""
        open_rows = self._open_rows(finding)
        if not open_rows:
            return
        asked = set(finding.rows) & self._scope
        only = f" Nobody has said it for {listed(open_rows)}." if set(open_rows) != asked else ""
        before = "".join(f" {one}" for one in self._lapsed(finding))
        yield f"{finding.message}{only}{before} ({finding.check})"

    def accepts(self, finding: Finding) -> bool:
        return any(finding.id in ruling.findings for _, ruling in self._waivers())

    def acceptances(self, findings: Iterable[Finding]) -> Iterator[str]:
        failing = {one.id: one for one in findings}
        for one, ruling in self._waivers():
            for each in ruling.findings:
                if each in failing:
                    found = failing[each]
                    yield (
                        f"{found.message} ({found.check}) {one.owner} answers for it, approved by "
                        f"{one.approver}, until {_day(one.until)}, unsigned: {one.reason}"
                    )

    @property
    def _scope(self) -> set[str]:
        return {row.control.id for row in self.run.rows if row.in_scope}

    def _open_rows(self, finding: Finding) -> list[str]:
        said = {
            row
            for _, ruling in self._attestations()
            if ruling.standing is Standing.COUNTS and finding.id in ruling.findings
            for row in ruling.rows
        }
        return sorted(set(finding.rows) & self._scope - said)

    def _lapsed(self, finding: Finding) -> Iterator[str]:
        for one, ruling in self._attestations():
            meant = one.about in finding.rows or finding.is_called(one.about)
            if ruling.standing in LAPSED and meant:
                yield f"{one.by} said so, but that does not count any more: {ruling.sentence}"

    def _attestations(self) -> Iterator[tuple[Attestation, Ruling]]:
        ruled = {one.decision: one for one in self.run.rulings}
        for one in self.run.decisions.attestations:
            if one.id in ruled:
                yield one, ruled[one.id]

    def _waivers(self) -> Iterator[tuple[Waiver, Ruling]]:
        ruled = {one.decision: one for one in self.run.rulings}
        for one in self.run.decisions.waivers:
            if one.id in ruled and ruled[one.id].standing is Standing.COUNTS:
                yield one, ruled[one.id]


def _answers(findings: Iterable[Finding], told: set[str]) -> Iterator[str]:
    """In full what no statement before has answered."""
    known = []
    for one in findings:
        if one.id in told:
            known.append(one.check)
        else:
            yield f"It answers: {one.message} ({one.check})"
        told.add(one.id)
    if known:
        yield f"It answers {listed(list(dict.fromkeys(known)))} too"


def _who(one: Attestation) -> str:
    return f"{one.by}, entered {_day(one.entered.at)} by {one.entered.account}, unsigned,"


def _worth(one: Attestation) -> str:
    document = one.document
    rests = f" Document: {document.path}, SHA-256 {document.sha256}." if document else ""
    return f"Counts until {_day(one.until)}.{rests}"


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
