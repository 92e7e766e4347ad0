"""What one statement of a batch came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.lab.tds.sql_types import SqlType


@dataclass(frozen=True)
class Rows:
    columns: Sequence[tuple[str, SqlType]]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Moved:
    """USE: from one database to another."""

    new: str
    old: str


@dataclass(frozen=True)
class Setting:
    """SET, recorded and otherwise without effect."""

    text: str


Outcome = Rows | Moved | Setting
