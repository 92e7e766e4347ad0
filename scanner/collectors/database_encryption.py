"""Which databases are encrypted, and what protects their keys."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import code, filled, optional_text, thumbprint, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.encryption import DatabaseEncryption
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

STATES = (0, 1, 2, 3, 4, 5, 6)


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[DatabaseEncryption]:
    return [
        DatabaseEncryption(
            database=filled(row, "name"),
            state=code(row, "encryption_state", STATES),
            encryptor=(optional_text(row, "encryptor_type") or "").upper(),
            thumbprint=thumbprint(row, "encryptor_thumbprint"),
        )
        for row in visible(rows, "sees_all", "VIEW ANY DATABASE")
    ]


COLLECTOR = sql_collector(
    "database_encryption", DatabaseEncryption, Place.EVERY_INSTANCE, interpret, never_empty=True
)
