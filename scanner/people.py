"""What people decide: attest, waive, list, end. The commands' work, as short functions."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scanner.app import known_names
from scanner.decisions import write
from scanner.decisions.counting import CHECK_LETTERS, kind_of, lapse
from scanner.decisions.load import (
    document_digest,
    files_of,
    held,
    together,
)
from scanner.decisions.moments import after, until_of
from scanner.errors import ExitStatus, UserMistake
from scanner.model.decision import Attestation, Decision, DecisionKind

DEFAULT = Path("decisions.yaml")


@dataclass(frozen=True)
class Statement:
    """As `attest` was asked."""

    about: str
    group: str
    by: str
    statement: str
    valid: str
    document: Path | None = None


@dataclass(frozen=True)
class Acceptance:
    """As `waive` was asked."""

    about: str
    group: str
    owner: str
    approver: str
    reason: str
    until: str


def attest(asked: Statement, path: Path) -> tuple[Decision, Path]:
    """The attestation as it now stands, and in which file."""
    now, file = _now(), _file(path)
    said = {
        "group": asked.group,
        "about": name_of(asked.about),
        "by": asked.by,
        "statement": asked.statement,
        "document": _document(asked.document, file.parent) if asked.document else None,
        "until": write.instant(after(asked.valid, now)),
    }
    return _add(file, DecisionKind.ATTESTATION, said, now), file


def waive(asked: Acceptance, path: Path) -> tuple[Decision, Path]:
    """The waiver as it now stands, and in which file."""
    now, file = _now(), _file(path)
    said = {
        "group": asked.group,
        "about": name_of(asked.about),
        "owner": asked.owner,
        "approver": asked.approver,
        "reason": asked.reason,
        "until": write.instant(until_of(asked.until, now)),
    }
    return _add(file, DecisionKind.WAIVER, said, now), file


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _file(path: Path) -> Path:
    return path / DEFAULT if path.is_dir() else path


def _add(file: Path, kind: DecisionKind, said: Mapping[str, Any], now: datetime) -> Decision:
    try:
        str(said).encode()
    except UnicodeEncodeError as e:
        raise UserMistake("what was typed is no text", "Use the encoding of your terminal.") from e
    return write.add(write.draft(file, known_names()), kind, said, write.author(now))


def name_of(typed: str) -> str:
    """Rows and checks in capitals, a finding's digits small, as reports print them."""
    text = typed.strip()
    head, rest = text[:CHECK_LETTERS].upper(), text[CHECK_LETTERS:]
    return head + (rest.lower() if rest.startswith("-") else rest)


def _document(path: Path, folder: Path) -> dict[str, str]:
    """Named as it is found from the file of decisions, so that a checkout elsewhere finds it."""
    digest = document_digest(path)
    whole = path.resolve()
    try:
        named = Path(os.path.relpath(whole, folder.resolve())).as_posix()
    except ValueError:  # another drive
        named = str(whole)
    return {"path": named, "sha256": digest}


def end(decision: str, path: Path) -> tuple[Decision, Path]:
    """Ends one decision now; UserMistake when it is over already, or not there."""
    now = _now()
    for file in files_of(path):
        for one in held(file, known_names()).entries:
            if one.id != decision:
                continue
            over = lapse(one, now)
            if one.ended or one.until <= now:
                why = over[1] if over else ""
                raise UserMistake(f"{decision} is over already. {why}", "Nothing was changed.")
            return write.end(write.draft(file, known_names()), decision, write.author(now)), file
    raise UserMistake(f"{path} has no decision {decision!r}", "`btsready decisions list` has all.")


def written(decision: Decision, file: Path) -> str:
    """What now stands where, and when it will count."""
    lines = list(_lines(decision, _now()))
    counts = "Scans count it when the estate names this file under `decisions`, or by --decisions."
    return "\n".join([f"{file}:", *lines, counts])


def listed(path: Path, group: str, as_of: datetime | None) -> Iterator[str]:
    """Lines: each decision with what it is worth, then what is wrong with the files."""
    moment = as_of or _now()
    found = together([held(one, known_names()) for one in files_of(path)])
    for one in found.all:
        if group.casefold() in ("", one.group.casefold()):
            yield from _lines(one, moment)
    yield from found.troubles
    if not (found.all or found.troubles):
        yield "No decisions."


def _lines(decision: Decision, moment: datetime) -> Iterator[str]:
    over = lapse(decision, moment)
    standing = over[1] if over else f"In force until {write.instant(decision.until)}."
    kind = kind_of(decision).value
    yield f"{decision.id}  {kind} of {decision.about}, group {decision.group}: {standing}"
    yield f"  {who(decision)}: {_words(decision)}"
    entered = decision.entered
    at = f"{write.instant(entered.at)} by {entered.account} on {entered.host}"
    yield f"  unsigned, entered {at}, {decision.place}"


def who(decision: Decision) -> str:
    if isinstance(decision, Attestation):
        return decision.by
    return f"{decision.owner}, approved by {decision.approver}"


def _words(decision: Decision) -> str:
    return decision.statement if isinstance(decision, Attestation) else decision.reason


def status_of(path: Path) -> ExitStatus:
    """A file with something wrong in it is the user's to correct."""
    found = together([held(one, known_names()) for one in files_of(path)])
    return ExitStatus.MISTAKE if found.troubles else ExitStatus.READY
