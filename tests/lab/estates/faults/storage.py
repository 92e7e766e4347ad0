"""Where the backups lie and what becomes of them: files cut short, disks that fill, clean-up."""

from dataclasses import replace

from tests.lab.estates import company
from tests.lab.estates.backup_sets import FULL
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import (
    COPIES,
    LONG,
    RESTORE_TIME,
    STORAGE,
    error,
    fail,
    fault,
    not_checked,
)
from tests.lab.estates.jobs import CLEAR_STEP, FULL_STEP
from tests.lab.smb.description import LabFile, LabShare


def _share(estate: LabEstate) -> LabShare:
    return estate.file_servers[company.FILE01].share(company.BACKUP_SHARE)


@fault(fail("BD01/SQL01/BizTalkDTADb"))
def full_backup_file_cut_short(estate: LabEstate) -> None:
    """SQL Server can report success for a write over the network that was lost."""
    files = _share(estate).files
    name = max(one for one in files if "BizTalkDTADb_Full" in one)
    files[name] = replace(files[name], size=files[name].size - 1)


@fault(fail("BS03/SQL01/BizTalkRuleEngineDb"))
def list_of_databases_cut_short(estate: LabEstate) -> None:
    """The view leaves out what adm_Group names; the job backs it up all the same."""
    listed = [one for one in company.DATABASES if one != company.RULES]
    rows = [{"ServerName": one.server, "DatabaseName": one.name} for one in listed]
    estate.sql[company.SQL01].databases[company.MANAGEMENT.name]["dbo.admv_BackupDatabases"] = rows


@fault(fail(*STORAGE[:2]), hours=LONG)
def no_room_for_the_next_full_set(estate: LabEstate) -> None:
    _share(estate).free = 5_000_000_000


@fault(fail(STORAGE[1]), hours=LONG)
def disk_full_within_days(estate: LabEstate) -> None:
    """Nothing is ever deleted, and each day brings some 5 GB."""
    _share(estate).free = 30_000_000_000


@fault({})
def disk_small_but_cleaned_up(estate: LabEstate) -> None:
    """No fault: as much is deleted as comes in."""
    share = _share(estate)
    share.free = 30_000_000_000
    limit = estate.times.ago(hours=50)
    share.files = {name: one for name, one in share.files.items() if one.written > limit}


@fault(error(*STORAGE[:2]), on_wires=True)
def disk_does_not_tell_its_space(estate: LabEstate) -> None:
    estate.file_servers[company.FILE01].faults.spaceless = True


@fault(fail(STORAGE[2]), hours=LONG)
def backups_of_last_year_are_kept(estate: LabEstate) -> None:
    stamp = f"BTS_{estate.times.ago(days=300):%Y_%m_%d_%H_%M_%S}_010"
    name = f"{company.BACKUP_FOLDER}/SQL01_SSODB_Full_{stamp}.bak"
    _share(estate).files[name] = LabFile(14_680_064, estate.times.ago(days=300))


@fault(fail("ST04/BizTalkMgmtDb", *COPIES) | not_checked(STORAGE[1]), hours=LONG)
def only_the_newest_full_set_is_left(estate: LabEstate) -> None:
    """Somebody deletes by age: where the job writes, and in every copy."""
    newest = max(one.set_id for one in estate.files if one.kind == FULL)
    old = {one.file_name for one in estate.files if one.set_id < newest}
    for server in estate.file_servers.values():
        for share in server.shares:
            left = {n: one for n, one in share.files.items() if n.rpartition("/")[2] not in old}
            share.files = left or {f"{company.BACKUP_FOLDER}/": LabFile()}


@fault(fail("ST04/BizTalkMgmtDb", "BC10/SQL01"))
def files_deleted_between_weekly_fulls(estate: LabEstate) -> None:
    """The procedure of BizTalk's own pages, with too few days for what is made weekly."""
    steps = estate.backup_job.steps
    steps[FULL_STEP].command = steps[FULL_STEP].command.replace("'d'", "'w'")
    steps[CLEAR_STEP].command = "exec [dbo].[sp_DeleteBackupHistoryAndFiles] @DaysToKeep=3"


@fault(fail("ST05/SQL01", "BC10/SQL01"))
def full_backups_made_monthly(estate: LabEstate) -> None:
    step = estate.backup_job.steps[FULL_STEP]
    step.command = step.command.replace("'d'", "'m'")


@fault(fail(RESTORE_TIME, "ST05/SQL01"))
def restore_takes_longer_than_the_objective(estate: LabEstate) -> None:
    """4.5 GB in two minutes, and the business allows one."""
    estate.settings["objectives"]["rto"] = "1m"


@fault(fail("ST06/SQL02/BizTalkMsgBoxDb"))
def backups_without_checksums(estate: LabEstate) -> None:
    for row in estate.table(company.SQL02, "msdb", "dbo.backupset"):
        row["has_backup_checksums"] = 0


@fault(fail("ST07/BizTalkMgmtDb"))
def backups_are_not_compressed(estate: LabEstate) -> None:
    for server in (company.SQL01, company.SQL02):
        for row in estate.table(server, "msdb", "dbo.backupset"):
            row["backup_size"] = row["compressed_backup_size"]


@fault(fail("BC10/SQL01", "ST04/BizTalkMgmtDb"))
def step_deletes_between_weekly_fulls(estate: LabEstate) -> None:
    steps = estate.backup_job.steps
    steps[FULL_STEP].command = steps[FULL_STEP].command.replace("'d'", "'w'")
    steps[-1].command += f'\nforfiles /p {company.BACKUP_PATH} /d -3 /c "cmd /c del @path"'
