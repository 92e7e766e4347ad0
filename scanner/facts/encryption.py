"""What encrypts databases and their backups, and the certificates that undo it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DatabaseEncryption:
    """One row a database; `thumbprint` (hexadecimal, capitals) is empty where it has no key.

    A key that is there although the database is not encrypted (any more) still counts: the log
    and older backups need it. `encryptor` is the view's own word: CERTIFICATE, ASYMMETRIC KEY.
    """

    database: str
    state: int
    encryptor: str
    thumbprint: str


@dataclass(frozen=True)
class BackupEncryption:
    """What encrypted the backups that msdb recorded lately, one row a database and encryptor.

    `thumbprint` is empty for a database without encrypted backups.
    """

    database: str
    encryptor: str
    thumbprint: str


@dataclass(frozen=True)
class MasterCertificate:
    """sys.certificates of master. `key_exported` is the day that the private key was last saved
    to a file, as the server tells it (its zone is not documented); empty when it never was."""

    name: str
    thumbprint: str
    has_private_key: bool
    key_exported: str
