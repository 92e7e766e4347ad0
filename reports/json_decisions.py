"""What people decided, for the JSON report; its shape is told in `reports.json`."""

from dataclasses import asdict
from typing import Any, TypeAlias

from reports.view import View
from scanner.model.decision import Attestation, Basis, Decision, Document, Entered, Ruling

Shape: TypeAlias = dict[str, Any]


def decisions_of(view: View) -> Shape:
    run = view.run
    ruled = {one.decision: one for one in run.rulings}
    held = run.decisions
    asked = [row.basis for row in run.rows if row.in_scope]
    return {
        "bases": {one.value: asked.count(one) for one in Basis if one is not Basis.NOT_ASKED},
        "unwaived": {"status": run.unwaived, "sentence": run.unwaived_sentence},
        "troubles": view.decided.troubles,
        "files": [asdict(one) for one in held.files],
        "attestations": [_decision(one, ruled[one.id]) for one in held.attestations],
        "waivers": [_decision(one, ruled[one.id]) for one in held.waivers],
        "waiting": [asdict(one) for one in view.decided.waiting],
    }


def _decision(one: Decision, ruling: Ruling) -> Shape:
    return {
        "id": one.id,
        "about": one.about,
        "until": one.until,
        "entered": _entered(one.entered),
        "ended": _entered(one.ended),
        "signed": False,
        "place": one.place,
        "standing": ruling.standing,
        "sentence": ruling.sentence,
        "findings": ruling.findings,
        "rows": ruling.rows,
        **_said(one),
    }


def _said(one: Decision) -> Shape:
    if isinstance(one, Attestation):
        said = {"by": one.by, "statement": one.statement, "imported": one.imported}
        return {**said, "document": _document(one.document)}
    return {"owner": one.owner, "approver": one.approver, "reason": one.reason}


def _document(one: Document | None) -> Shape | None:
    return {"path": one.path, "sha256": one.sha256} if one else None


def _entered(one: Entered | None) -> Shape | None:
    return {"at": one.at, "account": one.account, "host": one.host} if one else None
