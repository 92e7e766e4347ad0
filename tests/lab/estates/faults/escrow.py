"""What people keep: what a person is asked for when the evidence is another."""

from tests.lab.estates import company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import error, fault, not_checked

MANAGED = rf"{company.DOMAIN}\gmsa-sso$"
NOT_APPLICABLE = "not_applicable"


def _run_as(estate: LabEstate, account: str) -> None:
    services = estate.hosts[company.SSO01].cim[r"root\cimv2"]["Win32_Service"]
    (service,) = (one for one in services if one["Name"] == "ENTSSO")
    service["StartName"] = account


@fault(not_checked(rf"ES02/{MANAGED}"))
def sso_runs_as_managed_account(estate: LabEstate) -> None:
    _run_as(estate, MANAGED)


@fault({"ES02/LocalSystem": NOT_APPLICABLE})
def sso_runs_as_windows_itself(estate: LabEstate) -> None:
    """Against Microsoft's advice; but there is no password to lose."""
    _run_as(estate, "LocalSystem")


@fault(error("ES02/Produktion"))
def services_of_secret_server_denied(estate: LabEstate) -> None:
    for user in estate.hosts[company.SSO01].users.values():
        user.denied |= {"cim"}
