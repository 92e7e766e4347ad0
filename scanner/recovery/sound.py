"""Whether a set can be used at all: its files, its records, its mark. One flaw a database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from scanner.recovery.backup_sets import DatabaseKey
from scanner.recovery.copies import Found, Place
from scanner.recovery.flaws import Flaw, Why
from scanner.recovery.history import KeptSet, Member, SetStatus

Survives: TypeAlias = Callable[[Place], bool]


def everything(_place: Place) -> bool:
    return True


@dataclass(frozen=True)
class Eyes:
    """How files are seen: which places survive, and whether a file that is gone today counts.

    `strict` takes what cannot be proved for broken.
    """

    survives: Survives = everything
    counts_deleted: bool = True
    strict: bool = False

    def stops(self, flaws: tuple[Flaw, ...]) -> bool:
        return any(self.strict or not one.is_doubt for one in flaws)


def set_flaws(kept: KeptSet, expected: frozenset[DatabaseKey], eyes: Eyes) -> tuple[Flaw, ...]:
    """Of the whole set; what stops it comes first."""
    if kept.status is not SetStatus.COMPLETE:
        whole = Flaw(Why.PARTIAL, kept.id, None, kept.time)
        lacking = sorted(expected - kept.members.keys())
        return tuple(replace(whole, database=key) for key in lacking) or (whole,)
    found = [flaw for key, one in kept.members.items() for flaw in _member(kept.id, key, one, eyes)]
    return tuple(sorted(found, key=lambda flaw: flaw.is_doubt))


def mark_flaws(kept: KeptSet) -> tuple[Flaw, ...]:
    """Why a restore cannot stop at the mark of a log set; it may still go on beyond it."""
    return tuple(flaw for key, one in kept.members.items() for flaw in _mark(kept.id, key, one))


def file_flaw(found: Found, least: int, eyes: Eyes) -> Why | None:
    """`least` is the size in bytes that no whole file falls below."""
    sizes = [one.size for one in found.copies if eyes.survives(one.place)]
    if any(size >= max(least, 1) for size in sizes):
        return None
    if any(eyes.survives(one.place) for one in found.unread):
        return Why.UNREAD
    if not sizes:
        gone = Why.FILE_LOST if found.copies else Why.FILE_MISSING
        return gone if eyes.counts_deleted else None
    return Why.FILE_SHORT if any(sizes) else Why.FILE_EMPTY


def _member(set_id: int, key: DatabaseKey, one: Member, eyes: Eyes) -> Iterator[Flaw]:
    if one.backup is None:
        yield Flaw(Why.PURGED if one.is_purged else Why.NOT_RECORDED, set_id, key)
    elif one.backup.is_damaged:
        yield Flaw(Why.DAMAGED, set_id, key, one.backup.finished, device=one.backup.device)
    elif one.backup.last_lsn is None or one.backup.first_lsn is None:
        yield Flaw(Why.NO_LSN, set_id, key)
    least = one.backup.least_file_size if one.backup else 0
    why = file_flaw(one.found, least, eyes)
    if why is Why.UNREAD:
        unread = next(each for each in one.found.unread if eyes.survives(each.place))
        yield Flaw(why, set_id, key, gap=unread.gap, reading=unread.reading)
    elif why:
        yield Flaw(why, set_id, key, device=one.row.path)


def _mark(set_id: int, key: DatabaseKey, one: Member) -> Iterator[Flaw]:
    backup, mark = one.backup, one.mark
    if backup is None or backup.first_lsn is None or backup.last_lsn is None:
        return
    if backup.has_bulk_changes:
        yield Flaw(Why.BULK_CHANGES, set_id, key, backup.finished)
    elif mark is None:
        yield Flaw(Why.NO_MARK, set_id, key)
    elif not backup.first_lsn <= mark.lsn < backup.last_lsn:
        yield Flaw(Why.MARK_OUTSIDE, set_id, key, backup.finished)
