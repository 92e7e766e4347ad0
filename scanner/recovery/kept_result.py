"""What a kept result of dbatools' Test-DbaLastBackup says of the databases that a drill must cover.

The command restores each database by itself to its last backup, never all of them to one mark. By
its source it writes Success for a restore that went well, a message or Skipped otherwise; of DBCC
the same, and nothing where -NoCheck was given. Skipped beside a restore that went well comes of
-VerifyOnly, which restores nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from scanner.facts.drills import DrillResult
from scanner.facts.topology import DatabaseRef
from scanner.recovery.backup_sets import DatabaseKey

SUCCESS, SKIPPED = "success", "skipped"
NO_SERVER = frozenset({"", "n/a"})  # of backups that were found in a folder (-Path)
LACKING = "is not in it"
VERIFIED = "was only verified, not restored"


@dataclass(frozen=True)
class KeptDrill:
    """`flaws` are phrases: why it is no drill of all databases. `at` is the earliest moment that it
    can mean by the end of its oldest restore, None where it has flaws; of `unchecked` databases
    it says that no DBCC was asked for."""

    rows: tuple[DrillResult, ...]
    flaws: tuple[str, ...]
    at: datetime | None
    unchecked: tuple[str, ...]


def kept_drill(
    rows: Sequence[DrillResult],
    wanted: Iterable[DatabaseRef],
    key_of: Callable[[DatabaseRef], DatabaseKey],
) -> KeptDrill:
    """Of each wanted database its last record: a file may have been appended to."""
    expected = {key_of(one): one.name for one in wanted}
    found = {key: _record(rows, key, expected, key_of) for key in expected}
    flaws: dict[str, list[str]] = {}
    for key, name in expected.items():
        if flaw := _flaw(found[key]):
            flaws.setdefault(flaw, []).append(name)
    held = tuple(one for one in found.values() if one)
    ends = [min(one.restore_ended, one.written) for one in held if one.restore_ended]
    return KeptDrill(
        rows=held,
        flaws=tuple(f"{', '.join(sorted(names))} {flaw}" for flaw, names in flaws.items()),
        at=min(ends) if ends and not flaws else None,
        unchecked=tuple(sorted(one.database for one in held if not one.dbcc_result)),
    )


def _record(
    rows: Sequence[DrillResult],
    key: DatabaseKey,
    expected: Iterable[DatabaseKey],
    key_of: Callable[[DatabaseRef], DatabaseKey],
) -> DrillResult | None:
    """By server and name; by name alone where no server is told and the name is only one's."""
    alone = sum(name == key[1] for _, name in expected) == 1
    mine = [
        one
        for one in rows
        if one.database.casefold() == key[1]
        and (
            alone
            if one.source_server.casefold() in NO_SERVER
            else key_of(DatabaseRef(one.source_server, one.database)) == key
        )
    ]
    return mine[-1] if mine else None


def _flaw(row: DrillResult | None) -> str:
    if row is None:
        return LACKING
    if row.restore_result.casefold() != SUCCESS:
        return "was not restored"
    if not row.file_exists:
        return "had no backup file"
    if row.dbcc_result.casefold() == SKIPPED:
        return VERIFIED
    if row.dbcc_result and row.dbcc_result.casefold() != SUCCESS:
        return "did not pass DBCC"
    return "" if row.restore_ended else "has no time"
