"""Where the master secret is held, whether it can be read, and what lies beside its backup."""

from datetime import timedelta

from tests.lab.estates import company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import fail, fault, not_checked
from tests.lab.estates.hosts import (
    BACKED_UP,
    CURRENT_SECRET,
    OPERATOR,
    PREVIOUS_SECRET,
    SECRET_FILE,
    SECRETS_KEY,
    backup_properties,
    event,
)
from tests.lab.smb.description import LabFile
from tests.lab.winrm.description import LabEvent, LabHost
from tests.lab.winrm.description import LabFile as LabFileOfHost

NOT_LOADED, NOT_VALID, RESTORED, CHANGED = 10521, 10565, 10523, 10575
LOCAL_FOLDER = f"{company.SSO01}/{company.LOCAL_SECRET_PATH}"
SQL_BACKUP = 74_186_752


def _server(estate: LabEstate) -> LabHost:
    return estate.hosts[company.SSO01]


def _log(estate: LabEstate, *events: LabEvent) -> None:
    log = _server(estate).events["Application"]
    log.records = [*log.records, *events]


@fault(fail("MS04/SSO01"))
def secret_not_valid_since_account_changed(estate: LabEstate) -> None:
    _log(estate, event(NOT_VALID, estate.times.ago(days=1), (CURRENT_SECRET,), 92_101))


@fault(fail("MS04/SSO01"))
def secret_not_loaded(estate: LabEstate) -> None:
    _log(estate, event(NOT_LOADED, estate.times.ago(hours=3), (), 92_102))


@fault({})
def secret_restored_after_not_loaded(estate: LabEstate) -> None:
    """No fault: what was lost has been restored since."""
    properties = (SECRET_FILE, CURRENT_SECRET, PREVIOUS_SECRET, OPERATOR, company.SSO01)
    _log(
        estate,
        event(NOT_LOADED, estate.times.ago(hours=30), (), 92_103),
        event(RESTORED, estate.times.ago(hours=29), properties, 92_104),
    )


@fault(not_checked("MS04/SSO01"))
def secret_backed_up_after_not_loaded(estate: LabEstate) -> None:
    """The two contradict each other, and nobody says which is right."""
    saved = estate.times.now - timedelta(days=12)
    lost = event(NOT_LOADED, saved - timedelta(hours=1), (), 91_000)
    *earlier, last = _server(estate).events["Application"].records
    _server(estate).events["Application"].records = [*earlier, lost, last]


@fault(fail("MS05/BTS01"))
def former_secret_server_still_holds_it(estate: LabEstate) -> None:
    key = {"values": {}, "subkeys": [PREVIOUS_SECRET]}
    estate.hosts[company.BTS01].registry["64"][SECRETS_KEY] = key


@fault(fail("MS02/SSO01", "MS05/SSO01"))
def secret_server_was_moved_elsewhere(estate: LabEstate) -> None:
    properties = ("SSO02", company.SSO01, "4713", company.SSO01, OPERATOR)
    _log(estate, event(CHANGED, estate.times.ago(days=2), properties, 92_105))


@fault(fail("MS05/BTS01"))
def cluster_node_without_secret(estate: LabEstate) -> None:
    """A failover to it would stop Single Sign-On."""
    estate.group["hosts"].append({"name": company.BTS01, "roles": ["master_secret"]})


@fault(fail("MS06/SSO01"))
def only_one_copy_of_secret_backup(estate: LabEstate) -> None:
    del _server(estate).files[rf"{company.LOCAL_SECRET_PATH}\{SECRET_FILE}"]
    _server(estate).files[company.LOCAL_SECRET_PATH + r"\lies mich.txt"] = _note()


def _note() -> LabFileOfHost:
    return LabFileOfHost(size=12)


@fault(fail(rf"MS07/\\{company.VAULT01}\{company.RESTORE_SHARE}\{company.SECRET_FOLDER}"))
def sql_backup_beside_secret_backup(estate: LabEstate) -> None:
    files = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    name = f"{company.SECRET_FOLDER}/SSODB_vor_Umzug.bak"
    files[name] = LabFile(SQL_BACKUP, estate.times.ago(days=70))


@fault(fail("MS06/SSO01"))
def copy_is_of_an_older_backup(estate: LabEstate) -> None:
    """The newest backup has not been copied yet; the one of before has another name."""
    newer = rf"{company.LOCAL_SECRET_PATH}\SSO_neu.bak"
    written = estate.times.ago(days=1)
    properties = (newer, *backup_properties(CURRENT_SECRET)[1:])
    _log(estate, event(BACKED_UP, written, properties, 92_106))
    _server(estate).files[newer] = LabFileOfHost(size=1_652, written=written)
