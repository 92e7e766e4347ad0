"""Where the backups lie and what becomes of them: files cut short, disks that fill, clean-up."""

from dataclasses import replace

from tests.lab.estates import company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import fail, fault
from tests.lab.smb.description import LabShare


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
