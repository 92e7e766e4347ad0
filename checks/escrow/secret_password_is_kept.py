"""The password of the master secret's backup is kept where a restore can get it.

Why it matters
--------------
ssoconfig asks for the password before it restores the file. Without it the best backup of the
master secret is worthless, and every password that BizTalk's ports store must be typed in again.
The reminder in the file is no password, and who chose the password may have left.

What is read
------------
Which backup a restore would take: the newest copy off the master secret server, else the one that
the server last logged, with its time. Neither the file's content nor its reminder is read, so a
machine never passes nor fails this, and a person attests it.

How to fix
----------
Make sure that the password of this very file lies in a safe or vault that outlives the server,
apart from the file, and that at least two people can get at it. Try it: restore the file on a test
system. Attest it anew whenever the secret is backed up with another password.

Reference: How to Recover Enterprise Single Sign-On, https://learn.microsoft.com/en-us/biztalk/core/how-to-recover-enterprise-single-sign-on
"""

from collections.abc import Iterable

from checks.master_secret.secret import NEEDS, BestBackup, back_up, best_backup, the_secret_server
from checks.wording import when
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, not_checked
from scanner.model.status import Severity


def _the_group(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    """With the master secret server."""
    found = the_secret_server(facts)
    if isinstance(found, Verdict):
        return found
    return [Subject(facts.group.name, one.about) for one in found]


@check(
    id="ES01",
    title="The password of the master secret's backup is kept",
    rows=("R03", "R06"),
    severity=Severity.CRITICAL,
    needs=NEEDS,
    subjects=_the_group,
)
def secret_password_is_kept(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    server = subject.about
    best = best_backup(facts, server)
    return _no_backup(server) if best is None else _of_backup(best)


def _no_backup(server: Target) -> Verdict:
    return not_checked(
        f"No backup of {server.name}'s master secret is known, so there is no password to keep.",
        settle=f"{back_up(server)} Keep its password apart from the file, and attest it.",
    )


def _of_backup(best: BestBackup) -> Verdict:
    return not_checked(
        f"Whether the password of {best.name}, the master secret's backup of {when(best.made)}, is "
        "kept is for a person to say.",
        *best.cites,
        settle=(
            f"Attest that the password of {best.name} of {when(best.made)} (not only its reminder) "
            "is kept apart from the file, where it outlives the server, and who can get at it."
        ),
    )
