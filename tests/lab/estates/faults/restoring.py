"""What a restore of the databases would need, and nobody has prepared or tried."""

from datetime import timedelta

from tests.lab.estates import company, drills
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import fail, fault, not_checked
from tests.lab.estates.times import local

DRILL = f"RD01/{company.GROUP}"


@fault(fail(DRILL))
def drill_left_a_database_out(estate: LabEstate) -> None:
    """Nobody thought of Single Sign-On."""
    rows = drills.restores(estate)
    rows[:] = [
        row
        for row in rows
        if row["destination_database_name"] != company.SSO.name or not row.get("stop_at_mark_name")
    ]


@fault(fail(DRILL))
def drill_is_long_ago(estate: LabEstate) -> None:
    """The one of this spring was skipped."""
    rows, newest = drills.restores(estate), min(drills.DRILLS) + timedelta(days=1)
    since = local(estate.times.now - newest)
    rows[:] = [
        row for row in rows if not row.get("stop_at_mark_name") or row["restore_date"] < since
    ]


@fault(not_checked(DRILL))
def restore_history_is_cleaned_up(estate: LabEstate) -> None:
    """A maintenance plan keeps two days of it."""
    rows, since = drills.restores(estate), local(estate.times.ago(days=2))
    rows[:] = [row for row in rows if row["restore_date"] >= since]
