"""The machine time of a restore, as far as it can be told, is within the recovery time objective.

Why it matters
--------------
An objective of four hours is a wish as long as nobody knows how long 300 GB take. What machines
need is only part of it: people have to be found, servers installed, the runbook followed. A
restore that fills the objective by itself cannot keep it.

What is read
------------
The sizes of the backups that lead to the guaranteed mark; the speed of restores where msdb's
restorehistory on any server of the estate shows some, else of the backups themselves. The limit is
the objective `rto`; where none is declared, the limit of this check.

How to fix
----------
Restore faster: compressed backups, faster disks, fewer log sets by more frequent full sets, or a
log shipping destination that has most of it restored already. Purge BizTalkDTADb, which is often
the largest. Practise a restore: the estimate then rests on it.

Reference: Best Practices for Backing Up and Restoring Databases, https://learn.microsoft.com/en-us/biztalk/core/best-practices-for-backing-up-and-restoring-databases
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.backup_sets.freshness import the_group
from checks.recovery.analysed import NEEDS, recovery
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.size import say as say_size
from scanner.model.status import Severity


@dataclass(frozen=True)
class Limits:
    """Machine time alone; people's time comes on top."""

    max_duration_without_rto: timedelta = timedelta(days=1)


@check(
    id="RC05",
    title="A restore fits the RTO",
    rows=("B04", "R01"),
    severity=Severity.MEDIUM,
    needs=NEEDS,
    subjects=the_group,
    limits=Limits,
)
def restore_time_is_within_rto(subject: Subject[Target], facts: Facts, limits: Limits) -> Verdict:
    found = recovery(facts)
    limit = facts.group.objectives.rto or limits.max_duration_without_rto
    told = found.restore_time
    if found.base.outcome.newest is None:
        return fails(
            "There is no recovery point, so no restore comes to an end.",
            fix="Mend the log chain first.",
        )
    if told is None:
        return not_checked(
            f"How long a restore of {subject.name} and its group takes cannot be told: msdb does "
            "not know all of the backups that it needs.",
            settle="Restore the group once on another server, and scan again.",
        )
    sentence = (
        f"About {say(told.duration)} of machine time to restore {say_size(told.size)}, estimated "
        f"by {told.basis.value}; limit {say(limit)}."
    )
    if told.duration <= limit:
        return passes(sentence)
    return fails(sentence, fix="Make full sets more often or backups smaller, or restore faster.")
