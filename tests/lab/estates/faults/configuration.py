"""Exported configurations and the record of changes: missing, old, foreign, with secrets."""

from dataclasses import replace
from datetime import datetime, timedelta

from scanner.facts.topology import DatabaseRef
from tests.lab.estates import company
from tests.lab.estates import configuration as kept
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import Causes, error, fail, fault, not_checked
from tests.lab.estates.machines import PARTNER
from tests.lab.smb.description import LabFile as SharedFile
from tests.lab.winrm.description import LabFile

BIZTALK = (company.BTS01, company.BTS02)
EVERY = (*BIZTALK, company.SSO01)
OF_THE_RECORD = "CR01/Produktion"
FOLDERS = tuple(f"CE05/{name}/{kept.EXPORTS}" for name in (company.BTS01, company.SSO01))


def of(server: str) -> tuple[str, ...]:
    """The findings that need an export of that server."""
    judged = (
        ("CE01", "CE02", "CE03", "CE04", "RM03") if server in BIZTALK else ("CE01", "CE02", "CE06")
    )
    return tuple(f"{check}/{server}" for check in judged)


OF_ALL = tuple(one for server in EVERY for one in of(server))


def _change(estate: LabEstate, server: str, **changes: object) -> None:
    files, path = estate.hosts[kept.KEEPERS[server]].files, kept.export_path(server)
    files[path] = replace(files[path], **changes)  # type: ignore[arg-type] # of a file


@fault(fail(*of(company.BTS02)))
def server_without_export(estate: LabEstate) -> None:
    del estate.hosts[company.SSO01].files[kept.export_path(company.BTS02)]


@fault(fail(*OF_ALL) | not_checked("CE05/Produktion"))
def no_place_for_exports_declared(estate: LabEstate) -> None:
    places = estate.group["locations"]
    estate.group["locations"] = [one for one in places if one["path"] != kept.EXPORTS]


@fault(fail("CE01/SSO01"))
def export_on_its_own_server_alone(estate: LabEstate) -> None:
    path = kept.export_path(company.SSO01)
    estate.hosts[company.SSO01].files[path] = estate.hosts[company.BTS01].files.pop(path)
    estate.hosts[company.BTS01].files[rf"{kept.EXPORTS}\lies mich.txt"] = LabFile(size=12)


@fault(fail("CE02/BTS01"))
def export_of_another_group(estate: LabEstate) -> None:
    test = DatabaseRef("SQLTEST01", company.MANAGEMENT.name)
    _change(estate, company.BTS01, content=kept.export(test))


@fault(fail("CE02/BTS01", "RM03/BTS01") | not_checked(FOLDERS[1]))
def export_cut_off(estate: LabEstate) -> None:
    _change(estate, company.BTS01, content=kept.export()[:200])


@fault(fail("CE02/BTS01", "RM03/BTS01"))
def export_of_another_program(estate: LabEstate) -> None:
    _change(estate, company.BTS01, content=b"<configuration><Feature Name='x' /></configuration>")


@fault(fail("CE03/BTS01", "CE03/BTS02"))
def group_changed_after_export(estate: LabEstate) -> None:
    group = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_Group")
    group[0]["DateModified"] = estate.times.ago(days=5).replace(tzinfo=None)


@fault(not_checked("CE03/BTS01", "CE03/BTS02"))
def group_changed_in_the_hour_of_export(estate: LabEstate) -> None:
    """Whether the table says UTC or local time is not documented."""
    exported: datetime = estate.times.now - kept.EXPORT_AGE
    group = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_Group")
    group[0]["DateModified"] = (exported + timedelta(minutes=20)).replace(tzinfo=None)


@fault(fail("CE04/BTS01", "RM01/BTS01", "RM01/BTS02", "RM02/KB5048971"))
def update_after_export(estate: LabEstate) -> None:
    name = "Microsoft BizTalk Server 2020 Cumulative Update 6 [KB5048971]"
    host, installed = estate.hosts[company.BTS01], estate.times.ago(days=9)
    kept.install(host, "{205F5836}.KB5048971", installed, name)


@fault({})
def update_of_another_product(estate: LabEstate) -> None:
    """No fault: it is none of BizTalk's."""
    host, installed = estate.hosts[company.BTS01], estate.times.ago(days=9)
    kept.install(host, "KB5031364", installed, "Hotfix 4345 for SQL Server 2019 (KB5031364)")


@fault(fail(FOLDERS[1]))
def password_in_export(estate: LabEstate) -> None:
    """Prepared for a restore, as the documentation says, and forgotten there."""
    _change(estate, company.BTS01, content=kept.export(password=company.EXPORT_PASSWORD))


ON_A_SHARE = rf"\\{company.VAULT01}\{company.RESTORE_SHARE}\{company.SECRET_FOLDER}"
UNREAD: Causes = not_checked(
    *(f"CE02/{name}" for name in EVERY),
    *(f"RM03/{name}" for name in BIZTALK),
    f"CE05/{ON_A_SHARE}",
    "CE06/SSO01",
)


@fault(UNREAD)
def exports_on_a_share(estate: LabEstate) -> None:
    """A share is listed, and nobody there can say what a file holds."""
    files = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    written = estate.times.now - kept.EXPORT_AGE
    for name in EVERY:
        files[f"{company.SECRET_FOLDER}/{name}.xml"] = SharedFile(841, written)
    others = [one for one in estate.group["locations"] if one["path"] != kept.EXPORTS]
    estate.group["locations"] = [*others, {"path": ON_A_SHARE, "holds": ["configuration"]}]


@fault(
    error(
        "RB01/BTS01",
        "RB01/BTS02",
        "RD03/BTS01",
        "RD03/BTS02",
        "RD05/BTS01",
        "RD05/BTS02",
        "RG01/BTS01",
        "RG01/BTS02",
        "RG02/BTS01",
        "RG02/BTS02",
        "RG03/BTS01",
        "RG03/BTS02",
        "RG04/BTS01",
        "RG04/BTS02",
        "RG05/BTS01",
        "RG05/BTS02",
        *(f"{check}/{name}" for check in ("CE04", "MS05", "RM01", "RM05") for name in BIZTALK),
        "RM02/Produktion",
        f"RM04/{PARTNER}",
        OF_THE_RECORD,
    )
)
def registry_of_biztalk_servers_denied(estate: LabEstate) -> None:
    for name in BIZTALK:
        for user in estate.hosts[name].users.values():
            user.denied |= {"registry"}


@fault(
    error(
        *(f"CE03/{name}" for name in BIZTALK),
        OF_THE_RECORD,
        *(f"AP0{number}/Produktion" for number in (1, 2, 3)),
        "AP04/bindings",
    )
)
def application_dates_denied(estate: LabEstate) -> None:
    login = estate.sql[company.SQL01].logins[company.SQL_USER]
    login.denied |= {"BizTalkMgmtDb.dbo.bts_application"}


@fault(fail(OF_THE_RECORD))
def change_not_written_down(estate: LabEstate) -> None:
    """A port was changed two days ago; the record is of last week."""
    ports = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_ReceiveLocation")
    ports[0]["DateModified"] = estate.times.ago(days=2).replace(tzinfo=None)
    _record(estate, timedelta(days=7))


@fault(fail(OF_THE_RECORD))
def windows_update_not_written_down(estate: LabEstate) -> None:
    updates = estate.hosts[company.BTS02].cim[r"root\cimv2"]["Win32_QuickFixEngineering"]
    updates.append(kept.windows_update("KB5044277", estate.times.ago(days=3)))
    _record(estate, timedelta(days=7))


@fault({})
def change_of_today_not_yet_written_down(estate: LabEstate) -> None:
    """No fault: there is a day to write it down."""
    ports = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_ReceiveLocation")
    ports[0]["DateModified"] = estate.times.ago(hours=8).replace(tzinfo=None)
    _record(estate, timedelta(hours=12))


@fault(fail(OF_THE_RECORD))
def no_record_of_changes(estate: LabEstate) -> None:
    del estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files[kept.CHANGE_RECORD]


@fault(not_checked(OF_THE_RECORD))
def no_place_for_changes_declared(estate: LabEstate) -> None:
    places = estate.group["locations"]
    estate.group["locations"] = [one for one in places if one["path"] != kept.RECORD_PATH]


def _record(estate: LabEstate, age: timedelta) -> None:
    files = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    files[kept.CHANGE_RECORD] = SharedFile(48_112, estate.times.now - age)


@fault(error("DR01/Produktion", "RD01/Produktion"))
def restores_denied(estate: LabEstate) -> None:
    login = estate.sql[company.SQLDR01].logins[company.SQL_USER]
    login.denied |= {"msdb.dbo.restorehistory"}
