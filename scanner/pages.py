"""Pages for a terminal: a check, a row, the list of checks, a diagnosis of what cannot be read."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from scanner.errors import UserMistake
from scanner.evaluate import limits_of
from scanner.judge import Bench, said
from scanner.model.check import Check
from scanner.model.collector import Collector, HostCollector, SqlCollector
from scanner.model.control import Control
from scanner.model.evidence import Contact, Evidence, Reading
from scanner.model.run import Run
from scanner.model.status import Status
from scanner.preview import LOGIN, quoted


def explain(wanted: str, bench: Bench) -> str:
    """The page of a check or of a row; UserMistake with the nearest names otherwise."""
    for check in bench.checks:
        if check.id == wanted:
            return "\n".join(_check_page(check))
    for control in bench.controls:
        if control.id == wanted:
            return "\n".join(_row_page(control, bench.checks))
    raise UserMistake(f"there is no check and no row {wanted!r}", "`btsready checks` lists them.")


def _check_page(check: Check) -> Iterator[str]:
    page = check.page
    yield f"{check.id} {check.title}"
    yield f"{check.severity.word}, serves {', '.join(check.rows)}"
    yield from ("", page.claim, "", "Why it matters", page.why, "", "What is read", page.read)
    yield from ("", "How to fix", page.fix, "", f"Reference: {page.reference}")
    yield from _limits(check)


def _limits(check: Check) -> Iterator[str]:
    used = limits_of(check, {})
    if fields(used):
        yield from ("", "Limits")
    yield from (f"  {one.name}: {said(getattr(used, one.name))}" for one in fields(used))


def _row_page(control: Control, checks: Iterable[Check]) -> Iterator[str]:
    yield f"{control.id} {control.title}"
    yield f"To {control.half}. Assessed {control.assessed}. Applies {control.applies}."
    yield from ("", "Checks")
    serving = [one for one in checks if control.id in one.rows]
    yield from (f"  {one.id} {one.severity.word:8} {one.title}" for one in serving)
    if not serving:
        yield "  none yet: the row is not checked until a person attests it"
    yield from ("", f"What no machine decides a person states: btsready attest {control.id} --help")
    yield from ("", "References")
    yield from (f"  {one.title}\n    {one.url}" for one in control.references)


def checks(bench: Bench) -> str:
    """One line a check, then its limits."""
    lines = []
    for one in sorted(bench.checks, key=lambda check: check.id):
        lines.append(f"{one.id}  {one.severity.word:8}  {','.join(one.rows):11}  {one.title}")
    return "\n".join(lines)


def doctor(evidence: Evidence, run: Run, bench: Bench) -> str:
    """Each target with how it was met, then what stays unanswered and which right is missing."""
    lines = [f"Group {evidence.group.name}"]
    for contact in evidence.contacts:
        lines.append(_met(contact))
        gaps = [one for one in evidence.readings if one.target == contact.target and one.gap]
        missing = [line for one in gaps for line in _lost(one, bench.collectors)]
        lines += [] if contact.gap else [one.replace("{login}", _login(contact)) for one in missing]
    errors = [one for one in run.findings if one.status is Status.ERROR]
    lines.append("")
    lines.append("Every check can be answered." if not errors else "Checks without an answer:")
    lines += [f"  {one.check} {one.subject}: {one.message}" for one in errors]
    return "\n".join(lines)


def _met(contact: Contact) -> str:
    if contact.gap:
        return f"  {contact.target.id}: {contact.gap.reason}: {contact.gap.detail}"
    verified = {True: "certificate verified", False: "certificate NOT verified", None: ""}
    said = (contact.driver, contact.account, verified[contact.certificate_verified])
    return f"  {contact.target.id}: answered ({', '.join(part for part in said if part)})"


def _lost(reading: Reading, collectors: Iterable[Collector]) -> Iterator[str]:
    if reading.gap is None:
        return
    yield f"    {reading.collector}: {reading.gap.reason}: {reading.gap.detail}"
    for one in collectors:
        if one.name == reading.collector and (need := _right(one)):
            yield f"      needs: {need}"


def _login(contact: Contact) -> str:
    """As T-SQL names the account that was refused."""
    return quoted(contact.account or LOGIN)


def _right(collector: Collector) -> str:
    if isinstance(collector, SqlCollector):
        return collector.header.get("permission", "")
    return collector.rights if isinstance(collector, HostCollector) else "list folder"
