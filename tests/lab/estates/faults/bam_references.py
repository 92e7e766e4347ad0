"""What names the BAM databases outside of them: bm.exe, the portal; and the alerts' databases."""

from dataclasses import replace

from scanner.facts.topology import DatabaseRef
from tests.lab.estates import biztalk_hosts as kept
from tests.lab.estates import company
from tests.lab.estates import configuration as exported
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import fail, fault, not_checked, passes
from tests.lab.estates.portal import APPLICATIONS
from tests.lab.estates.portal_files import web_config
from tests.lab.winrm.description import LabFile

OLD = DatabaseRef("SQLALT", company.BAM.name)
ALERTS = "BAMAlertsApplication"
OF_BAM = (
    *(f"BA0{number}/Produktion" for number in range(1, 8)),
    *(f"BP0{number}/Produktion" for number in range(1, 6)),
    *(f"RB0{number}/Produktion" for number in (1, 2, 3, 4, 6)),
)
NOTHING_DEPLOYED = ("BA06/Produktion", "RB03/Produktion", "RB04/Produktion")


@fault(fail("RB01/BTS01"))
def bam_tool_names_another_server(estate: LabEstate) -> None:
    estate.hosts[company.BTS01].files[kept.BAM_TOOL] = LabFile(content=kept.tool(OLD))


@fault(fail("RB01/BTS01"))
def bam_tool_settings_cut_off(estate: LabEstate) -> None:
    content = kept.tool(company.BAM)[:40]
    estate.hosts[company.BTS01].files[kept.BAM_TOOL] = LabFile(content=content)


@fault({"RB01/BTS01": "not_applicable"})
def bam_tools_on_one_server(estate: LabEstate) -> None:
    """No fault."""
    del estate.hosts[company.BTS01].files[kept.BAM_TOOL]


@fault(not_checked("RB01/BTS01", "RB01/BTS02"))
def bam_tools_nowhere(estate: LabEstate) -> None:
    for name in kept.BIZTALK:
        del estate.hosts[name].files[kept.BAM_TOOL]


@fault(fail("RB02/BTS02"))
def portal_names_another_server(estate: LabEstate) -> None:
    """Forgotten at the last move, and saved like that."""
    kept.name_database(estate, kept.SERVICES[1], OLD)


@fault(not_checked("RB02/BTS02"))
def portal_names_no_database(estate: LabEstate) -> None:
    kept.name_database(estate, kept.SERVICES[0], DatabaseRef("", ""))


@fault(fail("RB02/BTS02"))
def portal_service_without_web_config(estate: LabEstate) -> None:
    """What is there is saved."""
    folder = APPLICATIONS[kept.SERVICES[0]]
    del estate.hosts[company.BTS02].files[web_config(folder)]


@fault(fail("RD03/BTS01", "RD03/BTS02", f"RB05/SQL01/{ALERTS}"))
def alerts_not_backed_up(estate: LabEstate) -> None:
    estate.sql[company.SQL01].databases[ALERTS] = {}


@fault(fail("RB05/SQL02/AlarmApplication"))
def alerts_of_another_name_not_backed_up(estate: LabEstate) -> None:
    """On another instance, so that only the export tells of them."""
    files, path = estate.hosts[company.SSO01].files, exported.export_path(company.BTS01)
    content = exported.export(alerts=DatabaseRef(company.SQL02, "Alarm"))
    files[path] = replace(files[path], content=content)


@fault(dict.fromkeys(NOTHING_DEPLOYED, "not_applicable"))
def nothing_deployed(estate: LabEstate) -> None:
    """No fault."""
    for name in ("Activities", "Cubes"):
        estate.table(company.SQL01, company.BAM.name, f"dbo.bam_Metadata_{name}").clear()


@fault(
    dict.fromkeys(OF_BAM, "not_applicable")
    | fail("DB03/SQL01/BAMPrimaryImport")
    | passes("RD04/Produktion")
)
def group_without_bam(estate: LabEstate) -> None:
    """Nothing of BAM is to be restored; but a port still names its database."""
    row = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_Group")[0]
    row["BamDBServerName"] = row["BamDBName"] = ""
