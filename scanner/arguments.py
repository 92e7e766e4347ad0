"""What people type, as values: rows, moments, outputs, file names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scanner.errors import UserMistake

YEARS = range(1990, 2200)  # BizTalk is younger, and arithmetic with years beyond 9999 overflows


@dataclass(frozen=True)
class Output:
    """One report to write."""

    format: str
    path: Path


def rows_of(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Row ids out of 'B04,B05'; empty for all."""
    wanted = tuple(dict.fromkeys(part.strip().upper() for part in text.split(",") if part.strip()))
    unknown = [one for one in wanted if one not in known]
    if unknown:
        rows = f"The checklist has {known[0]} to {known[-1]}; `btsready explain B04` shows one."
        raise UserMistake(f"no such row: {', '.join(unknown)}", rows)
    return () if set(wanted) == set(known) else wanted


def moment_of(text: str) -> datetime | None:
    """An instant with its zone; empty for none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as e:
        raise UserMistake(f"{text!r} is not a time", "Write 2026-11-22T05:00:00+01:00.") from e
    if moment.tzinfo is None:
        raise UserMistake(f"{text!r} has no zone", "Write 2026-11-22T05:00:00+01:00, or Z for UTC.")
    if moment.year not in YEARS:
        raise UserMistake(
            f"{text!r} is no time to judge by", f"The years are {YEARS[0]} to {YEARS[-1]}."
        )
    return moment.astimezone(UTC)


def output_of(text: str, known: Iterable[str]) -> Output:
    """NAME:PATH, the name one of the known formats."""
    name, colon, path = text.partition(":")
    if name not in known or not colon or not path:
        choice = ", ".join(sorted(known))
        raise UserMistake(f"{text!r} is not NAME:PATH", f"NAME is one of {choice}.")
    return Output(name, Path(path))


def stem_of(group: str, ended: datetime) -> str:
    """A file name that says group and time: `production-20261122T050000Z`."""
    plain = re.sub(r"[^a-z0-9]+", "-", group.lower()).strip("-") or "group"
    return f"{plain}-{ended:%Y%m%dT%H%M%SZ}"
