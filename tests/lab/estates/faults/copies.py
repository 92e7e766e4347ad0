"""Copies of the group, made for a drill, that were left running."""

from tests.lab.estates import company
from tests.lab.estates.encryption import COPY_SUFFIX
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import fail, fault, not_checked
from tests.lab.estates.jobs import backup_job

ONLINE = 0
ELSEWHERE = r"\\FILE02\Probe"


def _drill_copy(estate: LabEstate) -> None:
    """The management database is online at the destination, and its backup job is there."""
    for row in estate.table(company.SQLDR01, "master", "sys.databases"):
        if row["name"] == company.MANAGEMENT.name:
            row["state"] = ONLINE
    job = backup_job(estate.times)
    job.runs = []
    estate.agents[company.SQLDR01].jobs.append(job)


@fault(fail("CL01/SQLDR01"))
def drill_copy_backs_up_to_production(estate: LabEstate) -> None:
    _drill_copy(estate)


@fault(not_checked("CL01/SQLDR01"))
def drill_copy_backs_up_elsewhere(estate: LabEstate) -> None:
    """Whether its tables were corrected cannot be seen."""
    _drill_copy(estate)
    for step in estate.agents[company.SQLDR01].jobs[-1].steps:
        step.command = step.command.replace(company.BACKUP_PATH, ELSEWHERE)


@fault({})
def drill_copy_with_disabled_job(estate: LabEstate) -> None:
    """No fault at all: this is how a copy must be."""
    _drill_copy(estate)
    estate.agents[company.SQLDR01].jobs[-1].enabled = False


@fault(fail("CL01/SQL02"))
def copy_on_a_server_of_the_group(estate: LabEstate) -> None:
    """Under another name, as a group that was cloned for a test sees the original."""
    name = f"{company.MANAGEMENT.name}{COPY_SUFFIX}"
    server = estate.sql[company.SQL02]
    server.databases[name], server.like = {}, {name: company.MANAGEMENT.name}
    job = backup_job(estate.times)
    job.runs = []
    for step in job.steps:
        step.database = step.database.replace(company.MANAGEMENT.name, name)
    estate.agents[company.SQL02].jobs.append(job)
