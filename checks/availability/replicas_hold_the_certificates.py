"""Every replica holds the certificates that its databases, and their backups, need.

Why it matters
--------------
SQL Server copies databases between replicas, not the certificates in master. After a failover an
encrypted database does not open where its certificate is missing, and a backup that was encrypted
on the other replica cannot be restored there.

What is read
------------
The replicas of each database of the backup job that is in an availability group; the certificates
that protect these databases (TDE) or their recorded backups, on any replica; and sys.certificates
in master of every replica, compared by thumbprint.

How to fix
----------
BACKUP CERTIFICATE … WITH PRIVATE KEY where it is, and CREATE CERTIFICATE … FROM FILE … WITH PRIVATE
KEY in master of the replica that lacks it.

Reference: Move a TDE Protected Database to Another SQL Server, https://learn.microsoft.com/en-us/sql/relational-databases/security/encryption/move-a-tde-protected-database-to-another-sql-server
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checks.availability.members import NEEDS, Member, members, no_group
from checks.encryption.keys import (
    OF_BACKUPS,
    OF_DATABASES,
    Lock,
    certificate_of,
    locks_of_backups_of,
    locks_of_database,
    named,
    outside,
)
from checks.wording import listed
from scanner.facts.encryption import MasterCertificate
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_applicable, passes
from scanner.model.status import Severity


@dataclass(frozen=True)
class Replica:
    """A server with the databases that it holds a replica of."""

    on: Target
    holds: tuple[Member, ...]


def _replicas(facts: Facts) -> Iterable[Subject[Replica]] | Verdict:
    """A database whose server does not say whether it is in a group stands for itself."""
    unknown, held = {}, dict[Target, list[Member]]()
    for member in members(facts):
        if member.gap:
            name = f"{member.on.name}/{member.registered.name}"
            unknown[name] = Subject(name, Replica(member.on, (member,)), member.on)
        for on in dict.fromkeys(facts.sql(one.server) for one in member.replicas):
            held.setdefault(on, []).append(member)
    found = [Subject(on.name, Replica(on, tuple(mine)), on) for on, mine in held.items()]
    return [*found, *unknown.values()] or no_group(facts)


@check(
    id="AG05",
    title="Replicas hold the certificates",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=(*NEEDS, *OF_BACKUPS, *OF_DATABASES, MasterCertificate),
    subjects=_replicas,
)
def replicas_hold_the_certificates(
    subject: Subject[Replica], facts: Facts, _limits: NoLimits
) -> Verdict:
    on = subject.about.on
    for member in subject.about.holds:
        member.require()
    locks = {one.fact.thumbprint: one for one in _locks(facts, subject.about.holds)}.values()
    if not locks:
        cited = (one.fact for one in subject.about.holds)
        return not_applicable(f"No database or backup of {on.name} is encrypted.", *cited)
    held = {one: certificate_of(facts, one, on) for one in locks if one.is_certificate}
    lacking = [one for one, found in held.items() if not (found and found.has_private_key)]
    if lacking:
        return fails(
            f"{on.name} holds a replica of {listed(one.database for one in lacking)}, but lacks "
            f"certificate {named(lacking)} with its private key.",
            *(one.fact for one in lacking),
            fix=f"Restore on {on.name}, with its private key, certificate "
            f"{listed(one.fact.thumbprint for one in lacking)}.",
        )
    if others := [one for one in locks if not one.is_certificate]:
        return outside(others[0])
    found = [one for one in held.values() if one]
    names = listed(one.name for one in found)
    return passes(f"{on.name} holds {names}, which its replicas need.", *found)


def _locks(facts: Facts, holds: Iterable[Member]) -> Iterator[Lock]:
    for member in holds:
        yield from locks_of_database(facts, member.on, member.registered.name)
        yield from locks_of_backups_of(facts, member.registered)
