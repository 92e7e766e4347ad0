"""BizTalk applications: never exported, exported too early, or only where they run."""

from datetime import timedelta

from tests.lab.estates import applications, company
from tests.lab.estates.applications import FREIGHT, PARTNERS
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import error, fail, fault, not_checked, passes
from tests.lab.smb.description import LabFile
from tests.lab.tds.description import Row
from tests.lab.winrm.description import LabFile as HostFile

ALL = ("AP01", "AP02", "AP03")
EVERY = tuple(f"{check}/{name}" for check in ALL[:2] for name in (FREIGHT, PARTNERS))
OF_THE_GROUP = "AP04/bindings"  # a group's bindings that hold every application's
HERE = rf"{applications.DEPLOY01}/{applications.BINDINGS_PATH}"
OF_THE_GROUP_HERE = rf"AP05/{applications.DEPLOY01}/E:\Gruppe\Bindungen"
DEFAULT_ID, FREIGHT_ID, NEW_ID = 2, 3, 9


def _table(estate: LabEstate, name: str) -> list[Row]:
    return estate.table(company.SQL01, company.MANAGEMENT.name, f"dbo.{name}")


def _files(estate: LabEstate) -> dict[str, LabFile]:
    return estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files


def _bindings(estate: LabEstate) -> dict[str, HostFile]:
    return estate.hosts[applications.DEPLOY01].files


def _add_port(estate: LabEstate, application: int) -> None:
    rows = _table(estate, "bts_sendport")
    rows.append({**rows[0], "nID": 77, "nvcName": "Zoll.ATLAS", "nApplicationID": application})


@fault(fail(*(f"{check}/Zollmeldungen" for check in ALL), OF_THE_GROUP))
def application_never_exported(estate: LabEstate) -> None:
    rows = _table(estate, "bts_application")
    rows.append({**rows[-1], "nID": NEW_ID, "nvcName": "Zollmeldungen"})
    _add_port(estate, NEW_ID)


@fault(fail(*(f"{check}/{applications.DEFAULT}" for check in ALL), OF_THE_GROUP))
def default_application_forgotten(estate: LabEstate) -> None:
    """Empty, it needs no export; somebody put a port into it."""
    _add_port(estate, DEFAULT_ID)


@fault(fail(f"AP01/{FREIGHT}"))
def package_cut_short(estate: LabEstate) -> None:
    files, path = _files(estate), applications.PACKAGES[FREIGHT]
    files[path] = LabFile(512, files[path].written)


@fault(fail(f"AP01/{PARTNERS}", f"AP03/{PARTNERS}"))
def bindings_not_exported(estate: LabEstate) -> None:
    del _bindings(estate)[applications.BINDINGS[PARTNERS]]


@fault(fail(f"AP03/{FREIGHT}", OF_THE_GROUP))
def port_not_in_the_bindings(estate: LabEstate) -> None:
    _add_port(estate, FREIGHT_ID)


@fault(fail(f"AP03/{FREIGHT}", OF_THE_GROUP))
def receive_location_not_in_the_bindings(estate: LabEstate) -> None:
    rows = _table(estate, "adm_ReceiveLocation")
    rows.append({**rows[0], "Name": "Frachtbriefe Ersatz", "InboundTransportURL": "C:\\ein\\*.xml"})


@fault(fail(f"AP03/{FREIGHT}", OF_THE_GROUP))
def orchestration_of_a_later_version(estate: LabEstate) -> None:
    """The ports are the same; the assembly was deployed anew, and no bindings were exported."""
    _table(estate, "bts_assembly")[0]["nvcVersion"] = "3.3.0.0"


@fault(fail(f"AP03/{FREIGHT}") | not_checked(f"AP05/{HERE}"))
def bindings_cut_short(estate: LabEstate) -> None:
    files, path = _bindings(estate), applications.BINDINGS[FREIGHT]
    files[path] = HostFile(content=(files[path].content or b"")[:100])


@fault(fail(f"AP05/{HERE}"))
def password_in_bindings(estate: LabEstate) -> None:
    """Typed in for a deployment, as the documentation says, and forgotten there."""
    content = applications.bindings(*applications.HELD[FREIGHT], password=company.EXPORT_PASSWORD)
    files, path = _bindings(estate), applications.BINDINGS[FREIGHT]
    files[path] = HostFile(content=content, written=files[path].written)


@fault(not_checked(f"AP03/{FREIGHT}", f"AP03/{PARTNERS}", f"AP05/{applications.PATH}"))
def bindings_only_on_a_share(estate: LabEstate) -> None:
    """The deployment host is then asked nothing; the others need an administrator."""
    for path in applications.BINDINGS.values():
        name = path.rpartition("\\")[2]
        _files(estate)[f"{applications.FOLDER}/{name}"] = LabFile(41_870)
    places = estate.group["locations"]
    places[:] = [one for one in places if one["path"] != applications.BINDINGS_PATH]


@fault(
    error(
        *(f"{check}/{name}" for check in ALL for name in (FREIGHT, PARTNERS)),
        *(f"AP04/{name}" for name in ("bindings", "parties", "settings")),
        f"AP05/{HERE}",
        OF_THE_GROUP_HERE,
        f"PE09/{applications.DEPLOY01}",
    ),
    on_wires=True,
)
def deployment_host_unreachable(estate: LabEstate) -> None:
    estate.hosts[applications.DEPLOY01].faults.add("refused")


@fault(fail(f"AP01/{PARTNERS}", f"AP02/{PARTNERS}"))
def package_of_another_application(estate: LabEstate) -> None:
    """Its name begins alike, but not with the same words."""
    files = _files(estate)
    other = applications.PACKAGES[PARTNERS].replace("EDI_Partner.msi", "EDI_Partnerportal.msi")
    files[other] = files.pop(applications.PACKAGES[PARTNERS])


@fault(fail(f"AP02/{FREIGHT}"))
def application_changed_after_export(estate: LabEstate) -> None:
    changed = estate.times.ago(days=2).replace(tzinfo=None)
    _table(estate, "bts_assembly")[0]["dtDateModified"] = changed


@fault(not_checked(f"AP02/{FREIGHT}"))
def application_changed_about_the_export(estate: LabEstate) -> None:
    """Before or after it, as the stored time is UTC or local."""
    changed = estate.times.now - applications.EXPORTED + timedelta(minutes=20)
    _table(estate, "bts_assembly")[0]["dtDateModified"] = changed.replace(tzinfo=None)


@fault(fail(*EVERY) | passes(rf"AP05/{company.BTS01}/D:\BizTalk-Exporte"))
def exports_on_a_biztalk_server(estate: LabEstate) -> None:
    place = next(one for one in estate.group["locations"] if one["path"] == applications.PATH)
    place |= {"path": r"D:\BizTalk-Exporte", "host": company.BTS01}


@fault(
    error(
        *(f"{check}/Produktion" for check in (*ALL, "CR01")),
        OF_THE_GROUP,
        *(f"CE03/{name}" for name in (company.BTS01, company.BTS02)),
    )
)
def applications_denied(estate: LabEstate) -> None:
    login = estate.sql[company.SQL01].logins[company.SQL_USER]
    login.denied |= {"BizTalkMgmtDb.dbo.bts_application"}
