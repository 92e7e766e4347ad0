"""The run for other programs: one JSON object of a shape of its own, version 2.

`format` "btsready report" · `version` 2; fields are only ever added within a version.
`group`, `organisation`, `management`: names. `verdict`: {status, sentence, as_of, hypothetical,
scope}; `scope` lists the row ids judged. `digests`: {evidence, run, signed}, SHA-256 in hex.
`recovery`: {databases, sentence, content, content_verified, worst, scenarios, sets, tail, older,
exposure, promise, restore_time, missing}. `worst` (null when `missing` says why) and each of
`scenarios` is {loss, must_survive, newest, guaranteed, proved, limited_by, by_hand}; a point is
{mark, time, age_seconds, doubts} or null; `older` is a list of points, newest first. `newest` and
`guaranteed` take doubts for good, `proved` has none. `sets`: {id, type, status, time, breaks}.
`exposure` (the worst loss of the kept history), `promise` (the loss that the schedule cannot
avoid) and `restore_time`: {seconds, sentence}. `limited_by`, `breaks`, `doubts` and `tail` (what
already stops the next log set) are lists of phrases.
`objectives`: {rpo_seconds,
rto_seconds, drill_seconds}. `rows`: {id, half, title, status, in_scope, sentence, findings,
basis, decisions}; `basis`, on whose word the row stands: machine, attested, waived, open or
"not asked"; `decisions` are ids of those that count. `findings`:
{id, short, check, subject, target, rows, severity, status, message, fix, settle, gap,
evidence, readings, vouched}; `evidence` is a list of {reading, kind, fields}; `gap` is {reason,
detail} or null; `vouched`, what a document states where no machine decides, is {by, statement,
path, sha256, at, until} or null. `checks`: {id, name, title, rows, severity, limits, claim, why,
read, fix, reference}. `readings`: {id, target, collector, asked, started, ended, rows, gap,
redactions}; `asked` is a list of {place, sha256, text}. `contacts`: {target, account, own_name,
driver, certificate_verified, clock_ahead_seconds, gap}. `collection`: {started, ended, host,
account, version, estate_sha256, replay_of}. `differences`, `cautions`: lists of sentences.
`decisions`: {bases, unwaived, troubles, files, attestations, waivers, waiting}, nothing of it
signed; `bases` counts the rows by basis, `unwaived` {status, sentence} is the verdict without
waivers, `troubles` are sentences about what does not count. Both lists are of {id, about, until,
entered, ended, signed, place, standing, sentence, findings, rows} with {by, statement, document,
imported} or {owner, approver, reason}; `entered` and `ended` are {at, account, host}, `signed` is
always false; one that is `imported` is a document's statement, entered by nobody. `waiting`:
{rows, about, message, settle, before, command}. `files`: {name, sha256}.
`versions`: name to version. Times are ISO 8601 in UTC; a fact's `stamp` has no zone, as the backup
job writes it in UTC or in local time. Text is as it was read: whoever shows it must escape it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from reports.json_decisions import decisions_of
from reports.recovery import sentence
from reports.values import as_stored
from reports.view import View
from scanner.model.evidence import Collection, Contact, Gap, JsonValue
from scanner.model.finding import Finding
from scanner.model.run import (
    ChainSet,
    CheckText,
    Measure,
    ReadingSummary,
    Recovery,
    RecoveryPoint,
    RowResult,
    Run,
    ScenarioPoint,
)

SUFFIX = ".json"
FORMAT = "btsready report"
VERSION = 2

Shape: TypeAlias = dict[str, Any]


def render(view: View) -> bytes:
    """ASCII only, so that no reader's terminal or decoder can be surprised."""
    return (json.dumps(_report(view), indent=2, default=_plain) + "\n").encode("ascii")


def _report(view: View) -> Shape:
    run = view.run
    return {
        "format": FORMAT,
        "version": VERSION,
        "group": run.group,
        "organisation": run.organisation,
        "management": run.management,
        "verdict": _verdict(run),
        "digests": {"evidence": run.evidence_sha256, "run": view.run_sha256, "signed": False},
        "recovery": _recovery(run.recovery),
        "objectives": {
            "rpo_seconds": run.objectives.rpo,
            "rto_seconds": run.objectives.rto,
            "drill_seconds": run.objectives.drill,
        },
        "rows": [_row(row) for row in run.rows],
        "findings": [_finding(finding) for finding in run.findings],
        "checks": [_check(check) for check in run.checks],
        "readings": [_reading(reading) for reading in run.readings],
        "contacts": [_contact(contact) for contact in run.contacts],
        "collection": _collection(run.collection),
        "differences": list(run.differences),
        "cautions": list(run.cautions),
        "decisions": decisions_of(view),
        "versions": _ordered(run.versions),
    }


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return value.total_seconds()
    raise TypeError(f"{type(value).__name__} has no place in a report")


def _ordered(value: Any) -> Any:
    """A stored run keeps its mappings sorted; one that was just judged reads the same."""
    if isinstance(value, Mapping):
        return {name: _ordered(part) for name, part in sorted(value.items())}
    if isinstance(value, list | tuple):
        return [_ordered(part) for part in value]
    return value


def _verdict(run: Run) -> Shape:
    return {
        "status": run.verdict,
        "sentence": run.verdict_sentence,
        "as_of": run.as_of,
        "hypothetical": run.hypothetical,
        "scope": [row.control.id for row in run.rows if row.in_scope],
    }


def _recovery(found: Recovery) -> Shape:
    return {
        "databases": found.databases,
        "sentence": sentence(found),
        "content": found.content,
        "content_verified": found.content_verified,
        "worst": _scenario(found.worst) if found.worst else None,
        "scenarios": [_scenario(one) for one in found.scenarios],
        "sets": [_set(one) for one in found.sets],
        "tail": found.tail,
        "older": [_point(one) for one in found.older],
        "exposure": _measure(found.exposure),
        "promise": _measure(found.promise),
        "restore_time": _measure(found.restore_time),
        "missing": found.missing,
    }


def _scenario(one: ScenarioPoint) -> Shape:
    return {
        "loss": one.loss,
        "must_survive": one.must_survive,
        "newest": _point(one.newest),
        "guaranteed": _point(one.guaranteed),
        "proved": _point(one.proved),
        "limited_by": one.limited_by,
        "by_hand": one.by_hand,
    }


def _point(point: RecoveryPoint | None) -> Shape | None:
    if point is None:
        return None
    return {
        "mark": point.mark,
        "time": point.time,
        "age_seconds": point.age,
        "doubts": point.doubts,
    }


def _set(one: ChainSet) -> Shape:
    return {
        "id": one.id,
        "type": one.type,
        "status": one.status,
        "time": one.time,
        "breaks": one.breaks,
    }


def _measure(measure: Measure) -> Shape:
    return {"seconds": measure.length, "sentence": measure.sentence}


def _row(row: RowResult) -> Shape:
    return {
        "id": row.control.id,
        "half": row.control.half,
        "title": row.control.title,
        "status": row.status,
        "in_scope": row.in_scope,
        "sentence": row.sentence,
        "findings": row.findings,
        "basis": row.basis,
        "decisions": row.decisions,
    }


def _gap(gap: Gap | None) -> Shape | None:
    return {"reason": gap.reason, "detail": gap.detail} if gap else None


def _finding(finding: Finding) -> Shape:
    return {
        "id": finding.id,
        "short": finding.short,
        "check": finding.check,
        "subject": finding.subject,
        "target": finding.target,
        "rows": finding.rows,
        "severity": finding.severity.word,
        "status": finding.status,
        "message": finding.message,
        "fix": finding.fix,
        "settle": finding.settle,
        "gap": _gap(finding.gap),
        "evidence": [
            {"reading": one.reading, "kind": one.kind, "fields": _fields(one.fields)}
            for one in finding.citations
        ],
        "readings": finding.readings,
        "vouched": asdict(finding.vouched) if finding.vouched else None,
    }


def _fields(fields: Mapping[str, JsonValue]) -> Shape:
    told: Shape = _ordered(fields)
    return {name: as_stored(name, value) for name, value in told.items()}


def _check(check: CheckText) -> Shape:
    return {
        "id": check.id,
        "name": check.name,
        "title": check.title,
        "rows": check.rows,
        "severity": check.severity.word,
        "limits": [
            {"name": limit.name, "value": limit.value, "overridden": limit.overridden}
            for limit in check.limits
        ],
        "claim": check.page.claim,
        "why": check.page.why,
        "read": check.page.read,
        "fix": check.page.fix,
        "reference": check.page.reference,
    }


def _reading(reading: ReadingSummary) -> Shape:
    return {
        "id": reading.id,
        "target": reading.target,
        "collector": reading.collector,
        "asked": [
            {"place": one.place, "sha256": one.sha256, "text": one.text} for one in reading.asked
        ],
        "started": reading.started,
        "ended": reading.ended,
        "rows": reading.row_count,
        "gap": _gap(reading.gap),
        "redactions": reading.redactions,
    }


def _contact(contact: Contact) -> Shape:
    return {
        "target": contact.target.id,
        "account": contact.account,
        "own_name": contact.own_name,
        "driver": contact.driver,
        "certificate_verified": contact.certificate_verified,
        "clock_ahead_seconds": contact.clock.skew if contact.clock else None,
        "gap": _gap(contact.gap),
    }


def _collection(collection: Collection) -> Shape:
    return {
        "started": collection.started,
        "ended": collection.ended,
        "host": collection.scanner_host,
        "account": collection.scanner_account,
        "version": collection.version,
        "estate_sha256": collection.estate_sha256,
        "replay_of": collection.replay_of,
    }
