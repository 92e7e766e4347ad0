"""Which databases are copies of one another."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DatabaseFamily:
    """sys.database_recovery_status: `family` is given at creation and survives restore, attach
    and rename. Empty for a database that is not started."""

    database: str
    family: str
