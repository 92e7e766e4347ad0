"""Accounts that cannot do what they must, or can do what they should not."""

from tests.lab.estates import company
from tests.lab.estates.agent import Agent
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import each_database, error, fail, fault, not_checked
from tests.lab.estates.permissions import (
    AGENT,
    BACKUP_ROLE_ID,
    BIZTALK,
    OPERATORS,
    ROLE_ID,
    linked,
    login,
    login_id,
    member_of,
    user,
    user_id,
    windows_sid,
)
from tests.lab.tds.description import Row

BOX = company.MESSAGE_BOX.name
STRANGER = windows_sid(21, 1_004_336_348, 1_177_238_915, 682_003_330, 4077)
DISMISSED = rf"{company.DOMAIN}\m.huber"


def _logins(estate: LabEstate, server: str) -> list[Row]:
    return estate.table(server, "master", "sys.server_principals")


def _sysadmins(estate: LabEstate, server: str) -> list[Row]:
    return estate.table(server, "master", "sys.server_role_members")


def _in_role(estate: LabEstate) -> list[Row]:
    return estate.table(company.SQL02, BOX, "sys.database_role_members")


def _agent(estate: LabEstate, server: str) -> Agent:
    return estate.agents[server]


@fault(fail("PE01/SQL02/BizTalkMsgBoxDb"))
def job_account_in_no_role(estate: LabEstate) -> None:
    """Since the message box was moved; the job itself has not noticed yet."""
    _in_role(estate).clear()
    _sysadmins(estate, company.SQL02).remove(member_of(OPERATORS))


@fault(not_checked("PE01/SQL02/BizTalkMsgBoxDb"))
def job_account_in_a_group_perhaps(estate: LabEstate) -> None:
    """SQL Server does not tell who is in a Windows group."""
    _in_role(estate)[:] = [
        {"role_principal_id": BACKUP_ROLE_ID, "member_principal_id": user_id(BIZTALK)}
    ]


@fault(fail("PE01/SQL02/BizTalkMsgBoxDb"))
def job_account_login_disabled(estate: LabEstate) -> None:
    _sysadmins(estate, company.SQL02).remove(member_of(OPERATORS))
    for row in _logins(estate, company.SQL02):
        row["is_disabled"] = int(row["is_disabled"] or row["name"] == AGENT)


@fault(fail("PE02/SQL02"))
def agent_of_message_box_is_local(estate: LabEstate) -> None:
    _agent(estate, company.SQL02).account = r"NT Service\SQLSERVERAGENT"


@fault(fail("PE02/SQLDR01") | not_checked("PE07/SSO administrators"))
def agent_of_destination_is_local(estate: LabEstate) -> None:
    """Of which domain the destination is, nobody can tell then."""
    _agent(estate, company.SQLDR01).account = r"NT Service\SQLSERVERAGENT"


@fault(fail("PE02/SQL02"))
def engine_of_message_box_is_the_system(estate: LabEstate) -> None:
    _agent(estate, company.SQL02).engine = "LocalSystem"


@fault(not_checked("PE02/SQL01"))
def engine_runs_as_a_translated_name(estate: LabEstate) -> None:
    """No login tells whether that is a domain."""
    _agent(estate, company.SQL01).engine = r"NT-AUTORITÄT\Netzwerkdienst"


@fault({})
def engine_runs_as_its_virtual_account(estate: LabEstate) -> None:
    """No fault: on the network it is the computer."""
    _agent(estate, company.SQL02).engine = r"NT Service\MSSQLSERVER"


@fault(fail("PE03/SQL01"))
def job_owner_has_left(estate: LabEstate) -> None:
    estate.backup_job.owner_sid = STRANGER


@fault(fail("PE03/SQL01"))
def job_owner_is_no_sysadmin(estate: LabEstate) -> None:
    estate.backup_job.owner_sid = STRANGER
    person = {**login(AGENT), "name": DISMISSED, "sid": STRANGER, "principal_id": 300}
    _logins(estate, company.SQL01).append(person)


@fault(fail("PE04/SQL02"))
def linked_server_without_rpc_out(estate: LabEstate) -> None:
    servers = estate.table(company.SQL01, "master", "sys.servers")
    servers[:] = [{**linked(company.SQL02), "is_rpc_out_enabled": 0}]


@fault(not_checked("PE04/SQL02"))
def linked_server_not_to_be_seen(estate: LabEstate) -> None:
    estate.table(company.SQL01, "master", "sys.servers").clear()


@fault(fail("PE05/SQLDR01"))
def scanner_is_sysadmin_of_destination(estate: LabEstate) -> None:
    visitor = estate.sql[company.SQLDR01].logins[company.SQL_USER]
    visitor.server_roles |= {"sysadmin"}


@fault(fail("PE05/SQL01"))
def scanner_owns_sso_database(estate: LabEstate) -> None:
    """Which makes it an administrator of Single Sign-On."""
    visitor = estate.sql[company.SQL01].logins[company.SQL_USER]
    visitor.database_roles[company.SSO.name] = frozenset({"db_owner"})


@fault(fail("PE06/SQLDR01"))
def nobody_may_restore(estate: LabEstate) -> None:
    _sysadmins(estate, company.SQLDR01).remove(member_of(OPERATORS))


@fault(fail("PE07/SSO administrators"))
def sso_administrators_are_a_local_group(estate: LabEstate) -> None:
    (info,) = estate.table(company.SQL01, company.SSO.name, "dbo.SSOX_GlobalInfo")
    info["gi_SSOAdminGroup"] = rf"{company.SSO01}\SSO Administrators"


@fault(not_checked("PE07/SSO administrators"))
def sso_administrators_of_another_domain(estate: LabEstate) -> None:
    (info,) = estate.table(company.SQL01, company.SSO.name, "dbo.SSOX_GlobalInfo")
    info["gi_SSOAdminGroup"] = r"MUTTERHAUS\SSO-Administratoren"


@fault(fail("LS09/SQLDR01"))
def login_missing_at_destination(estate: LabEstate) -> None:
    logins = _logins(estate, company.SQLDR01)
    logins[:] = [row for row in logins if row["name"] != BIZTALK]


@fault(fail("LS09/SQLDR01"))
def sql_login_with_another_sid_at_destination(estate: LabEstate) -> None:
    """Of the same name, made anew there: its user in the database is nobody's."""
    name, number = "etl_fracht", 310
    here = {**login(AGENT), "name": name, "type": "S", "principal_id": number, "sid": b"h" * 16}
    _logins(estate, company.SQL01).append(here)
    _logins(estate, company.SQLDR01).append({**here, "sid": b"d" * 16})
    users = estate.table(company.SQL01, company.TRACKING.name, "sys.database_principals")
    users.append({**user(AGENT), "name": name, "type": "S", "principal_id": 90, "sid": b"h" * 16})


@fault(
    error(
        *each_database("PE01")[:-1],
        "PE03/SQL01",
        "PE06/SQL01",
        "PE02/SQL01",
        "LS09/SQLDR01",
        "RD02/SQL01/jobs",
        "RD02/SQL01/logins",
    )
)
def scanner_sees_fewer_logins(estate: LabEstate) -> None:
    """Without the right, the server hides logins and says nothing; so of none a word."""
    estate.sql[company.SQL01].absent |= {"master.sys.server_principals"}


@fault({})
def agent_is_sysadmin_everywhere(estate: LabEstate) -> None:
    """No fault: as most installations have it."""
    role = {"role_principal_id": ROLE_ID, "member_principal_id": login_id(AGENT)}
    _sysadmins(estate, company.SQL02).append(role)
