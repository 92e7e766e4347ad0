"""The machines of the SQL Servers as Windows sees them: MSDTC, which joins their transactions."""

from typing import TYPE_CHECKING, Any

from tests.lab.estates import company
from tests.lab.winrm.description import LabHost, LabUser

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

SECURITY = r"SOFTWARE\Microsoft\MSDTC\Security"
SETTINGS = (
    "NetworkDtcAccess",
    "NetworkDtcAccessTransactions",
    "NetworkDtcAccessInbound",
    "NetworkDtcAccessOutbound",
)


def furnish(estate: "LabEstate") -> None:
    for name in (company.SQL01, company.SQL02):
        estate.hosts[name] = sql_machine(name)


def sql_machine(name: str) -> LabHost:
    account = rf"{company.DOMAIN}\{company.WINDOWS_USER}"
    return LabHost(
        name=name,
        domain=company.DNS_DOMAIN,
        users={account: LabUser(company.WINDOWS_PASSWORD)},
        registry={"64": {SECURITY: {"values": dict.fromkeys(SETTINGS, 1)}}, "32": {}},
        cim={r"root\cimv2": {"Win32_Service": [_coordinator()]}},
    )


def coordinator(estate: "LabEstate", name: str) -> dict[str, Any]:
    """The service MSDTC of a machine, to be changed."""
    found: dict[str, Any] = estate.hosts[name].cim[r"root\cimv2"]["Win32_Service"][0]
    return found


def settings(estate: "LabEstate", name: str) -> dict[str, Any]:
    """Its security settings, to be changed."""
    found: dict[str, Any] = estate.hosts[name].registry["64"][SECURITY]["values"]
    return found


def _coordinator() -> dict[str, Any]:
    return {
        "Name": "MSDTC",
        "DisplayName": "Distributed Transaction Coordinator",
        "State": "Running",
        "StartMode": "Auto",
        "StartName": r"NT AUTHORITY\NetworkService",
    }
