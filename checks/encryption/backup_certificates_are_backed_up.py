"""The private key of every certificate that encrypts a backup is backed up.

Why it matters
--------------
An encrypted backup can be restored only where its certificate and the private key are. A
certificate that is lost with the server, or was dropped since, takes the backups with it.

What is read
------------
msdb.dbo.backupset of the servers that hold databases of the backup job: what encrypted the backups
of the last weeks, by whomever they were made. In master of the same server, the certificate of
each with the date on which its private key was last saved (pvt_key_last_backup_date). SQL Server
2012 encrypts no backups and is not asked.

How to fix
----------
Save the certificate with its private key (BACKUP CERTIFICATE … WITH PRIVATE KEY) to a file off the
server. Keep certificates that were replaced as long as backups need them.

Reference: Backup Encryption, https://learn.microsoft.com/en-us/sql/relational-databases/backup-restore/backup-encryption
"""

from collections.abc import Iterable

from checks.encryption.keys import (
    OF_BACKUPS,
    Lock,
    is_exported,
    locks_of_backups,
    no_backup_is_encrypted,
)
from scanner.facts.encryption import MasterCertificate
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict
from scanner.model.status import Severity


def _encrypted(facts: Facts) -> Iterable[Subject[Lock]] | Verdict:
    found = list(locks_of_backups(facts))
    if not found:
        return no_backup_is_encrypted(facts)
    return [Subject(f"{one.on.name}/{one.database}/{one.short}", one, one.on) for one in found]


@check(
    id="EN02",
    title="Certificates of encrypted backups are backed up",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=(*OF_BACKUPS, MasterCertificate),
    subjects=_encrypted,
)
def backup_certificates_are_backed_up(
    subject: Subject[Lock], facts: Facts, _limits: NoLimits
) -> Verdict:
    return is_exported(facts, subject.about)
