"""What people keep: what a person is asked for when the evidence is another."""

from tests.lab.estates import company, machines
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import error, fail, fault, not_checked

MANAGED = rf"{company.DOMAIN}\gmsa-sso$"
ADAPTERS = ("RM05/BTS01", "RM05/BTS02")
OF_HOST_INSTANCES = ("CE03/BTS01", "CE03/BTS02", "CR01/Produktion", *ADAPTERS)
SIGNING = "77AA01D2E4F5061728394A5B6C7D8E9F00112233"
OF_PARTY = "5C10AA17E4F5061728394A5B6C7D8E9F00112233"
NOT_APPLICABLE = "not_applicable"


def _run_as(estate: LabEstate, account: str) -> None:
    services = estate.hosts[company.SSO01].cim[r"root\cimv2"]["Win32_Service"]
    (service,) = (one for one in services if one["Name"] == "ENTSSO")
    service["StartName"] = account


@fault(not_checked(rf"ES02/{MANAGED}") | fail("CE06/SSO01"))
def sso_runs_as_managed_account(estate: LabEstate) -> None:
    _run_as(estate, MANAGED)


@fault({"ES02/LocalSystem": NOT_APPLICABLE} | fail("CE06/SSO01"))
def sso_runs_as_windows_itself(estate: LabEstate) -> None:
    """Against Microsoft's advice; but there is no password to lose."""
    _run_as(estate, "LocalSystem")


@fault(error("ES02/Produktion", "CE06/SSO01"))
def services_of_secret_server_denied(estate: LabEstate) -> None:
    for user in estate.hosts[company.SSO01].users.values():
        user.denied |= {"cim"}


@fault(not_checked(rf"ES03/{company.DOMAIN}\svc-edi"))
def host_instance_with_its_own_account(estate: LabEstate) -> None:
    """Added after the export, which does not name it."""
    table = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_HostInstance")
    table.append(machines.instance(estate, company.BTS02, rf"{company.DOMAIN}\svc-edi"))


@fault(error("ES03/Produktion", *OF_HOST_INSTANCES))
def host_instances_denied(estate: LabEstate) -> None:
    login = estate.sql[company.SQL01].logins[company.SQL_USER]
    login.denied |= {"BizTalkMgmtDb.dbo.adm_HostInstance"}


@fault(not_checked(f"ES04/{SIGNING}"))
def group_signs(estate: LabEstate) -> None:
    group = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_Group")
    group[0]["SignCertThumbprint"] = SIGNING


@fault(not_checked(f"ES04/{OF_PARTY}") | fail(f"RM04/{OF_PARTY}"))
def party_signs_with_a_new_certificate(estate: LabEstate) -> None:
    """Nobody has put it on a BizTalk server yet."""
    parties = estate.table(company.SQL01, company.MANAGEMENT.name, "tpm.Partner")
    parties[0]["CertificateHash"] = OF_PARTY


@fault(dict.fromkeys(("ES04/Produktion", "RM04/Produktion"), NOT_APPLICABLE))
def no_certificate_is_named(estate: LabEstate) -> None:
    """No fault: there is nothing to keep."""
    hosts = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_Host")
    hosts[0]["DecryptCertThumbprint"] = ""
    ports = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.bts_sendport")
    ports[0]["nvcEncryptionCertHash"] = None
    parties = estate.table(company.SQL01, company.MANAGEMENT.name, "tpm.Partner")
    parties[0]["CertificateHash"] = None


@fault(error("ES04/Produktion", "RM04/Produktion", *ADAPTERS))
def hosts_denied(estate: LabEstate) -> None:
    login = estate.sql[company.SQL01].logins[company.SQL_USER]
    login.denied |= {"BizTalkMgmtDb.dbo.adm_Host"}
