"""The backup of the master secret is recent.

Why it matters
--------------
Microsoft advises to back up the master secret regularly, for example once a month. A recent backup
shows that the procedure, its password and the people who know it still exist.

What is read
------------
The time of the newest backup that has a copy off the master secret server, by event 10559 and the
copy's own times; without a copy, of the newest backup that the server logged. Where no backup is
known, how far back the server's log reaches.

How to fix
----------
Run ssoconfig -backupSecret on the master secret server with a new file name, and copy the file to a
declared location on another machine. Put it into the calendar.

Reference: SSO Security Recommendations, https://learn.microsoft.com/en-us/biztalk/core/sso-security-recommendations
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.master_secret.secret import NEEDS, back_up, best_backup, horizon, the_secret_server
from checks.wording import when
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.master_secret import nodes_of, secret_log


@dataclass(frozen=True)
class Limits:
    """Once a month is Microsoft's own example."""

    max_age: timedelta = timedelta(days=31)


@check(
    id="MS03",
    title="The backup of the master secret is recent",
    rows=("B07", "B09"),
    severity=Severity.LOW,
    needs=NEEDS,
    subjects=the_secret_server,
    limits=Limits,
)
def secret_backup_is_recent(subject: Subject[Target], facts: Facts, limits: Limits) -> Verdict:
    server = subject.about
    best = best_backup(facts, server)
    if best is None:
        return _none(server, facts, limits)
    age = facts.age(best.made, nodes_of(facts, server)[0])
    sentence = (
        f"The backup {best.name} of {server.name}'s master secret was made on {when(best.made)}, "
        f"{say(age)} ago; limit {say(limits.max_age)}."
    )
    if age <= limits.max_age:
        return passes(sentence, *best.cites)
    return fails(sentence, *best.cites, fix=back_up(server))


def _none(server: Target, facts: Facts, limits: Limits) -> Verdict:
    """Absence proves something only as far back as the log reaches."""
    log = secret_log(facts, server)
    if log.oldest and facts.age(log.oldest, nodes_of(facts, server)[0]) > limits.max_age:
        return fails(
            f"{server.name} has logged no backup of its master secret since {when(log.oldest)}.",
            log,
            fix=back_up(server),
        )
    return not_checked(
        f"No backup of {server.name}'s master secret is known, but {horizon(log)}.",
        log,
        settle=back_up(server),
    )
