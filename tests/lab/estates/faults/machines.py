"""Servers that no replacement could be like, and what is not kept to make one."""

from dataclasses import replace
from datetime import timedelta

from tests.lab.estates import adapters, company, machines
from tests.lab.estates import configuration as kept
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import error, fail, fault, not_checked
from tests.lab.smb.description import LabFile

ADAPTERS = tuple(f"RM05/{name}" for name in machines.SERVERS)


UNTOLD = tuple(f"RG0{number}/BTS02" for number in (2, 3, 4, 5))


@fault(fail("RM01/BTS02") | not_checked("RM05/BTS02", *UNTOLD))
def server_is_no_biztalk_server_any_more(estate: LabEstate) -> None:
    """Its installation was removed; adm_Server still names it."""
    del estate.hosts[company.BTS02].registry["64"][machines.KEY]


@fault(
    fail("RG04/BTS02", "RM01/BTS01", "RM01/BTS02")
    | not_checked("RG02/BTS02", "RG03/BTS02", "RG05/BTS02")
)
def servers_of_two_editions(estate: LabEstate) -> None:
    key = estate.hosts[company.BTS02].registry["64"][machines.KEY]
    key["values"] = {**machines.product(), "ProductEdition": "Standard"}


@fault(fail("RM01/BTS01", "RM01/BTS02"))
def update_missing_on_one_server(estate: LabEstate) -> None:
    listed = estate.hosts[company.BTS02].registry["32"][kept.UNINSTALL]
    listed["subkeys"].remove(kept.UPDATE_KEY)


def _vault(estate: LabEstate) -> dict[str, LabFile]:
    return estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files


@fault(fail("RM02/KB5032870"))
def update_is_not_kept(estate: LabEstate) -> None:
    del _vault(estate)[machines.UPDATE]


@fault(fail("RM02/Microsoft BizTalk Server 2020"))
def medium_of_another_release(estate: LabEstate) -> None:
    files = _vault(estate)
    older = f"{machines.FOLDER}/BizTalk Server 2016/BizTalk_Server_2016.iso"
    files[older] = files.pop(machines.IMAGE)


@fault(not_checked("RM02/Produktion", *ADAPTERS))
def no_place_for_media_declared(estate: LabEstate) -> None:
    places = estate.group["locations"]
    estate.group["locations"] = [one for one in places if one["path"] != machines.MEDIA_PATH]


@fault(fail("RM03/BTS01"))
def export_without_installed_features(estate: LabEstate) -> None:
    """Somebody cut them out of the file."""
    files, path = estate.hosts[company.SSO01].files, kept.export_path(company.BTS01)
    files[path] = replace(files[path], content=kept.export(installed=()))


@fault(not_checked(*ADAPTERS))
def adapter_of_another_maker(estate: LabEstate) -> None:
    """Its setup is on no medium of BizTalk Server."""
    number = len(adapters.NAMES) + 1
    where = company.SQL01, company.MANAGEMENT.name
    estate.table(*where, "dbo.adm_Adapter").append(adapters.adapter(number, "MLLP"))
    estate.table(*where, "dbo.adm_ReceiveHandler").append(adapters.handler(number))


@fault(not_checked(*ADAPTERS))
def winscp_is_not_kept(estate: LabEstate) -> None:
    del _vault(estate)[machines.WINSCP]


@fault(error(*ADAPTERS))
def adapters_denied(estate: LabEstate) -> None:
    login = estate.sql[company.SQL01].logins[company.SQL_USER]
    login.denied |= {"BizTalkMgmtDb.dbo.adm_Adapter"}


OF_PARTNER = f"RM04/{machines.PARTNER}"


@fault(fail(OF_PARTNER))
def partner_certificate_ends_soon(estate: LabEstate) -> None:
    for name in machines.SERVERS:
        machines.keep_partner(estate, name, timedelta(days=11))


@fault(fail(OF_PARTNER))
def no_server_has_partner_certificate(estate: LabEstate) -> None:
    """One has no store of that kind, the other has other certificates in it."""
    for view in ("64", "32"):
        estate.hosts[company.BTS01].registry[view][machines.STORES] = {
            "values": {},
            "subkeys": ["My", "Root"],
        }
    del estate.hosts[company.BTS02].certificates[r"LocalMachine\AddressBook"][0]


@fault({})
def partner_certificate_on_one_server(estate: LabEstate) -> None:
    """No fault: the other server does not run the port."""
    del estate.hosts[company.BTS02].certificates[r"LocalMachine\AddressBook"][0]


@fault(error(OF_PARTNER))
def certificates_denied(estate: LabEstate) -> None:
    for user in estate.hosts[company.BTS01].users.values():
        user.denied |= {"certificates"}
