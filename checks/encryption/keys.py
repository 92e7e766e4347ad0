"""Which certificates the databases of the group, and their backups, cannot be read without."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.wording import listed
from scanner.facts.encryption import BackupEncryption, DatabaseEncryption, MasterCertificate
from scanner.facts.instances import Instance
from scanner.facts.topology import BackupDatabase, DatabaseRef
from scanner.model.check import Facts
from scanner.model.evidence import Target
from scanner.model.finding import Verdict, fails, not_applicable, not_checked, passes
from scanner.recovery.members import NEEDS as MEMBERS
from scanner.recovery.members import expected, holders

CERTIFICATE = "CERTIFICATE"
FIRST_WITH_ENCRYPTED_BACKUPS = 12  # SQL Server 2014
OF_DATABASES = (BackupDatabase, DatabaseEncryption)
OF_BACKUPS = (*MEMBERS, BackupEncryption, Instance)


@dataclass(frozen=True)
class Lock:
    """A certificate, or a key outside of SQL Server, and what it locks: the end of a clause."""

    on: Target
    database: str
    what: str
    fact: DatabaseEncryption | BackupEncryption

    @property
    def is_certificate(self) -> bool:
        return self.fact.encryptor == CERTIFICATE

    @property
    def short(self) -> str:
        return self.fact.thumbprint[:8]


def databases(facts: Facts) -> Iterator[tuple[Target, str]]:
    """The databases that the job must back up, each once."""
    for one in expected(facts):
        yield facts.sql(one.server), one.name


def encryption_of(facts: Facts, on: Target, database: str) -> Iterator[DatabaseEncryption]:
    name = database.casefold()
    return (one for one in facts.rows(DatabaseEncryption, on) if one.database.casefold() == name)


def backup_encryption_of(facts: Facts, on: Target, database: str) -> Iterator[BackupEncryption]:
    """Nothing of a server that is too old to encrypt a backup."""
    if major(facts.one(Instance, on)) < FIRST_WITH_ENCRYPTED_BACKUPS:
        return
    name = database.casefold()
    yield from (one for one in facts.rows(BackupEncryption, on) if one.database.casefold() == name)


def major(instance: Instance) -> int:
    return int(instance.product_version.partition(".")[0])


def locks_of_databases(facts: Facts) -> Iterator[Lock]:
    for on, name in databases(facts):
        yield from locks_of_database(facts, on, name)


def locks_of_database(facts: Facts, on: Target, name: str) -> Iterator[Lock]:
    for one in encryption_of(facts, on, name):
        if one.thumbprint:
            yield Lock(on, name, f"the encryption of {name}", one)


def locks_of_backups(facts: Facts) -> Iterator[Lock]:
    for one in expected(facts):
        yield from locks_of_backups_of(facts, one)


def locks_of_backups_of(facts: Facts, database: DatabaseRef) -> Iterator[Lock]:
    """On every replica: each records the backups that were made there."""
    for on in holders(facts, database):
        for one in backup_encryption_of(facts, on, database.name):
            if one.thumbprint:
                yield Lock(on, database.name, f"backups of {database.name}", one)


def no_database_is_encrypted(facts: Facts) -> Verdict:
    """Cites every database, for each of them is a reason."""
    cited = [one for on, name in databases(facts) for one in encryption_of(facts, on, name)]
    return not_applicable("No database of the group is encrypted (TDE).", *cited)


def no_backup_is_encrypted(facts: Facts) -> Verdict:
    places = [(on, one.name) for one in expected(facts) for on in holders(facts, one)]
    cited = [one for on, name in places for one in backup_encryption_of(facts, on, name)]
    instances = [facts.one(Instance, on) for on in dict.fromkeys(on for on, _ in places)]
    sentence = "No recorded backup of the group's databases is encrypted."
    return not_applicable(sentence, instances[0], *instances[1:], *cited)


def certificate_of(facts: Facts, lock: Lock, on: Target) -> MasterCertificate | None:
    """The one with the same thumbprint in that instance's master."""
    wanted = lock.fact.thumbprint
    return next(
        (one for one in facts.rows(MasterCertificate, on) if one.thumbprint == wanted), None
    )


def is_exported(facts: Facts, lock: Lock) -> Verdict:
    """Whether the private key of a lock was ever saved to a file."""
    server = lock.on.name
    if not lock.is_certificate:
        return outside(lock)
    found = certificate_of(facts, lock, lock.on)
    if found is None:
        return fails(
            f"Certificate {lock.short}… protects {lock.what}, but master of {server} has none "
            f"with this thumbprint.",
            lock.fact,
            fix=f"Find the file of certificate {lock.fact.thumbprint}, and restore it on {server}.",
        )
    if not found.key_exported:
        return fails(
            f"Certificate {found.name} on {server} protects {lock.what}; its private key was "
            f"never backed up from there.",
            lock.fact,
            found,
            fix=f"BACKUP CERTIFICATE {found.name} WITH PRIVATE KEY on {server}, kept elsewhere.",
        )
    return passes(
        f"Certificate {found.name} on {server} protects {lock.what}; its private key was last "
        f"backed up on {found.key_exported}.",
        lock.fact,
        found,
    )


def outside(lock: Lock) -> Verdict:
    return not_checked(
        f"On {lock.on.name}, {lock.what} is protected by {lock.fact.encryptor or 'a key'} "
        f"{lock.short}…, which SQL Server does not keep itself.",
        lock.fact,
        settle="Confirm that the key's provider can serve it to the server that restores.",
    )


def named(locks: list[Lock]) -> str:
    return listed(dict.fromkeys(f"{one.short}…" for one in locks))
