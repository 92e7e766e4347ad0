"""The certificates of master: what opens encrypted databases and backups."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from scanner.collectors.columns import filled, optional_local_moment, thumbprint, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.encryption import MasterCertificate
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row

NO_PRIVATE_KEY = "NA"
KEY_ENCRYPTIONS = (NO_PRIVATE_KEY, "MK", "PW", "SK")
AS_TOLD = timedelta(0)


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[MasterCertificate]:
    return [
        MasterCertificate(
            name=filled(row, "name"),
            thumbprint=filled_thumbprint(row),
            has_private_key=has_private_key(row),
            key_exported=day(row),
        )
        for row in visible(rows, "sees_all", "VIEW ANY DEFINITION")
    ]


def filled_thumbprint(row: Row) -> str:
    found = thumbprint(row, "thumbprint")
    if not found:
        raise Unparsable("column thumbprint: a certificate without one")
    return found


def has_private_key(row: Row) -> bool:
    found = filled(row, "pvt_key_encryption_type").strip()
    if found not in KEY_ENCRYPTIONS:
        raise Unparsable("column pvt_key_encryption_type: a code that is not documented")
    return found != NO_PRIVATE_KEY


def day(row: Row) -> str:
    found = optional_local_moment(row, "pvt_key_last_backup_date", AS_TOLD)
    return f"{found:%Y-%m-%d}" if found else ""


COLLECTOR = sql_collector("master_certificates", MasterCertificate, Place.EVERY_INSTANCE, interpret)
