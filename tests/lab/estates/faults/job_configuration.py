"""The backup job set up badly: paths, hours, retention, its databases, its neighbours."""

from tests.lab.estates import company
from tests.lab.estates.agent import FAILED
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import CHAIN, SCHEDULE, error, fail, fault, not_checked, passes
from tests.lab.estates.jobs import (
    CLEAR_STEP,
    FULL_STEP,
    LOG_STEP,
    backup_job,
)
from tests.lab.estates.surroundings import database_number
from tests.lab.estates.times import KEPT_DAYS

DTA_JOB = "DTA Purge and Archive"
CLEANUP_JOB = "MessageBox_Message_Cleanup"
MARK_LOG = "MarkLog"
DATABASE_SERVER = f"{company.SQL02}.{company.DNS_DOMAIN}".upper()  # a share not within reach


def _replace(estate: LabEstate, number: int, old: str, new: str) -> None:
    step = estate.backup_job.steps[number]
    assert old in step.command
    step.command = step.command.replace(old, new)


def _write_to(estate: LabEstate, path: str) -> None:
    """From the next run on; what was written already stays where it is."""
    for number in (FULL_STEP, LOG_STEP):
        _replace(estate, number, company.BACKUP_PATH, path)


@fault(fail("BJ07/SQLDR01"))
def backup_job_enabled_on_standby(estate: LabEstate) -> None:
    copied = backup_job(estate.times)
    copied.runs = []
    estate.agents[company.SQLDR01].jobs.append(copied)


@fault({})
def backup_job_waits_on_standby(estate: LabEstate) -> None:
    """No fault: copied there for the day of the disaster, and disabled."""
    copied = backup_job(estate.times)
    copied.runs, copied.enabled = [], False
    estate.agents[company.SQLDR01].jobs.append(copied)


@fault(fail(CHAIN, "DB01/SQL01/BizTalkRuleEngineDb"))
def database_in_simple_recovery(estate: LabEstate) -> None:
    rows = estate.sql[company.SQL01].databases["master"].setdefault("sys.databases", [])
    assert isinstance(rows, list)
    rows.append({"name": company.RULES.name, "recovery_model": 3})


@fault(fail(CHAIN, "DB01/SQL02/BizTalkMsgBoxDb"))
def database_in_no_log_chain(estate: LabEstate) -> None:
    """Switched to simple recovery and back: it says FULL again."""
    number = database_number(estate.sql[company.SQL02], company.MESSAGE_BOX.name)
    for row in estate.table(company.SQL02, "master", "sys.database_recovery_status"):
        if row["database_id"] == number:
            row["last_log_backup_lsn"] = None


@fault(fail("DB02/SQL01/BAMPrimaryImport"))
def database_without_backup_procedures(estate: LabEstate) -> None:
    tables = estate.sql[company.SQL01].databases[company.BAM.name]
    tables["sys.procedures"] = [{"name": "sp_SetMark"}]


@fault(error("DB02/SQL01/BizTalkRuleEngineDb", "LS09/SQLDR01", "PE05/SQL01"))
def database_closed_to_the_login(estate: LabEstate) -> None:
    """Its state in the log chain is seen without entering it, but not what it carries."""
    login = estate.sql[company.SQL01].logins[company.SQL_USER]
    others = set(estate.sql[company.SQL01].databases) - {company.RULES.name}
    login.databases = frozenset(others)


@fault(fail("BC01/BizTalkMgmtDb", "BJ06/SQL01"))
def forced_full_backup_fails(estate: LabEstate) -> None:
    """Every run ends in the second step; the number it took has no row."""
    settings = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_BackupSettings")
    settings[0]["ForceFull"] = 1
    newest = estate.files[-1].set_id
    estate.backup_job.runs[-1].status = FAILED
    estate.keep(one for one in estate.files if one.set_id != newest)
    numbers = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_BackupSetId")
    numbers[0]["NextBackupSetId"] = newest + 1


@fault(not_checked("BC01/BizTalkMgmtDb"))
def full_backup_was_just_ordered(estate: LabEstate) -> None:
    """No fault yet: the next run will show."""
    settings = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_BackupSettings")
    settings[0]["ForceFull"] = 1


@fault(fail("BC03/SQL01", "BC10/SQL01"))
def weekly_full_backup_never_repeated(estate: LabEstate) -> None:
    _replace(estate, FULL_STEP, "'d'", "'w'")
    _replace(estate, FULL_STEP, "*/, 1,", "*/, 0,")


@fault(fail("BC04/SQL01") | passes(rf"PE08/\\{company.FILE01}\BizTalkBackup\NEU"))
def log_backups_left_behind(estate: LabEstate) -> None:
    _replace(estate, FULL_STEP, company.BACKUP_PATH, rf"\\{company.FILE01}\BizTalkBackup\NEU")


@fault(fail("BC05/SQL01", "BC06/SQL01"))
def backup_path_on_the_data_disk(estate: LabEstate) -> None:
    """Two servers, each with a D: of its own."""
    _write_to(estate, r"D:\Sicherung")


@fault(fail("BC05/SQL01") | error(rf"PE08/\\{DATABASE_SERVER}\Sicherung"))
def backup_path_on_a_share_of_the_server(estate: LabEstate) -> None:
    _write_to(estate, rf"\\{company.SQL02}.{company.DNS_DOMAIN}\Sicherung")


@fault(fail("BC07/SQL01"))
def backup_url_with_a_key(estate: LabEstate) -> None:
    """In clear text, with a signature, and to a container that has no credential."""
    store = f"http://alpenfracht.blob.core.windows.net/bts?sig={company.SIGNATURE}"
    _write_to(estate, store)


@fault(fail("BC08/SQL01"))
def history_cleared_by_another_clock(estate: LabEstate) -> None:
    estate.backup_job.steps[CLEAR_STEP].command += ", @UseLocalTime = 1"


@fault(fail(SCHEDULE, "BC09/SQL01", "BJ04/SQL01"))
def full_backup_hour_left_out(estate: LabEstate) -> None:
    """The job rests around the hour that its full backup is bound to."""
    hour = estate.times.full_hour
    schedule = estate.backup_job.schedules[0]
    schedule.start_time = (hour + 1) % 24 * 10_000
    schedule.end_time = (hour - 1) % 24 * 10_000 + 5_959


@fault(fail("BC10/SQL01"))
def history_kept_for_two_days(estate: LabEstate) -> None:
    _replace(estate, CLEAR_STEP, f"@DaysToKeep={KEPT_DAYS}", "@DaysToKeep=2")


@fault(fail("BC11/SQL01"))
def nobody_is_told_of_failures(estate: LabEstate) -> None:
    estate.backup_job.notify_level = 0


@fault(fail("BC12/SQL02/BizTalkMsgBoxDb"))
def message_cleanup_enabled(estate: LabEstate) -> None:
    estate.agents[company.SQL02].job(CLEANUP_JOB).enabled = True


@fault(fail("BC13/SQL01/BizTalkDTADb"))
def tracking_never_purged(estate: LabEstate) -> None:
    """As the product ships it."""
    job = estate.agents[company.SQL01].job(DTA_JOB)
    job.enabled = False
    job.steps[
        0
    ].command = "exec dtasp_BackupAndPurgeTrackingDatabase 0, 1, 30, '<destination path>', null, 0"
