"""At no minute of the kept history would the loss have been greater than the objective allows.

Why it matters
--------------
That all is well at the moment of a scan says nothing of the nights between two scans. Had the
servers died on the evening when the disk was full, the last set of the afternoon would have been
what was left. It is over, so it blocks nothing; but what happened once happens again.

What is read
------------
What the recovery analysis reads; every minute of the history kept, at most of the last 14 days, is
asked which guaranteed mark a restore could have reached then. Files deleted since are taken to have
been there. The limit is the objective `rpo`; where none is declared, the limit of this check.

How to fix
----------
Read the job's history of that day for the cause: a full disk, an unreachable share, the job
disabled over a maintenance, a server that was off. Have an operator notified when the job fails.

Reference: Log Shipping, https://learn.microsoft.com/en-us/biztalk/core/log-shipping
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.backup_sets.freshness import the_group
from checks.recovery.analysed import NEEDS, recovery, rpo, told, undecided
from checks.wording import when
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.exposure import Exposure


@dataclass(frozen=True)
class Limits:
    """A past loss is judged more mildly than today's."""

    max_loss_without_rpo: timedelta = timedelta(hours=4)


@check(
    id="RC04",
    title="Past losses would have been within the RPO",
    rows=("B04",),
    severity=Severity.LOW,
    needs=NEEDS,
    subjects=the_group,
    limits=Limits,
)
def past_losses_were_within_rpo(subject: Subject[Target], facts: Facts, limits: Limits) -> Verdict:
    found, limit = recovery(facts), rpo(facts, limits.max_loss_without_rpo)
    worst, proved = found.exposure, found.proved_exposure
    fix = f"See in the history of the job on {subject.about.name} what happened then."
    if worst is None:
        return fails("No minute of the kept history had a guaranteed recovery point.", fix=fix)
    sentence = f"{_said(worst)}; limit {say(limit)}."
    if worst.loss > limit:
        why = told(worst.because, facts)
        return fails(f"{sentence} The cause: {why or 'no newer log set'}.", fix=fix)
    if proved and proved.since <= worst.since and proved.loss <= limit:
        return passes(sentence)
    newest = found.base.outcome.newest
    return undecided(sentence, newest.doubts if newest else (), facts)


def _said(worst: Exposure) -> str:
    return (
        f"Since {when(worst.since)} the worst loss would have been {say(worst.loss)}, at "
        f"{when(worst.at)}"
    )
