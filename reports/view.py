"""Run to View: everything a report shows, worked out once, so that templates only place it."""

from dataclasses import dataclass

from reports.decisions import DecisionsView, decisions_view
from reports.page_one import Answer, Fact, Fix, Judged, answer, counts, facts, fixes, judged
from reports.provenance import ContactView, ReadingView, contacts, readings
from reports.recovery import RecoveryView, recovery_view
from reports.rows import RowView, rows
from reports.text import every_text, visible
from reports.values import minute, second
from reports.words import Kind
from scanner.model.run import CheckText, Run


@dataclass(frozen=True)
class View:
    """`run` is what was judged, for formats that machines read; all else is text for people.

    `scope` and `hypothetical` are empty when there is nothing to warn of.
    """

    run: Run
    run_sha256: str
    evidence_sha256: str
    group: str
    organisation: str
    management: str
    collected: str
    as_of: str
    hypothetical: str
    scope: str
    scope_rows: str
    answer: Answer
    facts: tuple[Fact, Fact, Fact]
    recovery: RecoveryView
    decided: DecisionsView
    counts: tuple[tuple[Kind, int], ...]
    fixes: tuple[Fix, ...]
    judged: tuple[Judged, ...]
    rows: tuple[RowView, ...]
    cautions: tuple[str, ...]
    differences: tuple[str, ...]
    collector: tuple[tuple[str, str], ...]
    contacts: tuple[ContactView, ...]
    readings: tuple[ReadingView, ...]
    checks: tuple[CheckText, ...]


def of(run: Run, run_sha256: str) -> View:
    """`run_sha256` is the digest of the run file, which its own content cannot know."""
    shown = every_text(run, visible)
    asked = tuple(row.control.id for row in shown.rows if row.in_scope)
    part = len(asked) < len(shown.rows)
    all_rows = rows(run, shown)
    return View(
        run=run,
        run_sha256=run_sha256,
        evidence_sha256=shown.evidence_sha256,
        group=shown.group,
        organisation=shown.organisation,
        management=shown.management,
        collected=minute(shown.collection.ended),
        as_of=minute(shown.as_of),
        hypothetical=_hypothetical(run),
        scope=f"{len(asked)} of {len(shown.rows)} rows" if part else "",
        scope_rows=", ".join(asked) if part else "",
        answer=answer(shown),
        facts=facts(shown, all_rows),
        recovery=recovery_view(shown),
        decided=every_text(decisions_view(run), visible),
        counts=counts(all_rows),
        fixes=fixes(shown),
        judged=judged(all_rows),
        rows=all_rows,
        cautions=shown.cautions,
        differences=shown.differences,
        collector=_collector(shown),
        contacts=contacts(shown),
        readings=readings(shown),
        checks=shown.checks,
    )


def _hypothetical(run: Run) -> str:
    return f"Hypothetical: judged as of {minute(run.as_of)}" if run.hypothetical else ""


def _judged_with(run: Run) -> str:
    """Nothing when that is what collected it."""
    used = dict(sorted(run.versions.items()))
    used.pop("collected by", None)
    if used == {"btsready": run.collection.version}:
        return ""
    return ", ".join(f"{name} {version}" for name, version in used.items())


def _collector(run: Run) -> tuple[tuple[str, str], ...]:
    """Who collected, when, with what."""
    who = run.collection
    lines = (
        ("Collected", f"{second(who.started)} to {second(who.ended)}"),
        ("By", f"{who.scanner_account} on {who.scanner_host}"),
        ("With", f"btsready {who.version}"),
        ("Judged with", _judged_with(run)),
        ("Estate file", who.estate_sha256),
        ("Replay of", who.replay_of),
    )
    return tuple((name, value) for name, value in lines if value)
