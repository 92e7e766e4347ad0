"""The Backup BizTalk Server job: not there, not whole, not running."""

from datetime import timedelta

from tests.lab.estates import company
from tests.lab.estates.agent import FAILED, QUIT_OK
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import (
    LONG,
    PAST,
    POINT,
    SCHEDULE,
    fail,
    fault,
    not_checked,
    of_configuration,
)
from tests.lab.estates.jobs import FULL_STEP, LOG_STEP, backup_job

JOB_CHECKS = ("BJ01/SQL01", "BJ02/SQL01", "BJ03/SQL01", "BJ04/SQL01", "BJ06/SQL01")
STOPPED = timedelta(hours=27)


@fault(
    fail(SCHEDULE, *JOB_CHECKS, *of_configuration("SQL01"), "PE03/SQL01", "ST04/BizTalkMgmtDb")
    | not_checked("BD02/Produktion")
)
def backup_job_missing(estate: LabEstate) -> None:
    """What it wrote before is still found: the history says where."""
    estate.agents[company.SQL01].jobs.remove(estate.backup_job)


@fault(fail("BJ01/SQL01"))
def backup_job_twice(estate: LabEstate) -> None:
    twin = backup_job(estate.times)
    twin.name, twin.enabled, twin.runs = "Sicherung BizTalk (alt)", False, []
    estate.agents[company.SQL01].jobs.append(twin)


@fault(fail(SCHEDULE, "BJ02/SQL01"))
def backup_job_disabled(estate: LabEstate) -> None:
    estate.backup_job.enabled = False


@fault(fail("BJ03/SQL01/log backup", "BC04/SQL01"))
def backup_path_is_placeholder(estate: LabEstate) -> None:
    step = estate.backup_job.steps[LOG_STEP]
    step.command = step.command.replace(company.BACKUP_PATH, "<destination path>")


@fault(
    fail("BJ03/SQL01/full backup")
    | not_checked(*(f"{one}/SQL01" for one in ("BC03", "BC04", "BC08", "BC09", "BC10", "ST05")))
)
def full_backup_commented_out(estate: LabEstate) -> None:
    step = estate.backup_job.steps[FULL_STEP]
    step.command = f"-- {step.command}"


@fault(fail("BJ03/SQL01/log backup"))
def backup_job_ends_early(estate: LabEstate) -> None:
    estate.backup_job.steps[FULL_STEP].on_success = QUIT_OK


@fault(fail("BJ03/SQL01/full backup", "BJ03/SQL01/log backup", "BC08/SQL01"))
def local_time_in_one_step(estate: LabEstate) -> None:
    step = estate.backup_job.steps[LOG_STEP]
    step.command += ", @UseLocalTime = 1"


@fault(fail(SCHEDULE, "BJ04/SQL01", "BC09/SQL01"))
def backup_schedule_disabled(estate: LabEstate) -> None:
    estate.backup_job.schedules[0].enabled = False


@fault(fail(SCHEDULE, "BJ04/SQL01", "BC09/SQL01"))
def backup_schedule_too_rare(estate: LabEstate) -> None:
    """Every four hours, and never in the hour of the full backup."""
    schedule = estate.backup_job.schedules[0]
    schedule.subday_interval = 240
    schedule.start_time = (estate.times.full_hour + 1) % 4 * 10_000


@fault(fail("BJ04/SQL01"))
def backup_job_bound_to_no_server(estate: LabEstate) -> None:
    estate.backup_job.has_server = False


@fault(fail(POINT, PAST, "BJ05/SQL01", "BS01/BizTalkMgmtDb", "BS02/BizTalkMgmtDb"), hours=LONG)
def agent_stopped(estate: LabEstate) -> None:
    """And nobody noticed: what it would have made is not there."""
    agent, last = estate.agents[company.SQL01], estate.times.now - STOPPED
    agent.status = 1
    job = estate.backup_job
    job.runs = [one for one in job.runs if one.started < last]
    estate.keep(one for one in estate.files if one.stamp < last)


@fault(fail("BJ05/SQL01"))
def agent_started_by_hand(estate: LabEstate) -> None:
    estate.agents[company.SQL01].startup_type = 3


@fault(fail("BJ06/SQL01"))
def last_backup_run_failed(estate: LabEstate) -> None:
    """In its second step: the run took the number of a set that has no row."""
    newest = estate.files[-1].set_id
    estate.backup_job.runs[-1].status = FAILED
    estate.keep(one for one in estate.files if one.set_id != newest)
    estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_BackupSetId")[0][
        "NextBackupSetId"
    ] = newest + 1


@fault({})
def backup_job_running(estate: LabEstate) -> None:
    """No fault at all: a run that is half done."""
    newest = estate.files[-1].set_id
    half = [one for one in estate.files if one.set_id == newest][3:]
    estate.keep(one for one in estate.files if one not in half)
    for row in estate.history():
        if row["BackupSetId"] == newest:
            row["SetComplete"] = 0
    estate.backup_job.running_since = estate.backup_job.runs.pop().started
