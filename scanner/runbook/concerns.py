"""What the scan found, said once, in the step where a person needs to know it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from scanner.model.finding import Finding
from scanner.model.run import Run
from scanner.model.runbook import Phase, Step
from scanner.model.status import Severity, Status
from scanner.runbook.decided import Decided

WRONG = (Status.FAIL, Status.ERROR)
RESTORE = "R"  # so begin the rows of the checklist's restore half
MOST = 4


def concerns(pattern: str, finding: Finding) -> bool:
    return pattern == finding.check or fnmatchcase(finding.id, pattern)


@dataclass
class Concerns:
    """Findings of one run; `rest` is the title of the step for what belongs to no other."""

    run: Run
    rest: str

    def told(self, phases: Iterable[Phase]) -> tuple[Phase, ...]:
        """The same phases, each step with what concerns it; a `rest` that has nothing is left
        out."""
        phases = tuple(phases)
        steps = [step for phase in phases for step in phase.steps]
        mine = self._by_step(steps)
        made = (
            replace(phase, steps=tuple(self._filled(one, mine) for one in phase.steps))
            for phase in phases
        )
        return tuple(
            replace(phase, steps=tuple(one for one in phase.steps if not self._is_idle(one)))
            for phase in made
        )

    def _by_step(self, steps: Sequence[Step]) -> dict[str, list[Finding]]:
        """By title. Where several steps ask for a finding, the one at its server has it."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in sorted(self.run.findings, key=_worst_first):
            asking = [one for one in steps if any(concerns(each, finding) for each in one.checks)]
            server = finding.target.partition(":")[2]
            there = [one for one in asking if server and server in one.where]
            chosen = next(iter(there or asking), None)
            if chosen:
                found[chosen.title].append(finding)
            elif finding.status in WRONG and any(row.startswith(RESTORE) for row in finding.rows):
                found[self.rest].append(finding)
        return found

    def _filled(self, step: Step, mine: dict[str, list[Finding]]) -> Step:
        findings, decided = mine.get(step.title, []), Decided(self.run)
        wrong = [one for one in findings if one.status in WRONG]
        open_ = [one for one in findings if one.status is Status.NOT_CHECKED]
        troubles = self.run.decisions.troubles if step.title == self.rest else ()
        return replace(
            step,
            warnings=(*step.warnings, *_said(one for one in wrong if not decided.accepts(one))),
            accepted=tuple(decided.acceptances(wrong)),
            stated=tuple(decided.statements(open_)),
            unsaid=(*(said for one in open_ for said in decided.unsaid(one)), *troubles),
        )

    def _is_idle(self, step: Step) -> bool:
        return step.title == self.rest and not (step.warnings or step.accepted or step.unsaid)


def _worst_first(finding: Finding) -> tuple[int, str]:
    return -Severity(finding.severity), finding.id


def _said(findings: Iterable[Finding]) -> Iterator[str]:
    """Of one check a few in full; of the others at least what they are about."""
    by_check: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        by_check[one.check].append(one)
    for check, several in by_check.items():
        yield from (f"{one.message} ({check})" for one in several[:MOST])
        if more := several[MOST:]:
            yield f"The same of {', '.join(one.subject for one in more)}; see {check} in the report"
