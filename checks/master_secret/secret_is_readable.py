"""The master secret can be read by its server today.

Why it matters
--------------
The secret is kept encrypted for the account of the service. After that account was changed, or the
key was damaged, the service runs without the secret: what is running goes on with what it has
cached, and nothing starts again. Every backup of SSODB is then worth what the secret's file is.

What is read
------------
Events of ENTSSO on the master secret server, on each node of a cluster: 10521 (secrets not loaded)
and 10565 (secret not valid), and whether a 10523 (secret restored) came after. A backup or a start
that was logged since then shows that it could be read. A change of the account alone is no alarm.
What the log no longer holds is not taken for something that did not happen.

How to fix
----------
Set the account of the service back, or restore the secret from its backup with
ssoconfig -restoreSecret, on every node of a cluster. Do not generate a new secret in its place.

Reference: Troubleshooting Enterprise Single Sign-On, https://learn.microsoft.com/en-us/biztalk/core/troubleshooting-enterprise-single-sign-on
"""

from collections.abc import Iterable

from checks.master_secret.secret import NEEDS, horizon, the_secret_nodes
from checks.wording import when
from scanner.facts.master_secret import EventLog, SsoEvent
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.master_secret import (
    BACKED_UP,
    GENERATED,
    NOT_LOADED,
    NOT_VALID,
    RESTORED,
    STARTED,
)

LOST = {NOT_LOADED: "the secret could not be loaded", NOT_VALID: "the secret was not valid"}
USED = {
    RESTORED: "the secret was restored",
    BACKED_UP: "the secret was backed up",
    GENERATED: "the secret was generated",
    STARTED: "the service started as master secret server",
}
SHOWN = "Run ssoconfig -backupSecret on {server}: event 10559 or 10560 then tells how it ended."


@check(
    id="MS04",
    title="The master secret can be read",
    rows=("B07", "B09", "R06"),
    severity=Severity.CRITICAL,
    needs=NEEDS,
    subjects=the_secret_nodes,
)
def secret_is_readable(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    server = subject.about
    events = facts.rows(SsoEvent, server)
    lost, restored = _newest(events, LOST), _newest(events, {RESTORED})
    if lost and not (restored and restored.written > lost.written):
        return _lost(lost, _newest(events, {BACKED_UP, GENERATED}), server)
    used = _newest(events, USED)
    if used:
        sentence = (
            f"On {when(used.written)}, {USED[used.event_id]} on {server.name}; since then no event "
            "says that it cannot be read."
        )
        return passes(sentence, used)
    log = facts.one(EventLog, server)
    return not_checked(
        f"No event of {server.name} tells whether it can read its master secret: {horizon(log)}.",
        log,
        settle=SHOWN.format(server=server.name),
    )


def _newest(events: Iterable[SsoEvent], wanted: Iterable[int]) -> SsoEvent | None:
    mine = [one for one in events if one.event_id in set(wanted)]
    return max(mine, key=lambda one: one.written, default=None)


def _lost(lost: SsoEvent, since: SsoEvent | None, server: Target) -> Verdict:
    """A backup that was logged afterwards contradicts; which of the two holds, nobody wrote."""
    sentence = f"On {when(lost.written)}, {LOST[lost.event_id]} on {server.name}"
    if since and since.written > lost.written:
        return not_checked(
            f"{sentence}, and no restore followed; yet on {when(since.written)}, "
            f"{USED[since.event_id]}.",
            lost,
            since,
            settle=SHOWN.format(server=server.name),
        )
    return fails(
        f"{sentence} (event {lost.event_id}), and it was not restored since.",
        lost,
        fix=(
            f"Set the account of the service ENTSSO on {server.name} back to what it was, or "
            "restore the master secret from its backup with ssoconfig -restoreSecret."
        ),
    )
