"""What the firm's BizTalk servers have ready for the second SQL Server: SampleUpdateInfo.xml filled
in, and UpdateDatabase.vbs changed to a provider whose driver is installed."""

from typing import TYPE_CHECKING

from scanner.facts.topology import DatabaseRef
from tests.lab.estates import bam, company
from tests.lab.winrm.description import LabFile

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

KEY = r"SOFTWARE\Microsoft\BizTalk Server\3.0"
INSTALLED = "C:\\Program Files (x86)\\Microsoft BizTalk Server\\"
PATH = rf"{INSTALLED}Bins32\Schema\Restore\SampleUpdateInfo.xml"
OTHER_PATH = rf"{INSTALLED}Schema\Restore\SampleUpdateInfo.xml"
SCRIPT = rf"{INSTALLED}Bins32\Schema\Restore\UpdateDatabase.vbs"
DRIVER = r"C:\Windows\System32\msoledbsql.dll"
OLD_PROVIDER, NEW_PROVIDER = "SQLOLEDB", "MSOLEDBSQL"
AS_SHIPPED = """<UpdateConfiguration>
  <MessageBoxDB oldDBName="BizTalkMsgBoxDb" oldDBServer="SourceServer" newDBName="BizTalkMsgBoxDb"
    newDBServer="DestinationServer" IsMaster="1"/>
  <ManagementDB oldDBName="BizTalkMgmtDb" oldDBServer="SourceServer" newDBName="BizTalkMgmtDb"
    newDBServer="DestinationServer"/>
  <!-- <RuleEngineDB oldDBName="BizTalkRuleEngineDb" oldDBServer="SourceServer"/> -->
</UpdateConfiguration>
"""


def furnish(estate: "LabEstate") -> None:
    """The file that setup left in the other folder is as it came."""
    for name in (company.BTS01, company.BTS02):
        host = estate.hosts[name]
        key = host.registry.setdefault("64", {}).setdefault(KEY, {"values": {}, "subkeys": []})
        key["values"]["InstallPath"] = INSTALLED
        host.registry.setdefault("32", {})
        host.files[OTHER_PATH] = LabFile(content=AS_SHIPPED.encode())
        host.files[SCRIPT] = script(NEW_PROVIDER)
        host.files[SCRIPT.replace("Bins32\\", "")] = script(OLD_PROVIDER)
        host.files[DRIVER] = LabFile(size=2_400_000)
    write(estate, prepared())


def script(*providers: str) -> LabFile:
    """The lines that matter of it; all but the first are comments."""
    lines = "\r\n' ".join(f'conn.Provider = "{one}"' for one in providers)
    return LabFile(content=f"Option Explicit\r\n{lines}\r\n".encode())


def write(estate: "LabEstate", content: str, *servers: str) -> None:
    """On these BizTalk servers, by default on all of them."""
    file = LabFile(content=content.encode(), written=estate.times.ago(days=33))
    for name in servers or (company.BTS01, company.BTS02):
        estate.hosts[name].files[PATH] = file


def prepared() -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<UpdateConfiguration>
  {moved("MessageBoxDB", company.MESSAGE_BOX, ' IsMaster="1"')}
  {moved("TrackingDB", company.TRACKING)}
  {moved("ManagementDB", company.MANAGEMENT)}
  {moved("RuleEngineDB", company.RULES)}
  <BAM>
    {_unit("OldPrimaryImportDatabase", company.BAM.server, company.BAM)}
    {_unit("PrimaryImportDatabase", company.SQLDR01, company.BAM)}
    {_unit("ArchivingDatabase", company.SQLDR01, bam.ARCHIVE)}
    {_unit("AnalysisDatabase", company.SQLDR01, bam.ANALYSIS)}
    {_unit("StarSchemaDatabase", company.SQLDR01, bam.STAR_SCHEMA)}
  </BAM>
  <OtherDatabases>
    {moved("Database", company.SSO, ' Name="SSO"')}
  </OtherDatabases>
</UpdateConfiguration>
"""


def moved(element: str, database: DatabaseRef, more: str = "") -> str:
    name = database.name
    return (
        f'<{element} oldDBName="{name}" oldDBServer="{database.server}" newDBName="{name}" '
        f'newDBServer="{company.SQLDR01}"{more}/>'
    )


def _unit(unit: str, server: str, database: DatabaseRef) -> str:
    return (
        f'<DeploymentUnit Name="{unit}"><Property Name="ServerName">{server}</Property>'
        f'<Property Name="DatabaseName">{database.name}</Property></DeploymentUnit>'
    )
