"""All databases of the group were restored to one mark, within the interval for drills.

Why it matters
--------------
Only a restore that was done proves that the backups can be read, fit together and are complete.
Microsoft asks for a trial restore each month. One that left out a database proves little: what
BizTalk runs on must stand at one mark in every database.

What is read
------------
msdb's restore history of each declared log shipping destination: which databases were restored to
which mark, and how far back that history reaches. Several destinations may share the databases
between them. Databases count by the name under which they were backed up. The interval is the
objective `drill`; where none is declared, the limit of this check. A destination that follows the
log backups without going to a mark has not practised a restore: where msdb's history no longer
reaches back, the newest set of bts_LogShippingHistory is told, and decides nothing.

Where that shows no drill, the newest CSV or JSON file on a share that is declared to hold drill
results: what dbatools' Test-DbaLastBackup said of each database, one file for one drill. It
restores each database by itself, so a result that covers all of them within the interval never
passes; it weighs as an attestation until the interval is over. One that lacks a database, or tells
of a failure, does not count. Its times carry no zone: the earliest moment that they can mean
counts, never one after the file was written. Of a file on a host only the date is known.

How to fix
----------
Restore all databases to one mark on another system (RESTORE … WITH STOPATMARK, or the job BTS Log
Shipping - Restore To Mark), let the group run there apart from production, and set the destination
up again. A drill on any other server is for a person to attest; or keep the result of
Test-DbaLastBackup over all instances of the group, without -VerifyOnly, as a file on a share whose
location says `holds: [drill_result]`.

Reference: Best Practices for Backing Up and Restoring Databases, https://learn.microsoft.com/en-us/biztalk/core/best-practices-for-backing-up-and-restoring-databases
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from checks.destination.destinations import declared
from checks.restore.drill_results import unread_result, weighed
from checks.restore.shipped_sets import shipped
from checks.wording import count, listed, when
from scanner.facts.backup_files import StoredFile
from scanner.facts.drills import DrillResult, MarkedRestore
from scanner.facts.log_shipping import LogShippingHistoryRow, LogShippingTable
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.drill import by_mark, newest_attempt, newest_whole

FIX = "Restore all databases to one mark on another system, and keep its restore history."
CITED = 20


@dataclass(frozen=True)
class Limits:
    """Twice a year, where nobody declared how often."""

    interval_without_objective: timedelta = timedelta(days=180)


def _the_group(facts: Facts) -> Iterable[Subject[None]]:
    return [Subject(facts.group.name, None, facts.management)]


@check(
    id="RD01",
    title="A trial restore brought all databases to one mark",
    rows=("R01",),
    severity=Severity.HIGH,
    needs=(
        BackupDatabase,
        MarkedRestore,
        DrillResult,
        StoredFile,
        LogShippingHistoryRow,
        LogShippingTable,
    ),
    subjects=_the_group,
    limits=Limits,
)
def trial_restore_reached_one_mark(
    _subject: Subject[None], facts: Facts, limits: Limits
) -> Verdict:
    interval = facts.group.objectives.drill or limits.interval_without_objective
    restores = _restores(facts)
    wanted = _wanted(facts)
    held = by_mark((one.mark, one.database, one.restored) for one in restores if one.restored)
    drill = newest_whole(held, wanted)
    on = next(iter(declared(facts)), facts.management)
    if drill and facts.age(drill.done, on) <= interval:
        return passes(
            f"All {count(len(wanted), 'database')} were restored to mark {drill.mark} on "
            f"{when(drill.done)}; a drill is asked for every {say(interval)}.",
            *(one for one in restores if one.mark == drill.mark),
        )
    if drill:
        last = f"the newest, to mark {drill.mark}, was on {when(drill.done)}"
        sentence = f"No restore of all databases to one mark within {say(interval)}: {last}."
        return _none(sentence, restores, facts, interval)
    sentence = f"The databases were not restored to one mark within {say(interval)}."
    attempt = newest_attempt(held, wanted)
    if attempt:
        lacking = listed(sorted(wanted - attempt.names))
        sentence += (
            f" The newest restore to a mark, {attempt.mark} on {when(attempt.done)}, is incomplete:"
            f" it lacks {lacking}."
        )
    return _none(sentence, restores, facts, interval)


def _wanted(facts: Facts) -> frozenset[str]:
    members = facts.rows(BackupDatabase, facts.management)
    return frozenset(one.database.name.casefold() for one in members)


def _restores(facts: Facts) -> list[MarkedRestore]:
    return [one for target in declared(facts) for one in facts.rows(MarkedRestore, target)]


def _none(
    sentence: str, restores: Sequence[MarkedRestore], facts: Facts, interval: timedelta
) -> Verdict:
    marked = sorted((one for one in restores if one.mark), key=lambda one: one.mark)
    cited: list[object] = [*marked[-CITED:]]
    result = weighed(facts, interval)
    cited[:0] = result.cites
    sentence = f"{sentence} {result.sentence}".rstrip()
    if result.vouched:
        return not_checked(sentence, *cited, settle=FIX, vouched=result.vouched)
    if file := unread_result(facts, interval):
        return not_checked(
            f"{sentence} What {file.path} says is not read, for it is kept on a host.",
            file,
            *cited,
            settle="Keep it on a share that the estate declares, or attest the drill: when, by "
            "whom, to which mark.",
        )
    if not declared(facts):
        return not_checked(
            f"{sentence} The estate declares no log shipping destination, where one would be seen.",
            *cited,
            settle="Declare it, or attest the drill: when, by whom, to which mark.",
        )
    short = [one.name for one in declared(facts) if not _reaches(facts, one, interval)]
    if short:
        said, sets = shipped(facts, _wanted(facts))
        told = f"{sentence} The restore history of {listed(short)} does not reach back as far."
        return not_checked(
            f"{told} {said}".rstrip(),
            *cited,
            *sets,
            settle=f"Attest the drill: when, by whom, to which mark; or make one. {FIX}",
        )
    return fails(sentence, *cited, fix=FIX)


def _reaches(facts: Facts, on: Target, interval: timedelta) -> bool:
    """Whether a restore of so long ago would still be in the history of an instance."""
    oldest = [one.oldest for one in facts.rows(MarkedRestore, on) if one.oldest]
    return bool(oldest) and facts.age(min(oldest), on) >= interval
