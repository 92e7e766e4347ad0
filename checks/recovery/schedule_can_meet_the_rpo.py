"""When every run of the backup job succeeds, no more work can be lost than the objective allows.

Why it matters
--------------
A job that runs once an hour cannot keep an objective of half an hour, however well it runs. The
guaranteed mark is that of the set before the newest, and a set counts only when its last backup is
finished: two intervals, and the time that sets take, lie between the work and its safety.

What is read
------------
msdb.dbo.sysschedules of the enabled backup job: the longest time between two runs. The history of
the job and msdb's backupset: how long full and log sets took at the most. The limit is the
objective `rpo`; where none is declared, the limit of this check.

How to fix
----------
Run the job more often: a run every quarter of an hour is its default. If full sets take long, take
them at an hour with little work, or less often, and keep the databases small: purge BizTalkDTADb.

Reference: How to Schedule the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-schedule-the-backup-biztalk-server-job
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.backup_sets.freshness import the_group
from checks.recovery.analysed import NEEDS, recovery, rpo
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity


@dataclass(frozen=True)
class Limits:
    """As for the recovery point itself."""

    max_loss_without_rpo: timedelta = timedelta(hours=2)


@check(
    id="RC03",
    title="The schedule can meet the RPO",
    rows=("B04",),
    severity=Severity.MEDIUM,
    needs=NEEDS,
    subjects=the_group,
    limits=Limits,
)
def schedule_can_meet_the_rpo(subject: Subject[Target], facts: Facts, limits: Limits) -> Verdict:
    least, limit = recovery(facts).promise, rpo(facts, limits.max_loss_without_rpo)
    if least is None:
        return fails(
            f"No schedule runs the backup job of {subject.name}, so no loss can be ruled out.",
            fix="Give the job a schedule that runs it every quarter of an hour.",
        )
    sentence = (
        f"When every run succeeds, up to {say(least.guaranteed)} can be lost: two intervals of "
        f"{say(least.interval)}, {say(least.full_set)} for a full set and {say(least.log_set)} for "
        f"a log set; limit {say(limit)}."
    )
    if least.guaranteed <= limit:
        return passes(sentence)
    return fails(
        sentence,
        fix=f"Schedule the backup job on {subject.about.name} more often, or agree on another RPO.",
    )
