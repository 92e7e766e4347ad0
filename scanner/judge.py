"""Evidence to run: pure and deterministic; the same evidence and limits give the same run."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from scanner import __version__
from scanner.decisions.counting import counting, rulings
from scanner.decisions.imported import with_imported
from scanner.estate.discover import servers, windows
from scanner.evaluate import Limits, attempt, evaluate, limits_of
from scanner.factbook import FactBook, View
from scanner.model.check import Check
from scanner.model.collector import Collector
from scanner.model.control import Control
from scanner.model.decision import NO_DECISIONS, Decisions
from scanner.model.duration import compact, parse, say
from scanner.model.evidence import Evidence, Reading
from scanner.model.run import CheckText, LimitUsed, ReadingSummary, Recovery, Run
from scanner.recovery_said import said as recovery_said
from scanner.recovery_said import untold
from scanner.rollup import row_result, verdict
from scanner.store import SCHEMA

MAX_SKEW = timedelta(minutes=5)


@dataclass(frozen=True)
class Bench:
    """What judges: the questions, the rows they serve, and how answers become facts."""

    checks: tuple[Check, ...]
    controls: tuple[Control, ...]
    collectors: tuple[Collector, ...]


@dataclass(frozen=True)
class Terms:
    """Under what it is judged; empty `rows` means all, no `as_of` the end of collection."""

    limits: Limits
    rows: tuple[str, ...] = ()
    as_of: datetime | None = None
    decisions: Decisions = NO_DECISIONS


def judge(evidence: Evidence, evidence_sha256: str, bench: Bench, terms: Terms) -> Run:
    """Judges `evidence` as of `terms.as_of` and rolls up to the group's verdict."""
    as_of = terms.as_of or evidence.collection.ended
    book = FactBook(evidence, bench.collectors, as_of, max_skew(terms.limits))
    asked = set(terms.rows) or {control.id for control in bench.controls}
    serving = [one for one in bench.checks if asked & set(one.rows)]
    findings = evaluate(serving, book, terms.limits)
    decisions = with_imported(terms.decisions, findings, evidence.group.name)
    held = counting(decisions, as_of)
    rows = tuple(row_result(one, findings, one.id in asked, held) for one in bench.controls)
    answer, sentence = verdict(rows, findings, held)
    unwaived = verdict(rows, findings, replace(held, waivers=()))
    known = _everything(book, bench)
    return Run(
        schema=SCHEMA,
        organisation=evidence.organisation,
        group=evidence.group.name,
        management=f"{evidence.group.management_database} on {evidence.group.management_server}",
        evidence_sha256=evidence_sha256,
        collection=evidence.collection,
        as_of=as_of,
        hypothetical=as_of != evidence.collection.ended,
        verdict=answer,
        verdict_sentence=sentence,
        rows_asked=tuple(sorted(terms.rows)),
        rows=rows,
        findings=findings,
        checks=tuple(_text(one, terms.limits) for one in sorted(serving, key=lambda one: one.id)),
        contacts=evidence.contacts,
        readings=tuple(_summary(one) for one in evidence.readings),
        objectives=evidence.group.objectives,
        recovery=_recovery(known),
        differences=_differences(evidence, known),
        cautions=tuple(_cautions(evidence, max_skew(terms.limits))),
        versions={"btsready": __version__, "collected by": evidence.collection.version},
        decisions=decisions,
        rulings=rulings(decisions, findings, sorted(asked), as_of),
        unwaived=unwaived[0],
        unwaived_sentence=unwaived[1],
    )


def _everything(book: FactBook, bench: Bench) -> View:
    return View(book, frozenset(one.fact for one in bench.collectors))


def max_skew(limits: Limits) -> timedelta:
    """How far a target's clock may be off before ages of it are no longer told."""
    given = limits.get("clock", {}).get("max_skew")
    return MAX_SKEW if given is None else parse(str(given))


def known_limits(checks: Iterable[Check]) -> Mapping[str, Mapping[str, object]]:
    """Every limit that an estate may override, by check id, with its default."""
    mine = {
        one.id: {part.name: getattr(one.limits, part.name) for part in fields(one.limits)}
        for one in checks
    }
    return {**mine, "clock": {"max_skew": MAX_SKEW}}


def _text(check: Check, limits: Limits) -> CheckText:
    used, overridden = limits_of(check, limits), limits.get(check.id, {})
    listed = tuple(
        LimitUsed(one.name, said(getattr(used, one.name)), one.name in overridden)
        for one in fields(used)
    )
    rows, severity = check.rows, check.severity
    return CheckText(check.id, check.name, check.title, rows, severity, listed, check.page)


def said(limit: object) -> str:
    """A limit's value as a reader takes it, a duration in the form the estate uses."""
    return compact(limit) if isinstance(limit, timedelta) else str(limit)


def _summary(reading: Reading) -> ReadingSummary:
    return ReadingSummary(
        id=reading.id,
        target=reading.target.name,
        collector=reading.collector,
        asked=reading.asked,
        started=reading.started,
        ended=reading.ended,
        row_count=len(reading.rows),
        gap=reading.gap,
        redactions=reading.redactions,
    )


def _recovery(known: View) -> Recovery:
    """A defect of the analysis must not cost the checks their say."""
    found = attempt(lambda: recovery_said(known))
    return found if isinstance(found, Recovery) else untold(str(getattr(found, "message", found)))


def _differences(evidence: Evidence, known: View) -> tuple[str, ...]:
    found = servers(evidence.group, known)
    return windows(evidence.group, found, known).differences


def _cautions(evidence: Evidence, limit: timedelta) -> Iterator[str]:
    """What a reader must know before trusting the answers."""
    if replayed := evidence.collection.replay_of:
        yield f"This is a replay of evidence {replayed}: nothing was contacted."
    trusted = [one.target.name for one in evidence.contacts if one.certificate_verified is False]
    if trusted:
        names = ", ".join(trusted)
        yield (
            f"Not verified, as the estate says (trust_server_certificate): the certificate of "
            f"{names}. Another machine could have answered."
        )
    if limit != MAX_SKEW:
        yield (
            f"Ages are judged by clocks up to {say(limit)} off the scanner's, as the estate says "
            f"(clock.max_skew); without that {say(MAX_SKEW)}."
        )
    for one in evidence.contacts:
        if one.clock and abs(one.clock.skew) > limit:
            off = say(abs(one.clock.skew))
            name = one.target.name
            yield f"The clock of {name} is {off} off the scanner's: no age of it is judged."
    hidden = sum(one.redactions for one in evidence.readings)
    if hidden:
        yield f"{hidden} secrets were found in what was read, and redacted before it was kept."
