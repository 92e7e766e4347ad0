"""The databases of the group: those that it shares, uses without registering, or marks with DTC."""

from datetime import timedelta

from tests.lab.estates import company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import fail, fault

LATER = timedelta(minutes=7)  # the other group's job runs between two runs of ours


@fault(fail("DB04/SQL01/SSODB"))
def sso_database_marked_by_another_group(estate: LabEstate) -> None:
    """A test group that was configured with the SSODB of production."""
    marks = estate.table(company.SQL01, "msdb", "dbo.logmarkhistory")
    for row in [one for one in marks if one["database_name"] == company.SSO.name]:
        moment = row["mark_time"] + LATER
        mark = f"TEST_{moment:%Y_%m_%d_%H_%M_%S}_417"
        marks.append({**row, "mark_name": mark, "mark_time": moment, "lsn": row["lsn"] + 1})
