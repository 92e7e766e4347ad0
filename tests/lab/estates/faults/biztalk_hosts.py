"""BizTalk servers that would not find back: another group's name, Standard Edition unprepared."""

from scanner.facts.topology import DatabaseRef
from tests.lab.estates import biztalk_hosts as kept
from tests.lab.estates import company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import error, fail, fault, not_checked, passes
from tests.lab.smb.description import LabFile as SharedFile

OLD = DatabaseRef("SQLALT", company.MANAGEMENT.name)
OF_STANDARD = tuple(f"RG0{number}/{company.BTS01}" for number in (2, 3, 4, 5))
CHECKS = ("RB01", "RG01", "RG02", "RG03", "RG04", "RG05", "RM05")  # what asks every BizTalk server


def of_server(name: str) -> tuple[str, ...]:
    return tuple(f"{check}/{name}" for check in CHECKS)


OF_ALL = tuple(one for name in kept.BIZTALK for one in of_server(name))


@fault(fail("RG01/BTS01"))
def registry_half_updated(estate: LabEstate) -> None:
    """UpdateRegistry.vbs was run from the wrong command prompt."""
    kept.join(estate.hosts[company.BTS01], "32", OLD)


@fault(fail("RG01/BTS02"))
def server_of_another_group(estate: LabEstate) -> None:
    for view in ("64", "32"):
        kept.join(estate.hosts[company.BTS02], view, OLD)


@fault(fail("RG01/BTS01"))
def server_without_a_group(estate: LabEstate) -> None:
    for view in ("64", "32"):
        del estate.hosts[company.BTS01].registry[view][kept.GROUP]


@fault(not_checked("RG01/BTS01"))
def server_joined_in_one_view(estate: LabEstate) -> None:
    del estate.hosts[company.BTS01].registry["32"][kept.GROUP]


def _standard(estate: LabEstate) -> None:
    for view in ("64", "32"):
        values = estate.hosts[company.BTS01].registry[view][kept.PRODUCT]["values"]
        values["ProductEdition"] = "Standard"


@fault(
    fail("RM01/BTS01", "RM01/BTS02", "RG04/BTS01")
    | not_checked("RG02/BTS01", "RG03/BTS01", "RG05/BTS01")
)
def standard_edition_unprepared(estate: LabEstate) -> None:
    _standard(estate)


def _script_declared(estate: LabEstate) -> None:
    places = estate.group["locations"]
    (place,) = (one for one in places if one["path"] == company.SECRET_PATH)
    place["holds"] = [*place["holds"], "restore_config"]


@fault(
    fail("RM01/BTS01", "RM01/BTS02", "RG02/BTS01", "RG04/BTS01")
    | not_checked("RG03/BTS01", "RG05/BTS01")
)
def standard_edition_without_its_script(estate: LabEstate) -> None:
    _standard(estate)
    _script_declared(estate)


@fault(
    passes("RG02/BTS01", "RG04/BTS01")
    | not_checked("RG03/BTS01", "RG05/BTS01")
    | fail("RM01/BTS01", "RM01/BTS02")
)
def standard_edition_prepared(estate: LabEstate) -> None:
    """No fault: what is left, a person must say."""
    _standard(estate)
    _script_declared(estate)
    key = {"values": {}, "subkeys": ["Certificates"]}
    estate.hosts[company.BTS01].registry["64"][kept.ADDRESS_BOOK] = key
    files = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    path = f"{company.SECRET_FOLDER}/RestoreConfig.vbe"
    files[path] = SharedFile(11_204, estate.times.ago(days=400))


@fault(not_checked(*OF_STANDARD) | fail("RM01/BTS01", "RM01/BTS02"))
def edition_not_told(estate: LabEstate) -> None:
    for view in ("64", "32"):
        del estate.hosts[company.BTS01].registry[view][kept.PRODUCT]["values"]["ProductEdition"]


@fault(
    error(
        "RD03/BTS01",
        "RD03/BTS02",
        "RD05/BTS01",
        "RD05/BTS02",
        "RM01/BTS01",
        "RM01/BTS02",
        "RM02/Produktion",
        *OF_ALL,
    )
)
def biztalk_keys_denied(estate: LabEstate) -> None:
    for name in kept.BIZTALK:
        for user in estate.hosts[name].users.values():
            user.denied |= {kept.PRODUCT}
