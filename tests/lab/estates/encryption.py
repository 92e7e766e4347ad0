"""What encrypts the firm's databases; and what follows from the names of databases alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import NAMESPACE_DNS, uuid5

from tests.lab.estates import company
from tests.lab.tds.contents import SYSTEM_DATABASES
from tests.lab.tds.description import LabSqlServer, Row, Tables

CERTIFICATE = "BTS_TDE_2024"
THUMBPRINT = bytes.fromhex("9f3c1a77d2e04b5586ab10c4e2f76d3b98a1c055")
EXPORTED = datetime(2024, 3, 1, 10, 22, 31)  # noqa: DTZ001 - what SQL Server stores has no zone
ENCRYPTED = 3
COPY_SUFFIX = "_Probe"  # of a database that was restored under another name


@dataclass
class Encryption:
    """`keys`: the certificate that protects a database's key, by server and database.
    `certificates`: those of each server's master, beside the ones that SQL Server makes itself."""

    encryptor: str = "CERTIFICATE"
    keys: dict[str, dict[str, bytes]] = field(
        default_factory=lambda: {company.SQL01: {company.TRACKING.name: THUMBPRINT}}
    )
    certificates: dict[str, list[Row]] = field(
        default_factory=lambda: {
            company.SQL01: [certificate(EXPORTED)],
            company.SQLDR01: [certificate()],
        }
    )


def certificate(exported: datetime | None = None) -> Row:
    """Restored from its file, a certificate does not know that its key was ever exported."""
    return {
        "name": CERTIFICATE,
        "thumbprint": THUMBPRINT,
        "pvt_key_encryption_type": "MK",
        "pvt_key_last_backup_date": exported,
    }


def identities(server: LabSqlServer, encryption: Encryption) -> LabSqlServer:
    """With the views of master that name databases by their numbers. What is described stands."""
    own = list(encryption.certificates.get(server.name, []))
    made: Tables = {
        "sys.certificates": [_made_by_sql_server(), *own],
        "sys.database_recovery_status": list(_families(server)),
        "sys.dm_database_encryption_keys": list(_keys(server, encryption)),
    }
    databases = dict(server.databases)
    databases["master"] = {**made, **databases.get("master", {})}
    return replace(server, databases=databases)


def _made_by_sql_server() -> Row:
    return {
        "name": "##MS_SQLResourceSigningCertificate##",
        "thumbprint": bytes(20),
        "pvt_key_encryption_type": "NA",
        "pvt_key_last_backup_date": None,
    }


def _families(server: LabSqlServer) -> Iterator[Row]:
    """Databases of one name are copies of one another in this firm."""
    for name, number in _numbers(server).items():
        origin = name.removesuffix(COPY_SUFFIX).casefold()
        family = uuid5(NAMESPACE_DNS, f"{origin}.{company.DNS_DOMAIN}")
        yield {"database_id": number, "family_guid": family}


def _keys(server: LabSqlServer, encryption: Encryption) -> Iterator[Row]:
    numbers = _numbers(server)
    for name, thumbprint in encryption.keys.get(server.name, {}).items():
        if name in numbers:
            yield {
                "database_id": numbers[name],
                "encryption_state": ENCRYPTED,
                "encryptor_type": encryption.encryptor,
                "encryptor_thumbprint": thumbprint,
            }


def _numbers(server: LabSqlServer) -> dict[str, int]:
    """As the lab's server gives them out."""
    named = [*SYSTEM_DATABASES, *(n for n in server.databases if n not in SYSTEM_DATABASES)]
    return {name: number for number, name in enumerate(named, 1)}
