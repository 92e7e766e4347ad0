"""The private key of every certificate that encrypts a database is backed up.

Why it matters
--------------
The backups of an encrypted database (TDE) are encrypted with it. Without the certificate and its
private key no server can restore them: the backups are whole, and worthless.

What is read
------------
The encryption keys of the databases that the backup job backs up (sys.dm_database_encryption_keys),
and in master of the same server the certificate of each with the date on which its private key was
last saved to a file (pvt_key_last_backup_date). A key that is there although encryption was turned
off counts too, for older backups need it. A certificate that was itself restored from a file does
not know that its key was ever saved. Where the file is kept cannot be seen.

How to fix
----------
Save the certificate with its private key (BACKUP CERTIFICATE … WITH PRIVATE KEY) to a file off the
server, and keep the password of the file apart from it.

Reference: Transparent Data Encryption, https://learn.microsoft.com/en-us/sql/relational-databases/security/encryption/transparent-data-encryption
"""

from collections.abc import Iterable

from checks.encryption.keys import (
    OF_DATABASES,
    Lock,
    is_exported,
    locks_of_databases,
    no_database_is_encrypted,
)
from scanner.facts.encryption import MasterCertificate
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict
from scanner.model.status import Severity


def _encrypted(facts: Facts) -> Iterable[Subject[Lock]] | Verdict:
    found = list(locks_of_databases(facts))
    if not found:
        return no_database_is_encrypted(facts)
    return [Subject(f"{one.on.name}/{one.database}", one, one.on) for one in found]


@check(
    id="EN01",
    title="Certificates of encrypted databases are backed up",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=(*OF_DATABASES, MasterCertificate),
    subjects=_encrypted,
)
def database_certificates_are_backed_up(
    subject: Subject[Lock], facts: Facts, _limits: NoLimits
) -> Verdict:
    return is_exported(facts, subject.about)
