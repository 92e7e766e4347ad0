"""The decisions that a run is judged by: from files, or again those of an earlier run."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from scanner.decisions.imported import of_people
from scanner.decisions.load import Known, gather
from scanner.model.decision import NO_DECISIONS, Decisions
from scanner.model.estate import Estate, Group
from scanner.store import read_file, run_of

SEALED = b"PK"  # so begins a run file


def decisions_of(asked: Path | None, estate: Estate | None, known: Known) -> Decisions:
    """Those asked for, else those that the estate names; a file that it names in vain is told."""
    if asked is not None:
        return _of_a_run(asked) or gather(asked, known)
    named = estate.decisions if estate else None
    if named is None:
        return NO_DECISIONS
    if not named.exists():
        absent = f"The estate names {named.name} for decisions, but there is no such file."
        return replace(NO_DECISIONS, troubles=(absent,))
    return gather(named, known)


def _of_a_run(path: Path) -> Decisions | None:
    """As they were read then, with what was found of their documents; without imported ones."""
    if not path.is_file():
        return None
    data, _ = read_file(path)
    return of_people(run_of(data, str(path)).decisions) if data.startswith(SEALED) else None


def only(decisions: Decisions, group: str, groups: Iterable[Group]) -> Decisions:
    """Those of one group. One of a group that nobody declared is told: its name may be wrong."""
    name, declared = group.casefold(), {one.name.casefold() for one in groups}
    stray = [one for one in decisions.all if one.group.casefold() not in declared]
    told = tuple(
        f"{one.place}: {one.id} is about a group {one.group!r}, which is none of this estate; "
        "it does not count."
        for one in stray
    )
    return Decisions(
        attestations=tuple(x for x in decisions.attestations if x.group.casefold() == name),
        waivers=tuple(x for x in decisions.waivers if x.group.casefold() == name),
        troubles=decisions.troubles + told,
        files=decisions.files,
    )
