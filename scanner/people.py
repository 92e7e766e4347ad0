"""What people decide: attest, waive, list, end. The commands' work, as short functions."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scanner.app import known_names, load_estate, read_run
from scanner.decisions import write
from scanner.decisions.counting import CHECK_LETTERS, kind_of, lapse
from scanner.decisions.foreseen import foreseen
from scanner.decisions.load import (
    document_digest,
    files_of,
    held,
    together,
)
from scanner.decisions.moments import after, until_of
from scanner.errors import ExitStatus, UserMistake
from scanner.model.decision import Attestation, Decision, DecisionKind
from scanner.model.estate import Estate
from scanner.model.run import Run

DEFAULT = Path("decisions.yaml")


@dataclass(frozen=True)
class AtHand:
    """By what the names in a decision can be looked up before it is written."""

    estate: Estate | None = None
    run: Run | None = None


NOTHING_AT_HAND = AtHand()


def at_hand(estate: Path | None, run: Path | None) -> AtHand:
    return AtHand(load_estate(estate) if estate else None, read_run(run)[0] if run else None)


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


@dataclass(frozen=True)
class Made:
    """The decision as it now stands, in which file, and what its author should know of it."""

    decision: Decision
    file: Path
    note: str = ""


def attest(asked: Statement, path: Path | None, at_hand: AtHand = NOTHING_AT_HAND) -> Made:
    now = _now()
    file = _file(path, at_hand)
    said = {
        "group": asked.group,
        "about": name_of(asked.about),
        "by": asked.by,
        "statement": asked.statement,
        "document": _document(asked.document, file.parent) if asked.document else None,
        "until": write.instant(after(asked.valid, now)),
    }
    return _add(file, DecisionKind.ATTESTATION, said, at_hand, now)


def waive(asked: Acceptance, path: Path | None, at_hand: AtHand = NOTHING_AT_HAND) -> Made:
    now = _now()
    said = {
        "group": asked.group,
        "about": name_of(asked.about),
        "owner": asked.owner,
        "approver": asked.approver,
        "reason": asked.reason,
        "until": write.instant(until_of(asked.until, now)),
    }
    return _add(_file(path, at_hand), DecisionKind.WAIVER, said, at_hand, now)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _file(path: Path | None, at_hand: AtHand) -> Path:
    """As asked; else where scans of the estate look; else beside."""
    chosen = path or (at_hand.estate and at_hand.estate.decisions) or DEFAULT
    return chosen / DEFAULT if chosen.is_dir() else chosen


def _add(
    file: Path, kind: DecisionKind, said: Mapping[str, Any], at_hand: AtHand, now: datetime
) -> Made:
    try:
        str(said).encode()
    except UnicodeEncodeError as e:
        raise UserMistake("what was typed is no text", "Use the encoding of your terminal.") from e
    before = write.draft(file, known_names())
    after = write.with_entry(before, kind, said, write.author(now))
    decision = after.held.entries[-1]
    note = foreseen(decision, at_hand.estate, at_hand.run)
    write.save(before, after)
    return Made(decision, file, note)


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
