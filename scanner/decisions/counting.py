"""Which decisions count at one moment, and what each is worth in a run. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from scanner.model.decision import (
    Attestation,
    Decision,
    DecisionKind,
    Decisions,
    Ruling,
    Standing,
    Waiver,
)
from scanner.model.finding import Finding
from scanner.model.status import Status

CHECK_LETTERS = 4  # 'BJ02', and so begins every name of one of its findings
PLURAL = {Status.NOT_CHECKED: "answers that no machine gives", Status.FAIL: "failures"}
SINGULAR = {Status.NOT_CHECKED: "an answer that no machine gives", Status.FAIL: "a failure"}


@dataclass(frozen=True)
class Counting:
    """The decisions that count: neither expired nor ended, entered before, not flawed."""

    attestations: tuple[Attestation, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def attests(self, row: str, finding: Finding | None = None) -> tuple[Attestation, ...]:
        """Statements about a row, or about a finding under it that no machine decides."""
        if finding is not None and finding.status is not Status.NOT_CHECKED:
            return ()
        return tuple(
            one
            for one in self.attestations
            if one.about == row or (finding is not None and finding.is_called(one.about))
        )

    def waives(self, finding: Finding) -> tuple[Waiver, ...]:
        """Acceptances of a failure; they change no status."""
        if finding.status is not Status.FAIL:
            return ()
        return tuple(one for one in self.waivers if finding.is_called(one.about))


NOTHING = Counting()


def kind_of(decision: Decision) -> DecisionKind:
    attests = isinstance(decision, Attestation)
    return DecisionKind.ATTESTATION if attests else DecisionKind.WAIVER


def counting(decisions: Decisions, as_of: datetime) -> Counting:
    """Those that count as of that moment."""
    return Counting(
        tuple(one for one in decisions.attestations if lapse(one, as_of) is None),
        tuple(one for one in decisions.waivers if lapse(one, as_of) is None),
    )


def lapse(decision: Decision, as_of: datetime) -> tuple[Standing, str] | None:
    """Why it does not count as of that moment, or None. `until` itself is too late."""
    if isinstance(decision, Attestation) and decision.flaw:
        return Standing.FLAWED, decision.flaw
    if decision.entered.at > as_of:
        later = f"Entered {_time(decision.entered.at)}, after the moment that is judged; scan again"
        return Standing.NOT_YET, f"{later}."
    ended = decision.ended
    if ended and ended.at <= as_of:
        said = f"Ended {_time(ended.at)} by {ended.account} on {ended.host}."
        return Standing.ENDED, said
    if decision.until <= as_of:
        return Standing.EXPIRED, f"Expired {_time(decision.until)}."
    return None


def rulings(
    decisions: Decisions, findings: Sequence[Finding], rows: Iterable[str], as_of: datetime
) -> tuple[Ruling, ...]:
    """Every decision with what it is worth in a run over `rows`, the row ids in scope."""
    scope = tuple(rows)
    return tuple(_ruling(one, findings, scope, as_of) for one in decisions.all)


def _ruling(
    decision: Decision, findings: Sequence[Finding], scope: tuple[str, ...], as_of: datetime
) -> Ruling:
    if why := lapse(decision, as_of):
        return Ruling(decision.id, *why)
    meant = [one for one in findings if _means(decision, one)]
    wanted = Status.NOT_CHECKED if isinstance(decision, Attestation) else Status.FAIL
    covered = [one for one in meant if one.status is wanted]
    unserved = decision.about in scope and not meant  # a row that no check serves
    if not covered and not (unserved and isinstance(decision, Attestation)):
        return Ruling(decision.id, *_worthless(decision, meant, findings, scope))
    touched = {row for one in covered for row in one.rows if row in scope}
    own = {decision.about} if decision.about in scope else touched
    said = f"Counts for {_number(covered, wanted)} until {_time(decision.until)}."
    found = tuple(one.id for one in covered)
    return Ruling(decision.id, Standing.COUNTS, said, found, tuple(sorted(own)))


def _means(decision: Decision, finding: Finding) -> bool:
    by_row = isinstance(decision, Attestation) and decision.about in finding.rows
    return by_row or finding.is_called(decision.about)


def _worthless(
    decision: Decision, meant: Sequence[Finding], all_of: Sequence[Finding], scope: tuple[str, ...]
) -> tuple[Standing, str]:
    """Why it covers nothing: a defect of the entry, or simply no need for it."""
    if not meant:
        served = any(one.check == decision.about[:CHECK_LETTERS] for one in all_of)
        if decision.about in scope or served:
            return Standing.UNMATCHED, f"This run has no finding {decision.about!r}."
        return Standing.NOT_ASKED, "What it is about is not part of this run."
    statuses = {one.status for one in meant}
    bad = statuses & {Status.FAIL, Status.ERROR}
    if isinstance(decision, Attestation) and bad:
        return Standing.UNMATCHED, f"A statement never counts for {_either(bad)}."
    if bad:
        return Standing.UNMATCHED, "What could not be read cannot be accepted: it is no failure."
    if isinstance(decision, Waiver):
        return Standing.UNMATCHED, "Nothing that it is about fails today: it can be ended."
    return Standing.UNNEEDED, "Not needed: nothing that it is about needs it today."


def _either(statuses: set[Status]) -> str:
    words = {Status.FAIL: "a failure", Status.ERROR: "what could not be read"}
    return " or ".join(said for status, said in words.items() if status in statuses)


def _number(covered: Sequence[Finding], wanted: Status) -> str:
    if not covered:
        return "a row that no check serves"
    return f"{len(covered)} {PLURAL[wanted]}" if len(covered) > 1 else SINGULAR[wanted]


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def overlooked(findings: Iterable[Finding], scope: Iterable[str], held: Counting) -> Iterator[str]:
    """Ids of findings that still wait for a person under some row of `scope`."""
    rows = frozenset(scope)
    for one in findings:
        waits = any(not held.attests(row, one) for row in rows.intersection(one.rows))
        if one.status is Status.NOT_CHECKED and waits:
            yield one.id
