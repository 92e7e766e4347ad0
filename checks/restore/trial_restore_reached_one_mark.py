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
objective `drill`; where none is declared, the limit of this check. In declared locations that hold
drill results, the newest file; its content is not read, so it decides nothing by itself. A
destination that follows the log backups without going to a mark has not practised a restore.

How to fix
----------
Restore all databases to one mark on another system (RESTORE … WITH STOPATMARK, or the job BTS Log
Shipping - Restore To Mark), let the group run there apart from production, and set the destination
up again. A drill on any other server is for a person to attest.

Reference: Best Practices for Backing Up and Restoring Databases, https://learn.microsoft.com/en-us/biztalk/core/best-practices-for-backing-up-and-restoring-databases
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from checks.destination.destinations import declared
from checks.restore.drill_results import newest_result
from checks.wording import count, listed, when
from scanner.facts.backup_files import StoredFile
from scanner.facts.drills import MarkedRestore
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
    needs=(BackupDatabase, MarkedRestore, StoredFile),
    subjects=_the_group,
    limits=Limits,
)
def trial_restore_reached_one_mark(
    _subject: Subject[None], facts: Facts, limits: Limits
) -> Verdict:
    interval = facts.group.objectives.drill or limits.interval_without_objective
    restores = _restores(facts)
    wanted = {one.database.name.casefold() for one in facts.rows(BackupDatabase, facts.management)}
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


def _restores(facts: Facts) -> list[MarkedRestore]:
    return [one for target in declared(facts) for one in facts.rows(MarkedRestore, target)]


def _none(
    sentence: str, restores: Sequence[MarkedRestore], facts: Facts, interval: timedelta
) -> Verdict:
    cited = sorted((one for one in restores if one.mark), key=lambda one: one.mark)[-CITED:]
    result = newest_result(facts)
    if result and result.written and facts.age(result.written, facts.management) <= interval:
        return not_checked(
            f"{sentence} What {result.path} of {when(result.written)} says is not read.",
            result,
            *cited,
            settle="Have a person read that it covers all databases to one mark, and attest it.",
        )
    if not declared(facts):
        return not_checked(
            f"{sentence} The estate declares no log shipping destination, where one would be seen.",
            *cited,
            settle="Declare it, or attest the drill: when, by whom, to which mark.",
        )
    short = [one.name for one in declared(facts) if not _reaches(facts, one, interval)]
    if short:
        return not_checked(
            f"{sentence} The restore history of {listed(short)} does not reach back as far.",
            *cited,
            settle=f"Attest the drill: when, by whom, to which mark; or make one. {FIX}",
        )
    return fails(sentence, *cited, fix=FIX)


def _reaches(facts: Facts, on: Target, interval: timedelta) -> bool:
    """Whether a restore of so long ago would still be in the history of an instance."""
    oldest = [one.oldest for one in facts.rows(MarkedRestore, on) if one.oldest]
    return bool(oldest) and facts.age(min(oldest), on) >= interval
