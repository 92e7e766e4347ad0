"""Availability groups: the same firm with one, and what can be wrong with it."""

from tests.lab.estates import company
from tests.lab.estates.availability import (
    ASYNCHRONOUS,
    GROUP,
    MEMBERS,
    SQL03,
    backup_job,
    view,
    with_availability_group,
)
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import (
    RECOVERY,
    Causes,
    error,
    fail,
    fault,
    of_configuration,
)
from tests.lab.estates.jobs import LOG_STEP

OF_MEMBERS = tuple(f"AG02/SQL01/{one.name}" for one in MEMBERS)
OF_OTHERS = tuple(f"AG04/SQL01/{one.name}" for one in MEMBERS if one != company.MANAGEMENT)
STEPS = (f"BJ03/{SQL03}/full backup", f"BJ03/{SQL03}/log backup")
NO_JOB = (f"AG01/{SQL03}", *(f"BJ0{number}/{SQL03}" for number in (1, 2, 3, 4, 6)))
ITS_JOB = (*of_configuration(SQL03), f"PE03/{SQL03}")
WELL: Causes = dict.fromkeys(
    (
        *(*ITS_JOB, *OF_MEMBERS, *OF_OTHERS, *STEPS, f"AG03/SQL01/{GROUP}", "AG05/SQL01"),
        *(f"{check}/{SQL03}" for check in ("AG05", "CL01", "DT01", "PE05", "PE09")),
        *(one for one in (*NO_JOB, f"BJ05/{SQL03}") if one != f"BJ03/{SQL03}"),
    ),
    "pass",
)


@fault(WELL)
def availability_group(estate: LabEstate) -> None:
    """No fault at all: what is judged of the other replica is added."""
    with_availability_group(estate)


@fault(WELL | fail(*OF_MEMBERS))
def replica_commits_asynchronously(estate: LabEstate) -> None:
    with_availability_group(estate)
    view(estate, "sys.availability_replicas")[1]["availability_mode"] = ASYNCHRONOUS


@fault(WELL | fail(f"AG03/SQL01/{GROUP}"))
def availability_group_without_dtc(estate: LabEstate) -> None:
    with_availability_group(estate)
    view(estate, "sys.availability_groups")[0]["dtc_support"] = 0


@fault(WELL | fail(*OF_OTHERS))
def availability_group_without_listener(estate: LabEstate) -> None:
    with_availability_group(estate)
    view(estate, "sys.availability_group_listeners").clear()


@fault(WELL | fail("AG04/SQL01/SSODB", "RD03/BTS01", "RD03/BTS02"))
def database_registered_by_replica(estate: LabEstate) -> None:
    with_availability_group(estate)
    table = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_OtherBackupDatabases")
    table[0]["ServerName"] = company.SQL01


@fault(WELL | fail(f"AG05/{SQL03}"))
def replica_without_certificate(estate: LabEstate) -> None:
    with_availability_group(estate)
    estate.encryption.certificates[SQL03].clear()


@fault(WELL | fail(f"AG01/{SQL03}"))
def replica_backs_up_under_another_mark(estate: LabEstate) -> None:
    with_availability_group(estate)
    step = backup_job(estate, SQL03).steps[LOG_STEP]
    step.command = step.command.replace("'BTS'", "'BTSALT'")


@fault(WELL | fail(STEPS[1]))
def replica_backs_up_unguarded(estate: LabEstate) -> None:
    with_availability_group(estate)
    step = backup_job(estate, SQL03).steps[LOG_STEP]
    step.command = step.command.partition("BEGIN ")[2].removesuffix(" END")


@fault({name: said for name, said in WELL.items() if name not in STEPS} | fail(*NO_JOB, *ITS_JOB))
def replica_without_backup_job(estate: LabEstate) -> None:
    with_availability_group(estate)
    estate.agents[SQL03].jobs.remove(backup_job(estate, SQL03))


ASKED = ("AG01", "AG05", "BJ01", "BJ05", "CL01", "DT01", "PE05")
OF_REPLICA = tuple(f"{check}/{SQL03}" for check in ASKED)
OF_CONFIGURATION = tuple(one.replace(f"/{SQL03}", "/Produktion") for one in ITS_JOB)
OF_JOBS = tuple(f"{check}/Produktion" for check in ("BJ02", "BJ03", "BJ04", "BJ06"))
OF_ITS_RECORDS = ("AG05/SQL01", "DB04/SQL01/SSODB", "EN02/Produktion", "EN03/Produktion")
NOT_OF_REPLICA = {name: said for name, said in WELL.items() if f"/{SQL03}" not in name}


@fault(
    NOT_OF_REPLICA
    | error(*OF_REPLICA, *OF_ITS_RECORDS, *OF_JOBS, *OF_CONFIGURATION, *RECOVERY)
    | error("PE08/Produktion")
)
def replica_of_another_name(estate: LabEstate) -> None:
    """One that cannot be asked is a gap, not a replica less."""
    with_availability_group(estate)
    estate.sql[SQL03].name = estate.sql[SQL03].machine = "SQL77"
