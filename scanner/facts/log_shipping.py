"""BizTalk log shipping on a destination: the tables that really are there."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class LogShippingTable:
    """One bts_LogShipping* table of master with its column names; nobody publishes their shape."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class LogShippingDatabase:
    """bts_LogShippingDatabases: a database being recovered; values as text by column name."""

    values: Mapping[str, str | None]


@dataclass(frozen=True)
class LogShippingHistoryRow:
    """bts_LogShippingHistory: a copied row of the source and its restore; values as above."""

    values: Mapping[str, str | None]


@dataclass(frozen=True)
class LogShippingLastSet:
    """bts_LogShippingLastRestoreSet: the last set restored whole; values as above."""

    values: Mapping[str, str | None]
