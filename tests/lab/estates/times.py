"""The moments that everything in an estate is relative to."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.lab.estates.company import OFFSET

QUARTER = timedelta(minutes=15)
SETTLED = timedelta(minutes=3)  # a younger run would still be writing
FULL_AGE_HOURS = 5
KEPT_DAYS = 3
KEPT_HOURS = KEPT_DAYS * 24 - 1


@dataclass(frozen=True)
class Times:
    """`now` is UTC; runs of the backup job start on the quarter hours.

    The sets of the last `log_hours` are kept.
    """

    now: datetime
    log_hours: int = KEPT_HOURS

    @classmethod
    def of_now(cls, log_hours: int = KEPT_HOURS) -> "Times":
        return cls(datetime.now(UTC).replace(microsecond=0), log_hours)

    @property
    def newest_run(self) -> datetime:
        finished = self.now - SETTLED
        return finished.replace(minute=finished.minute // 15 * 15, second=0, microsecond=0)

    @property
    def newest_full_run(self) -> datetime:
        """The first run of an hour that lies far enough back, whenever the lab is started."""
        return (self.newest_run - timedelta(hours=FULL_AGE_HOURS)).replace(minute=0)

    @property
    def full_hour(self) -> int:
        """The local hour in which the full backup is due (@BackupHour)."""
        return (self.newest_full_run + OFFSET).hour

    def ago(self, **span: float) -> datetime:
        return self.now - timedelta(**span)


def local(moment: datetime) -> datetime:
    """As SQL Server stores it: server local time, without a zone."""
    return (moment + OFFSET).replace(tzinfo=None)


def date_code(moment: datetime) -> int:
    """yyyymmdd of server local time, as msdb keeps it."""
    return int(f"{moment + OFFSET:%Y%m%d}")


def time_code(moment: datetime) -> int:
    """hhmmss of server local time, without leading zeros."""
    return int(f"{moment + OFFSET:%H%M%S}")


def span_code(span: timedelta) -> int:
    """hhmmss of a duration."""
    seconds = int(span.total_seconds())
    return seconds // 3600 * 10000 + seconds // 60 % 60 * 100 + seconds % 60
