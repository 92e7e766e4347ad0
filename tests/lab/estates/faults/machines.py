"""Servers that no replacement could be like, and what is not kept to make one."""

from tests.lab.estates import company, machines
from tests.lab.estates import configuration as kept
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import fail, fault


@fault(fail("RM01/BTS02"))
def server_is_no_biztalk_server_any_more(estate: LabEstate) -> None:
    """Its installation was removed; adm_Server still names it."""
    del estate.hosts[company.BTS02].registry["64"][machines.KEY]


@fault(fail("RM01/BTS01", "RM01/BTS02"))
def servers_of_two_editions(estate: LabEstate) -> None:
    key = estate.hosts[company.BTS02].registry["64"][machines.KEY]
    key["values"] = {**machines.product(), "ProductEdition": "Standard"}


@fault(fail("RM01/BTS01", "RM01/BTS02"))
def update_missing_on_one_server(estate: LabEstate) -> None:
    listed = estate.hosts[company.BTS02].registry["32"][kept.UNINSTALL]
    listed["subkeys"].remove(kept.UPDATE_KEY)
