"""The jobs of the firm's three SQL Servers."""

from datetime import timedelta

from tests.lab.estates.agent import QUIT_OK, Agent, Job, Run, Schedule, Step
from tests.lab.estates.backup_sets import job_runs
from tests.lab.estates.company import ACCOUNT_KEY, BACKUP_PATH, SIGNATURE, STEP_PASSWORD
from tests.lab.estates.times import KEPT_DAYS, Times

BACKUP_JOB = "Backup BizTalk Server (BizTalkMgmtDb)"
GET_HISTORY = "BTS Log Shipping - Get Backup History"
RESTORE = "BTS Log Shipping - Restore Databases"
TO_MARK = "BTS Log Shipping - Restore To Mark"
COMPRESSION_STEP, FULL_STEP, LOG_STEP, CLEAR_STEP = range(4)
STORE = "https://alpenfrachtdr.blob.core.windows.net/biztalk"


def management_agent(times: Times) -> Agent:
    jobs = [
        backup_job(times),
        Job(
            "DTA Purge and Archive (BizTalkDTADb)",
            [
                Step(
                    "Archive and Purge",
                    "exec dtasp_PurgeTrackingDatabase 1, 0, 14, null",
                    "BizTalkDTADb",
                    on_success=QUIT_OK,
                )
            ],
            [Schedule("Archive and Purge Schedule", subday_interval=1)],
        ),
        product_job("CleanupBTFExpiredEntriesJob_BizTalkMgmtDb", 720),
        product_job("Monitor BizTalk Server (BizTalkMgmtDb)", 720),
        product_job("Rules_Database_Cleanup_BizTalkRuleEngineDb", 60),
        Job(
            "Nächtlicher Abzug für das Data Warehouse",
            [
                Step(
                    "Abzug",
                    f"sqlcmd -S DWH01 -U etl_biztalk -P {STEP_PASSWORD} -i abzug.sql",
                    subsystem="CmdExec",
                    on_success=QUIT_OK,
                )
            ],
            [Schedule("nachts", subday_type=1, subday_interval=0, start_time=31_500)],
        ),
    ]
    return Agent(jobs, times.ago(days=41))


def backup_job(times: Times) -> Job:
    """As the product ships it since 2010, configured; the last step copies the files away."""
    runs = [
        Run(started, timedelta(seconds=134 if has_full else 9))
        for started, has_full in job_runs(times)
    ]
    steps = [
        Step(
            "Set Compression Option",
            "exec [dbo].[sp_SetBackupCompression] @bCompression = 0 "
            "/*0 - Do not use Compression, 1 - Use Compression */",
            "BizTalkMgmtDb",
            on_failure=3,
        ),
        Step(
            "BackupFull",
            "exec [dbo].[sp_BackupAllFull_Schedule] 'd' /* Frequency */, 'BTS' /* Name */, "
            f"'{BACKUP_PATH}' /* location of backup files */, 1, {times.full_hour}",
            "BizTalkMgmtDb",
        ),
        Step(
            "MarkAndBackupLog",
            "exec [dbo].[sp_MarkAll] 'BTS' /* Log mark name */, "
            f"'{BACKUP_PATH}' /* location of backup files */",
            "BizTalkMgmtDb",
        ),
        Step(
            "Clear Backup History",
            f"exec [dbo].[sp_DeleteBackupHistory] @DaysToKeep={KEPT_DAYS}",
            "BizTalkMgmtDb",
        ),
        Step(
            "Kopie ins zweite Rechenzentrum",
            f'azcopy sync "{BACKUP_PATH}" "{STORE}?sv=2024-11-04&ss=b&sig={SIGNATURE}" '
            f"& rem AccountKey={ACCOUNT_KEY}",
            subsystem="CmdExec",
            on_success=QUIT_OK,
        ),
    ]
    return Job(BACKUP_JOB, steps, [Schedule("MarkAndBackupLogSched")], runs)


def product_job(name: str, minutes: int) -> Job:
    procedure = "exec bts_" + name.partition("_")[0].replace(" ", "")
    database = name.rpartition("_")[2].strip("()")
    step = Step("Start", procedure, database, on_success=QUIT_OK)
    return Job(name, [step], [Schedule(f"{name} Schedule", subday_interval=minutes)])


def message_box_agent(times: Times) -> Agent:
    names = ("Message_ManageRefCountLog", "Parts_Cleanup", "DeadProcesses_Cleanup")
    jobs = [product_job(f"MessageBox_{name}_BizTalkMsgBoxDb", 1) for name in names]
    started_by_another = product_job("MessageBox_Message_Cleanup_BizTalkMsgBoxDb", 1)
    started_by_another.enabled = False
    started_by_another.schedules.clear()
    tracked = product_job("TrackedMessages_Copy_BizTalkMsgBoxDb", 1)
    return Agent([*jobs, started_by_another, tracked], times.ago(days=41))


def destination_agent(times: Times) -> Agent:
    """Both copying jobs each minute; the one for the day of the disaster waits for a hand."""
    every_minute = [
        Run(times.now - timedelta(minutes=n, seconds=20), timedelta(seconds=6))
        for n in range(12, 0, -1)
    ]
    jobs = [
        _shipping(GET_HISTORY, "exec bts_GetBackupHistory", every_minute),
        _shipping(RESTORE, "exec bts_RestoreDatabases", every_minute),
        _shipping(TO_MARK, "exec bts_RestoreToMark", []),
    ]
    return Agent(jobs, times.ago(days=120))


def _shipping(name: str, command: str, runs: list[Run]) -> Job:
    schedules = [Schedule(f"{name} Schedule", subday_interval=1)] if runs else []
    return Job(name, [Step("Start", command, on_success=QUIT_OK)], schedules, list(runs))
