"""Flaws as phrases for people: 'a log backup of SSODB outside the job before set 4712 (…)'."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from scanner.facts.topology import BackupDatabase, DatabaseRef
from scanner.model.check import Facts
from scanner.model.estate import Loss
from scanner.recovery.backup_sets import DatabaseKey
from scanner.recovery.flaws import Flaw, Why
from scanner.recovery.newest import key_of
from scanner.recovery.scenarios import Scenario

Names: TypeAlias = Mapping[DatabaseKey, str]

IN, BEFORE = "in", "before"
WORDS: Mapping[Why, tuple[str, str]] = {  # what, and where it stands to the set
    Why.PARTIAL: ("a missing backup of {}", IN),
    Why.FOREIGN_LOG: ("a log backup of {} outside the job", BEFORE),
    Why.MODEL_CHANGED: ("a change of the recovery model of {}", BEFORE),
    Why.RESTORED: ("a restore of {}", BEFORE),
    Why.RECREATED: ("a new database under the name of {}", BEFORE),
    Why.LSN_GAP: ("missing log records of {}", BEFORE),
    Why.FILE_MISSING: ("a missing file of {}", IN),
    Why.FILE_LOST: ("the loss of every copy of {}", IN),
    Why.FILE_EMPTY: ("an empty file of {}", IN),
    Why.FILE_SHORT: ("too short a file of {}", IN),
    Why.DAMAGED: ("a damaged backup of {}", IN),
    Why.NOT_RECORDED: ("a backup of {} that msdb does not know", IN),
    Why.MARK_OUTSIDE: ("a mark outside the log backup of {}", IN),
    Why.BULK_CHANGES: ("bulk-logged changes of {}", IN),
    Why.PURGED: ("a backup of {} that msdb no longer knows", IN),
    Why.NO_LSN: ("a backup of {} without log sequence numbers in msdb", IN),
    Why.NO_MARK: ("a mark of {} that msdb does not know", IN),
    Why.UNREAD: ("unseen files of {}", IN),
}
UNFINISHED = "a run that did not finish"
CULPRITS = frozenset({Why.FOREIGN_LOG, Why.MODEL_CHANGED, Why.RESTORED, Why.RECREATED})
AFTER_THE_NEWEST = 0


def names_of(known: Facts) -> Names:
    """Databases as the group spells them, with their server where two share a name."""
    refs = [one.database for one in known.rows(BackupDatabase, known.management)]
    spelled = Counter(ref.name.casefold() for ref in refs)
    twins = {name for name, count in spelled.items() if count > 1}
    return {key_of(known, ref): _spelled(ref, ref.name.casefold() in twins) for ref in refs}


def _spelled(ref: DatabaseRef, has_twin: bool) -> str:
    return f"{ref.name} on {ref.server}" if has_twin else ref.name


def loss_said(scenario: Scenario) -> str:
    """As the object of 'lost': 'the SQL Server machines SQL01 and SQL02'."""
    many = "s" if len(scenario.hosts) > 1 else ""
    hosts = listed(sorted(scenario.hosts - {""}) or [""])
    words: Mapping[Loss, str] = {
        Loss.NOTHING: "",
        Loss.SQL_MACHINES: f"the SQL Server machine{many} {hosts}",
        Loss.DESTINATION: f"the backup destination{many} {hosts}",
        Loss.SITE: f"the site {scenario.site}",
    }
    return words[scenario.loss].rstrip()


def phrases(flaws: Iterable[Flaw], names: Names, *, with_sets: bool = True) -> tuple[str, ...]:
    """One for each cause, with every database that it concerns; in the order given."""
    causes: dict[tuple[Why, bool, str], list[Flaw]] = {}
    for flaw in flaws:
        key = (flaw.why, flaw.database is None, _details(flaw))
        causes.setdefault(key, []).append(flaw)
    return tuple(
        " ".join(_parts(why, alike, names, with_sets)) + (f" ({details})" if details else "")
        for (why, _, details), alike in causes.items()
    )


def _parts(why: Why, alike: Sequence[Flaw], names: Names, with_sets: bool) -> Iterator[str]:
    what, place = WORDS[why]
    concerned = {flaw.database for flaw in alike if flaw.database}
    yield what.format(_whose(concerned, names)) if concerned else UNFINISHED
    if with_sets:
        yield _where(sorted({flaw.set_id for flaw in alike}), place)


def _whose(concerned: set[DatabaseKey], names: Names) -> str:
    if len(concerned) > 1 and concerned >= names.keys():
        return "every database"
    return listed(sorted(names.get(key, key[1]) for key in concerned))


def _where(sets: Sequence[int], place: str) -> str:
    if sets[-1] == AFTER_THE_NEWEST:
        return "since the newest set"
    if len(sets) == 1:
        return f"{place} set {sets[0]}"
    return f"{place} {len(sets)} sets from {sets[0]} to {sets[-1]}"


def _details(flaw: Flaw) -> str:
    """What tells one cause from another: who did it, or what was in the way of reading."""
    if flaw.gap:
        return f"{flaw.reading}: {flaw.gap.reason}: {flaw.gap.detail}"
    if flaw.why not in CULPRITS:
        return ""
    parts = (
        _second(flaw.when) if flaw.when else "",
        f"by {flaw.by}" if flaw.by else "",
        f"with {flaw.program}" if flaw.program else "",
        f"to {flaw.device}" if flaw.device else "",
    )
    return ", ".join(part for part in parts if part)


def _second(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def listed(words: Sequence[str]) -> str:
    """'A, B and C'."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
