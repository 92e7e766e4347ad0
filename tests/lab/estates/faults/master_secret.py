"""The master secret's backup: no copy elsewhere, of another secret, too old, not to be told."""

from dataclasses import replace
from datetime import timedelta

from tests.lab.estates import company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import error, fail, fault, not_checked
from tests.lab.estates.hosts import (
    GENERATED,
    NEXT_SECRET,
    OPERATOR,
    SECRET_FILE,
    SECRET_SIZE,
    SECRETS_KEY,
    event,
)
from tests.lab.estates.shares import SAVED_SECRET
from tests.lab.smb.description import LabFile
from tests.lab.winrm.description import LabHost, LabLog

ALL = (*(f"MS{number:02}/SSO01" for number in range(1, 7)), "ES01/Produktion")
ON_ITS_DISKS = (  # its own folder, and the exports of others that it keeps
    f"MS07/SSO01/{company.LOCAL_SECRET_PATH}",
    f"MS08/SSO01/{company.LOCAL_SECRET_PATH}",
    "CE05/SSO01/D:\\Notfall\\Konfiguration",
    *(f"CE{number:02}/{name}" for number in range(1, 5) for name in ("BTS01", "BTS02")),
    "CE01/SSO01",
    "CE02/SSO01",
    "CE06/SSO01",
    "ES02/Produktion",
    "ES03/Produktion",
    "RM03/BTS01",
    "RM03/BTS02",
    "RB05/Produktion",
    "RB06/Produktion",
)
OF_ITS_NAME = ("CE01/Produktion", "CE02/Produktion", "CE06/Produktion", "ES03/Produktion")


def _server(estate: LabEstate) -> LabHost:
    return estate.hosts[company.SSO01]


def _copies(estate: LabEstate) -> dict[str, LabFile]:
    return estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files


@fault(fail("MS01/SSO01", "MS06/SSO01"))
def no_copy_of_secret_backup(estate: LabEstate) -> None:
    del _copies(estate)[SAVED_SECRET]


@fault(fail("MS01/SSO01", "MS06/SSO01"))
def copy_of_secret_backup_empty(estate: LabEstate) -> None:
    saved = _copies(estate)
    saved[SAVED_SECRET] = LabFile(0, saved[SAVED_SECRET].written)


@fault(fail("MS01/SSO01", "MS06/SSO01"))
def no_place_for_secret_backup_declared(estate: LabEstate) -> None:
    places = estate.group["locations"]
    estate.group["locations"] = [one for one in places if one["path"] != company.SECRET_PATH]


@fault(fail("MS02/SSO01"))
def secret_generated_after_backup(estate: LabEstate) -> None:
    host, written = _server(estate), estate.times.ago(days=2)
    properties = (NEXT_SECRET, OPERATOR, company.SSO01, "4712")
    log = host.events["Application"]
    log.records = [*log.records, event(GENERATED, written, properties, 92_011)]
    host.registry["64"][SECRETS_KEY]["subkeys"].append(NEXT_SECRET)


@fault(fail("MS02/SSO01", "MS05/SSO01"))
def master_secret_gone(estate: LabEstate) -> None:
    _server(estate).registry["64"] = {}


@fault(fail("MS03/SSO01"))
def secret_backup_too_old(estate: LabEstate) -> None:
    """The monthly backup has been forgotten since."""
    host, written = _server(estate), estate.times.ago(days=90)
    log = host.events["Application"]
    *earlier, last = log.records
    log.records = [
        *(one for one in earlier if one.written < written),
        replace(last, written=written),
    ]
    path = rf"{company.LOCAL_SECRET_PATH}\{SECRET_FILE}"
    host.files[path] = replace(host.files[path], written=written)
    _copies(estate)[SAVED_SECRET] = LabFile(SECRET_SIZE, written)


@fault(not_checked("MS02/SSO01", "MS04/SSO01"))
def event_log_wrapped(estate: LabEstate) -> None:
    """The backup is younger than a month, but the log begins after it."""
    _server(estate).events["Application"] = LabLog((), begins=estate.times.now - timedelta(days=3))


@fault(error(*ALL))
def secret_events_denied(estate: LabEstate) -> None:
    _deny(_server(estate), "events")


@fault(error("MS02/SSO01", "MS05/SSO01"))
def secret_keys_denied(estate: LabEstate) -> None:
    _deny(_server(estate), "registry")


@fault(error(*ALL, *ON_ITS_DISKS), on_wires=True)
def secret_server_unreachable(estate: LabEstate) -> None:
    _server(estate).faults.add("refused")


@fault(
    error(
        "PE10/SSO administrators",
        *(f"MS{number:02}/Produktion" for number in range(1, 7)),
        *OF_ITS_NAME,
        "ES01/Produktion",
        "ES02/Produktion",
        "PE07/SSO administrators",
    )
)
def sso_database_denied(estate: LabEstate) -> None:
    login = estate.sql[company.SQL01].logins[company.SQL_USER]
    login.denied |= {"SSODB.dbo.SSOX_GlobalInfo"}


@fault(
    fail("BS03/Single Sign-On database", "DB04/Produktion")
    | not_checked("PE07/Produktion", "PE10/Produktion")
)
def sso_database_not_registered(estate: LabEstate) -> None:
    """The job leaves SSODB out; the estate still says which host keeps the secret."""
    rows = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_OtherBackupDatabases")
    rows.clear()


def _deny(host: LabHost, kind: str) -> None:
    for user in host.users.values():
        user.denied |= {kind}
