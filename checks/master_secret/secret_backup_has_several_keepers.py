"""The backup of the master secret is kept on more than one machine.

Why it matters
--------------
The file is needed once, on the worst day, and nobody reads it before. A single copy can be deleted
by a clean-up, be encrypted with the share it lies on, or be unreachable together with its site.

What is read
------------
The declared locations that hold master secret backups, those on the master secret server included,
and the events 10559 and 10525 of the backups made. Counted are the machines that keep the newest
backup, by name, size and time, or by its hash where the estate allows reading it.

How to fix
----------
Copy the newest file to another machine, best at another site, and declare that folder under
`locations` with `holds: [master_secret]`.

Reference: SSO Security Recommendations, https://learn.microsoft.com/en-us/biztalk/core/sso-security-recommendations
"""

from dataclasses import dataclass

from checks.master_secret.secret import NEEDS, back_up, horizon, the_secret_server
from checks.wording import count, listed, when
from scanner.model.check import Facts, check
from scanner.model.estate import Artefact
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.master_secret import (
    keepers,
    kept_files,
    logged_backups,
    newest_backup,
    secret_events,
    secret_log,
)


@dataclass(frozen=True)
class Limits:
    """How many machines must keep the newest backup."""

    machines: int = 2


@check(
    id="MS06",
    title="The backup of the master secret is on more than one machine",
    rows=("B07", "B09"),
    severity=Severity.MEDIUM,
    needs=NEEDS,
    subjects=the_secret_server,
    limits=Limits,
)
def secret_backup_has_several_keepers(
    subject: Subject[Target], facts: Facts, limits: Limits
) -> Verdict:
    server = subject.about
    backups = logged_backups(secret_events(facts, server))
    found = keepers(facts, server, backups)
    if not found:
        return _none(server, facts, newest_backup(backups) is not None)
    cites = [one.file for _, one in sorted(found.items())]
    newest = max(one.made for one in found.values())
    sentence = (
        f"The newest backup of {server.name}'s master secret that is kept, of {when(newest)}, is "
        f"on {listed(sorted(one.name for one in found), limits.machines + 1)}; "
        f"asked for {count(limits.machines, 'machine')}."
    )
    if len(found) >= limits.machines:
        return passes(sentence, *cites)
    return fails(sentence, *cites, fix=f"Copy {cites[0].path} to a location on another machine.")


def _none(server: Target, facts: Facts, is_logged: bool) -> Verdict:
    """Files alone do not tell whether they hold a secret."""
    log = secret_log(facts, server)
    places = [one for one in facts.group.locations if Artefact.SECRET_BACKUP in one.holds]
    files = list(kept_files(facts, places))
    if is_logged or not files:
        return fails(
            f"No declared location keeps a backup of {server.name}'s master secret.",
            log,
            fix=back_up(server),
        )
    return not_checked(
        f"{count(len(files), 'file')} may be a backup of {server.name}'s master secret, but none "
        f"is logged and {horizon(log)}.",
        log,
        *files,
        settle=back_up(server),
    )
