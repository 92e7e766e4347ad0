"""Facts of a database that a certificate encrypts."""

from dataclasses import replace
from typing import Any

from scanner.facts.encryption import BackupEncryption, DatabaseEncryption, MasterCertificate
from tests import make

THUMBPRINT = "9F3C1A77D2E04B5586AB10C4E2F76D3B98A1C055"
LISTED = make.backup_database(make.SSO)
PLAIN = DatabaseEncryption("SSODB", 0, "", "")
ENCRYPTED = DatabaseEncryption("SSODB", 3, "CERTIFICATE", THUMBPRINT)
PLAIN_BACKUP = BackupEncryption("SSODB", "", "")
ENCRYPTED_BACKUP = BackupEncryption("SSODB", "CERTIFICATE", THUMBPRINT)


def certificate(**changes: Any) -> MasterCertificate:
    """With its private key, which was saved."""
    plain = MasterCertificate("TDE", THUMBPRINT, has_private_key=True, key_exported="2024-03-01")
    return replace(plain, **changes)
