"""The BAM portal: not saved, saved otherwise, saved on its own host alone."""

from dataclasses import replace

from tests.lab.estates import company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults import bam
from tests.lab.estates.faults.biztalk_hosts import of_server
from tests.lab.estates.faults.fault import Causes, error, fail, fault, not_checked
from tests.lab.estates.hosts import IIS_BACKUPS, LIVE_CONFIGURATION, REDIRECTION
from tests.lab.estates.portal import APPLICATIONS, BACKUP_NAME, application_host, redirection
from tests.lab.estates.portal_files import saved, web_config
from tests.lab.estates.shares import SAVED_PORTAL
from tests.lab.winrm.description import LabFile, LabHost

BOTH = ("BP01/BTS02", "BP02/BTS02")
CHECKS = ("BP01", "BP02", "BP03", "BP04", "BP05", "RB02")
CONFIGURATION = rf"{IIS_BACKUPS}\{BACKUP_NAME}\applicationHost.config"


def _host(estate: LabEstate) -> LabHost:
    return estate.hosts[company.BTS02]


@fault(fail("BP01/BTS02"))
def portal_changed_after_backup(estate: LabEstate) -> None:
    """The pool's account was changed; the file is as long as before."""
    changed = application_host(pool_user=rf"{company.DOMAIN}\svc-bamportax$")
    _host(estate).files[LIVE_CONFIGURATION] = LabFile(content=changed)


@fault(fail("BP01/BTS02"))
def portal_extended_after_backup(estate: LabEstate) -> None:
    more = {**APPLICATIONS, "/BAM/Mandanten": r"D:\BAM\Mandanten"}
    _host(estate).files[LIVE_CONFIGURATION] = LabFile(content=application_host(more))


@fault(fail(*BOTH))
def no_iis_backup(estate: LabEstate) -> None:
    files = _host(estate).files
    for path in [path for path in files if path.startswith(IIS_BACKUPS)]:
        del files[path]


@fault(fail(*BOTH))
def iis_backup_empty(estate: LabEstate) -> None:
    files = _host(estate).files
    files[CONFIGURATION] = replace(files[CONFIGURATION], content=b"")


@fault(fail("BP02/BTS02", "BP05/BTS02") | not_checked("BP01/BTS02", "BP03/BTS02", "RB02/BTS02"))
def iis_configuration_shared(estate: LabEstate) -> None:
    """What appcmd saves is then only the way to the real configuration, which nobody listed."""
    shared = redirection(rf"\\{company.VAULT01}\IIS-Konfiguration")
    _host(estate).files[REDIRECTION] = LabFile(content=shared)


@fault(fail("BP02/BTS02"))
def no_copy_of_iis_backup(estate: LabEstate) -> None:
    vault = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE)
    del vault.files[SAVED_PORTAL]


@fault(fail("BP02/BTS02", "BP03/BTS02"))
def no_place_for_iis_backup_declared(estate: LabEstate) -> None:
    places = estate.group["locations"]
    estate.group["locations"] = [one for one in places if one["path"] != company.PORTAL_PATH]


@fault(not_checked("BP05/BTS02") | fail("BP01/BTS02"))
def portal_pool_under_an_ordinary_account(estate: LabEstate) -> None:
    changed = application_host(pool_user=rf"{company.DOMAIN}\svc-portal")
    _host(estate).files[LIVE_CONFIGURATION] = LabFile(content=changed)


@fault(fail("BP01/BTS02", "BP03/BTS02", "BP05/BTS02", "RB02/BTS02"))
def portal_not_where_its_address_says(estate: LabEstate) -> None:
    _host(estate).files[LIVE_CONFIGURATION] = LabFile(content=application_host({}))


@fault(fail("BP03/BTS02"))
def web_config_changed_after_its_copy(estate: LabEstate) -> None:
    path = web_config(APPLICATIONS["/BAM"])
    _host(estate).files[path] = LabFile(2_344, estate.times.ago(days=2))


@fault(fail("BP03/BTS02"))
def web_config_not_copied(estate: LabEstate) -> None:
    vault = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE)
    del vault.files[saved(APPLICATIONS["/BAM/BAMQueryService"])]


@fault(fail("BP04/BTS02"))
def iis_history_service_stopped(estate: LabEstate) -> None:
    for service in _host(estate).cim[r"root\cimv2"]["Win32_Service"]:
        if service["Name"] == "AppHostSvc":
            service["State"] = "Stopped"


@fault(
    error(
        "RD03/BTS01",
        "RD03/BTS02",
        "RD05/BTS02",
        "RM01/BTS01",
        "RM01/BTS02",
        "RM02/Produktion",
        "RM04/9A3C01D2E4F5061728394A5B6C7D8E9F00112233",
        *(f"{check}/BTS02" for check in CHECKS),
        *of_server(company.BTS02),
        "CE04/BTS02",
        "CR01/Produktion",
        "MS05/BTS02",
    ),
    on_wires=True,
)
def portal_host_unreachable(estate: LabEstate) -> None:
    _host(estate).faults.add("refused")


@fault(
    error("RD03/BTS01", "RD03/BTS02", *(f"{check}/Produktion" for check in CHECKS), *bam.UNNAMED)
)
def bam_database_denied(estate: LabEstate) -> None:
    """Whether there is a portal, and where, is then not known; of not applicable no word."""
    login = estate.sql[company.SQL01].logins[company.SQL_USER]
    login.denied |= {"BAMPrimaryImport.dbo.bam_Metadata_Properties"}


NOT_APPLICABLE: Causes = dict.fromkeys(
    (f"{check}/Produktion" for check in CHECKS), "not_applicable"
)


@fault(NOT_APPLICABLE)
def bam_without_portal(estate: LabEstate) -> None:
    """No fault: BAM is configured, a portal never was."""
    rows = estate.table(company.SQL01, company.BAM.name, "dbo.bam_Metadata_Properties")
    rows[:] = [row for row in rows if row["PropertyName"] != "BAMVRoot"]
