"""The destination holds every certificate that the backups need, with its private key.

Why it matters
--------------
A server that lacks the certificate refuses to restore the database. On the day of the disaster
the certificate must be found, and its password; at the destination it is at hand.

What is read
------------
The certificates that protect databases of the backup job (TDE) or their recorded backups, and
sys.certificates in master of each log shipping destination that the estate declares and that
restores these databases. They are compared by thumbprint.

How to fix
----------
On the destination, CREATE CERTIFICATE … FROM FILE … WITH PRIVATE KEY in master, from the files
that BACKUP CERTIFICATE wrote on the source.

Reference: Move a TDE Protected Database to Another SQL Server, https://learn.microsoft.com/en-us/sql/relational-databases/security/encryption/move-a-tde-protected-database-to-another-sql-server
"""

from collections.abc import Iterable
from dataclasses import dataclass

from checks.destination.destinations import to_restore
from checks.encryption.keys import (
    OF_BACKUPS,
    OF_DATABASES,
    Lock,
    certificate_of,
    locks_of_backups,
    locks_of_databases,
    named,
    no_backup_is_encrypted,
    no_database_is_encrypted,
    outside,
)
from checks.wording import listed
from scanner.facts.encryption import MasterCertificate
from scanner.facts.instances import Database
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import (
    Subject,
    Verdict,
    fails,
    not_applicable,
    not_checked,
    passes,
)
from scanner.model.status import Severity


@dataclass(frozen=True)
class Needed:
    """What one database cannot be restored without at one destination."""

    at: Target
    locks: tuple[Lock, ...]


def _needed(facts: Facts) -> Iterable[Subject[Needed]] | Verdict:
    locks = [*locks_of_databases(facts), *locks_of_backups(facts)]
    if not locks:
        cited = (*no_database_is_encrypted(facts).cites, *no_backup_is_encrypted(facts).cites)
        return not_applicable("Neither a database nor a backup is encrypted.", *cited)
    destinations = dict.fromkeys(facts.sql(one) for one in facts.group.log_shipping.destinations)
    if not destinations:
        return _nowhere(locks)
    places = dict.fromkeys((one.on, one.database) for one in locks)
    return [
        Subject(f"{at.name}/{on.name}/{name}", Needed(at, _of(locks, on, name)), at)
        for at in destinations
        for on, name in places
        if name.casefold() in _restored(facts, at)
    ]


def _restored(facts: Facts, at: Target) -> frozenset[str]:
    return frozenset(one.database.name.casefold() for one in to_restore(facts, at))


def _of(locks: list[Lock], on: Target, database: str) -> tuple[Lock, ...]:
    """Each certificate once."""
    mine = (one for one in locks if (one.on, one.database) == (on, database))
    return tuple({one.fact.thumbprint: one for one in mine}.values())


def _nowhere(locks: list[Lock]) -> Verdict:
    return not_checked(
        f"Encryption needs {named(locks)}, but no log shipping destination is declared.",
        *(one.fact for one in locks),
        settle="Confirm that the certificates are restored on the server that would take over.",
    )


@check(
    id="EN03",
    title="Certificates are at the destination",
    rows=("B04", "B05", "R01"),
    severity=Severity.HIGH,
    needs=(*OF_DATABASES, *OF_BACKUPS, Database, MasterCertificate),
    subjects=_needed,
)
def certificates_are_at_the_destination(
    subject: Subject[Needed], facts: Facts, _limits: NoLimits
) -> Verdict:
    at, locks = subject.about.at, subject.about.locks
    held = {one: certificate_of(facts, one, at) for one in locks if one.is_certificate}
    database, facts_of = locks[0].database, [one.fact for one in locks]
    lacking = [one for one, found in held.items() if not (found and found.has_private_key)]
    if lacking:
        return fails(
            f"{at.name} cannot restore {database}: it lacks certificate {named(lacking)} "
            f"with its private key.",
            *facts_of,
            fix=f"Restore on {at.name}, with its private key, certificate "
            f"{listed(one.fact.thumbprint for one in lacking)}.",
        )
    if others := [one for one in locks if not one.is_certificate]:
        return outside(others[0])
    found = [one for one in held.values() if one]
    names = listed(one.name for one in found)
    return passes(f"{at.name} holds {names}, which {database} needs.", *facts_of, *found)
