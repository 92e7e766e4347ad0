"""The backup of the master secret belongs to the secret in use today.

Why it matters
--------------
A backup taken before the secret was generated anew or restored from another one cannot decrypt
what was stored since. Such a file looks right in every listing, and fails at the restore.

What is read
------------
The ids of secrets, never a secret: those in events 10559 (backed up), 10525 (generated), 10523
(restored), and the names of the keys below HKLM\\SOFTWARE\\Microsoft\\ENTSSO\\SSOSS on the master
secret server. Events 10575 (master secret server changed) and 10589 (secret not backed up). How far
back the log reaches: what it no longer holds is not taken for something that did not happen.

How to fix
----------
Run ssoconfig -backupSecret on the master secret server now, and replace the older copies. Do not
generate or restore a secret to make the ids agree.

Reference: Managing the Master Secret, https://learn.microsoft.com/en-us/biztalk/core/managing-the-master-secret
"""

from collections.abc import Iterable

from checks.master_secret.secret import (
    NEEDS,
    BestBackup,
    back_up,
    best_backup,
    horizon,
    the_secret_server,
)
from checks.wording import when
from scanner.facts.master_secret import SecretKey, SsoEvent
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.master_secret import (
    GENERATED,
    NOT_BACKED_UP,
    RESTORED,
    SERVER_CHANGED,
    TOLERANCE,
    nodes_of,
    secret_events,
    secret_id,
    secret_log,
    strings,
)

SAID = {
    GENERATED: "a new secret was generated",
    RESTORED: "another secret was restored",
    SERVER_CHANGED: "the master secret server was changed",
    NOT_BACKED_UP: "Single Sign-On itself logged that the secret has no backup",
}


@check(
    id="MS02",
    title="The backup belongs to the current master secret",
    rows=("B07", "B09", "R03", "R06"),
    severity=Severity.HIGH,
    needs=(*NEEDS, SecretKey),
    subjects=the_secret_server,
)
def secret_backup_belongs_to_current_secret(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    server = subject.about
    nodes = nodes_of(facts, server)
    keys = tuple(one for node in nodes for one in facts.rows(SecretKey, node))
    held = {secret_id(one.secret_id) for one in keys if one.secret_id}
    if not held:
        return fails(
            f"{server.name} holds no master secret in its registry.",
            *keys,
            fix=f"Restore the master secret on {server.name}, or correct the master secret server.",
        )
    best = best_backup(facts, server)
    events = secret_events(facts, server)
    after = _overtaken(best, events)
    if after:
        what = (
            f"the backup {best.name} of {when(best.made)}" if best else "every backup it knows of"
        )
        return fails(
            f"On {when(after.written)}, after {what}, {SAID[after.event_id]} on {server.name}.",
            after,
            *(best.cites if best else ()),
            fix=back_up(server),
        )
    if best is None or best.logged is None:
        return _undecided(best, facts, server)
    own = best.logged.secret_id
    if own not in held:
        return fails(
            f"The backup {best.name} of {when(best.made)} belongs to the secret {own}, "
            f"which {server.name} does not hold.",
            *best.cites,
            *keys,
            fix=back_up(server),
        )
    sentence = f"The backup {best.name} of {when(best.made)} belongs to the current secret {own}."
    return passes(sentence, *best.cites, *keys)


def _overtaken(best: BestBackup | None, events: Iterable[SsoEvent]) -> SsoEvent | None:
    """The newest event that makes the backup one of an earlier secret.

    Generating or restoring the same secret confirms a backup, also after the server changed.
    """
    own = best.logged.secret_id if best and best.logged else ""
    since = best.made + (TOLERANCE if best.logged is None else TOLERANCE * 0) if best else None
    found: SsoEvent | None = None
    for event in sorted(events, key=lambda one: one.written):
        if event.event_id not in SAID or (since is not None and event.written <= since):
            continue
        confirms = event.event_id in (GENERATED, RESTORED) and own and own == _now_current(event)
        found = None if confirms else event
    return found


def _now_current(event: SsoEvent) -> str:
    position = 0 if event.event_id == GENERATED else 1
    return secret_id(strings(event, position + 1)[position])


def _undecided(best: BestBackup | None, facts: Facts, server: Target) -> Verdict:
    log = secret_log(facts, server)
    what = f"The backup {best.name} of {when(best.made)}" if best else "A backup of the secret"
    return not_checked(
        f"{what} is not among the events of {server.name}: {horizon(log)}.",
        log,
        *(best.cites if best else ()),
        settle=f"{back_up(server)} The event of that backup names the secret that it belongs to.",
    )
