"""A complete log backup set, which a restore can reach, is within the recovery point objective.

Why it matters
--------------
All databases of a group are restored to the mark of one log set; work after it is lost. A complete
full set alone is no point that can be restored to. A partial log set ends the chain: everything
after it waits for the next full set.

What is read
------------
BizTalkMgmtDb.dbo.adm_BackupHistory: the newest complete log set to which an unbroken row of
complete log sets leads from a complete full set, in the order of the set ids. Complete means
marked so and holding every database that admv_BackupDatabases names today. The limit is the
objective `rpo` of the estate; where none is declared, the limit of this check.

How to fix
----------
Find in the job's history why log sets fail or do not run. After a partial set, run
sp_ForceFullBackup in the management database and start the backup job: the chain begins anew with
the next full and log set. If the interval itself is too long, schedule the job more often.

Reference: Log Shipping, https://learn.microsoft.com/en-us/biztalk/core/log-shipping
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.backup_sets.freshness import Asked, freshness, the_group
from scanner.model.check import Facts, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails
from scanner.model.status import Severity
from scanner.recovery.backup_sets import LOG
from scanner.recovery.newest import NEEDS, all_sets, expected_databases, newest_complete_log_set


@dataclass(frozen=True)
class Limits:
    """Named for when it counts: a report must not print an hour where the RPO was the measure."""

    max_age_without_rpo: timedelta = timedelta(hours=1)


@check(
    id="BS02",
    title="A complete log backup set is within the RPO",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=NEEDS,
    subjects=the_group,
    limits=Limits,
)
def log_backup_set_is_within_rpo(subject: Subject[Target], facts: Facts, limits: Limits) -> Verdict:
    found = newest_complete_log_set(facts)
    if found is None:
        return _none(subject, facts)
    fix = (
        f"Find out on {subject.about.name} why no later log set is complete, then run "
        f"sp_ForceFullBackup in {subject.name} and start the backup job."
    )
    limit = facts.group.objectives.rpo or limits.max_age_without_rpo
    return freshness(Asked("log set that a restore can reach", found, limit, fix), facts)


def _none(subject: Subject[Target], facts: Facts) -> Verdict:
    expected = expected_databases(facts)
    sets = [one for one in all_sets(facts) if one.type == LOG]
    complete = [one for one in sets if one.is_complete(expected)]
    return fails(
        f"No complete log set in the history of {subject.name} follows a complete full set; "
        f"{len(complete)} of {len(sets)} log sets are complete.",
        *(sets[-1].rows if sets else ()),
        fix=(
            f"Run sp_ForceFullBackup in {subject.name} on {subject.about.name} "
            "and start the backup job."
        ),
    )
