"""What encrypted the backups that msdb recorded."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, optional_text, thumbprint, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.encryption import BackupEncryption
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[BackupEncryption]:
    return [
        BackupEncryption(
            database=filled(row, "name"),
            encryptor=(optional_text(row, "encryptor_type") or "").upper(),
            thumbprint=thumbprint(row, "encryptor_thumbprint"),
        )
        for row in visible(rows, "sees_all", "VIEW ANY DATABASE")
    ]


COLLECTOR = sql_collector(
    "backup_encryption",
    BackupEncryption,
    Place.JOB_INSTANCES,
    interpret,
    parameters=("history_days",),
    never_empty=True,
)
