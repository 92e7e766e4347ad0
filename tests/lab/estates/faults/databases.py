"""The databases of the group: those that it shares, uses without registering, or marks with DTC."""

from copy import deepcopy
from datetime import timedelta

from tests.lab.estates import company
from tests.lab.estates.coordinators import coordinator, settings
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import error, fail, fault, not_checked
from tests.lab.estates.jobs import RESTORE

LATER = timedelta(minutes=7)  # the other group's job runs between two runs of ours


@fault(fail("DB03/SQL02/FrachtbriefDb"))
def custom_database_not_registered(estate: LabEstate) -> None:
    """A port was pointed at a database of the firm's own, and nobody thought of its backup."""
    address(estate, f"mssql://{company.SQL02}.{company.DNS_DOMAIN}//FrachtbriefDb?InboundId=1")


@fault(fail("RD03/BTS01", "RD03/BTS02", "DB03/SQL09/ZollDb"))
def declared_database_not_registered(estate: LabEstate) -> None:
    estate.group["custom_databases"] = [{"server": "SQL09", "database": "ZollDb"}]


@fault(not_checked("DB03/SQL09/ZollDb", "DB03/port Frachtbriefe (alt)"))
def database_of_others_is_used(estate: LabEstate) -> None:
    """Whether it must be restored with BizTalk, no table says."""
    address(estate, "mssql://sql09//ZollDb")
    address(estate, f"SQL://{company.SQL02}/Frachtbriefe/alt", "Frachtbriefe (alt)")


@fault(fail("DB05/SQL02"))
def log_shipping_left_on_a_server_of_the_group(estate: LabEstate) -> None:
    """As on a destination that took over without its jobs being disabled."""
    shipping = estate.agents[company.SQLDR01].job(RESTORE)
    estate.agents[company.SQL02].jobs.append(deepcopy(shipping))


@fault({})
def log_shipping_disabled_on_a_server_of_the_group(estate: LabEstate) -> None:
    """No fault: a destination that took over as the page says."""
    shipping = deepcopy(estate.agents[company.SQLDR01].job(RESTORE))
    shipping.enabled = False
    estate.agents[company.SQL02].jobs.append(shipping)


@fault(fail("DT01/SQL02"))
def transaction_coordinator_stopped(estate: LabEstate) -> None:
    coordinator(estate, company.SQL02)["State"] = "Stopped"


@fault(fail("DT01/SQL01"))
def transaction_coordinator_refuses_the_network(estate: LabEstate) -> None:
    settings(estate, company.SQL01)["NetworkDtcAccessInbound"] = 0


@fault(error("PE09/SQL02", "DT01/SQL02"))
def sql_machine_not_in_reach(estate: LabEstate) -> None:
    """The Windows side of a server that the tables name, which nobody allowed."""
    estate.group["reach"]["hosts"] = ["BTS0*", company.SQL01]


def address(estate: LabEstate, said: str, name: str = "Frachtbriefe") -> None:
    """Of one more receive location."""
    table = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_ReceiveLocation")
    table.append({"Name": name, "InboundTransportURL": said})


@fault(fail("DB04/SQL01/SSODB"))
def sso_database_marked_by_another_group(estate: LabEstate) -> None:
    """A test group that was configured with the SSODB of production."""
    marks = estate.table(company.SQL01, "msdb", "dbo.logmarkhistory")
    for row in [one for one in marks if one["database_name"] == company.SSO.name]:
        moment = row["mark_time"] + LATER
        mark = f"TEST_{moment:%Y_%m_%d_%H_%M_%S}_417"
        marks.append({**row, "mark_name": mark, "mark_time": moment, "lsn": row["lsn"] + 1})
