"""The group's own exports: missing, foreign, incomplete, where no host can read them."""

from dataclasses import replace

from tests.lab.estates import applications, company, group_exports
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import error, fail, fault, not_checked
from tests.lab.smb.description import LabFile as SharedFile
from tests.lab.winrm.description import LabFile

BINDINGS, SETTINGS = group_exports.FILES["group_bindings"], group_exports.FILES["group_settings"]
PARTIES = group_exports.FILES["parties"]
ALL = ("AP04/bindings", "AP04/parties", "AP04/settings")


def _files(estate: LabEstate) -> dict[str, LabFile]:
    return estate.hosts[applications.DEPLOY01].files


def _undeclared(estate: LabEstate, *kinds: str) -> None:
    places = estate.group["locations"]
    places[:] = [one for one in places if not set(kinds) & set(one["holds"])]


@fault(fail(*ALL))
def no_place_for_exports_of_the_group(estate: LabEstate) -> None:
    _undeclared(estate, *group_exports.HOLDS)


@fault(fail("AP04/settings"))
def settings_not_exported(estate: LabEstate) -> None:
    del _files(estate)[SETTINGS]
    _files(estate)[SETTINGS.replace(".xml", ".txt")] = LabFile(content=b"spaeter")


@fault(fail("AP04/settings"))
def bindings_in_place_of_the_settings(estate: LabEstate) -> None:
    files = _files(estate)
    files[SETTINGS] = replace(files[SETTINGS], content=group_exports.bindings())


@fault(fail("AP04/bindings"))
def group_bindings_of_one_application(estate: LabEstate) -> None:
    """The place is right, and the command was run without /GroupLevel."""
    content = applications.bindings(*applications.HELD[applications.FREIGHT])
    files = _files(estate)
    files[BINDINGS] = replace(files[BINDINGS], content=content)


@fault(fail("AP04/parties", "AP04/bindings"))
def parties_cut_short(estate: LabEstate) -> None:
    """There are no bindings of the group that could hold them, either."""
    files = _files(estate)
    files[PARTIES] = replace(files[PARTIES], content=b"<BindingInfo><PartyColl")
    files[BINDINGS] = replace(files[BINDINGS], content=b"")


@fault({})
def parties_among_the_bindings_of_the_group(estate: LabEstate) -> None:
    """No fault: BTSTask exports them with a group's bindings."""
    _undeclared(estate, "parties")


@fault({"AP04/parties": "not_applicable"})
def group_without_parties(estate: LabEstate) -> None:
    """No fault: there is nothing to export."""
    estate.sql[company.SQL01].databases[company.MANAGEMENT.name]["tpm.Partner"] = []


ON_A_SHARE = rf"\\{company.VAULT01}\{company.RESTORE_SHARE}\Gruppe"


@fault(not_checked("AP04/bindings", rf"AP05/{ON_A_SHARE}\group_bindings"))
def exports_of_the_group_on_a_share(estate: LabEstate) -> None:
    """Enough to see parties and settings there, but not what the bindings hold."""
    _undeclared(estate, *group_exports.HOLDS)
    files = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    for kind in group_exports.HOLDS:
        files[f"Gruppe/{kind}/{kind}.xml"] = SharedFile(41_870)
        estate.group["locations"].append({"path": rf"{ON_A_SHARE}\{kind}", "holds": [kind]})


@fault(error("AP04/parties", "ES04/Produktion", "RM04/Produktion"))
def parties_denied(estate: LabEstate) -> None:
    login = estate.sql[company.SQL01].logins[company.SQL_USER]
    login.denied |= {"BizTalkMgmtDb.dbo.bts_party"}
