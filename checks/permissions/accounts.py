"""Accounts of services: which login is theirs, and whether other machines know them."""

from scanner.facts.permissions import AGENT, ServerLogin, ServiceAccount
from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.names import host_name

LOCAL_SYSTEM = ("localsystem", "S-1-5-18")
OF_A_DOMAIN = "S-1-5-21-"


def service_account(facts: Facts, on: Target, program: str = AGENT) -> ServiceAccount:
    found = [one for one in facts.rows(ServiceAccount, on) if one.program == program]
    if not found:
        gap = Gap(GapReason.UNPARSABLE, f"the instance names no service of the kind {program}")
        raise MissingEvidence(gap, f"{on.id}/service_accounts")
    return found[0]


def login_of(facts: Facts, on: Target, account: str) -> ServerLogin | None:
    """The login of a Windows account, which goes by the account's name."""
    name = account.casefold()
    logins = facts.rows(ServerLogin, on)
    if name == LOCAL_SYSTEM[0]:
        return next((one for one in logins if one.sid == LOCAL_SYSTEM[1]), None)
    return next((one for one in logins if one.name.casefold() == name), None)


def domain_of(account: str) -> str:
    """`CORP` of `CORP\\svc`, `corp.example` of `svc@corp.example`; empty without one."""
    domain, slash, _ = account.rpartition("\\")
    return domain if slash else account.partition("@")[2]


def is_of_a_domain(account: str, machine: str, login: ServerLogin | None) -> bool:
    """Whether other machines can know the account by itself. Its identifier decides where it has a
    login: names of the system's own accounts are translated."""
    domain = domain_of(account)
    if not domain or domain == "." or host_name(domain) == host_name(machine):
        return False
    if login is not None and login.type == "U":
        return login.sid.startswith(OF_A_DOMAIN)
    return not domain.casefold().startswith("nt ")


def is_virtual(account: str) -> bool:
    """`NT SERVICE\\MSSQLSERVER`: on the network it is the computer."""
    return domain_of(account).casefold() == "nt service"


def domain_is_known(facts: Facts, on: Target, account: str) -> bool:
    """Whether a login of the same domain proves by its identifier that it is a domain."""
    domain = domain_of(account).casefold()
    return "@" in account or any(
        one.sid.startswith(OF_A_DOMAIN) and domain_of(one.name).casefold() == domain
        for one in facts.rows(ServerLogin, on)
    )
