"""Logins, users and roles of the firm's SQL Servers, and how they know each other."""

from tests.lab.estates import company
from tests.lab.tds.description import LabSqlServer, Row

AGENT = rf"{company.DOMAIN}\svc-sqlagent"
ENGINE_SERVICE = r"NT SERVICE\MSSQLSERVER"
OPERATORS = rf"{company.DOMAIN}\SQL-Administratoren"
BIZTALK = rf"{company.DOMAIN}\BizTalk-Administratoren"
HOST_ACCOUNT = rf"{company.DOMAIN}\svc-biztalk-host"
ROLE, BACKUP_ROLE = "sysadmin", "BTS_BACKUP_USERS"
ROLE_ID, BACKUP_ROLE_ID = 3, 16_400
FIRST_LOGIN, FIRST_USER = 256, 5
AD_HOC = "Ad Hoc Distributed Queries"
AD_HOC_ID = 16_391
DOMAIN_SID = (21, 1_004_336_348, 1_177_238_915, 682_003_330)
SA = b"\x01"


def windows_sid(*parts: int) -> bytes:
    """S-1-5-… as SQL Server stores it."""
    head = bytes([1, len(parts)]) + (5).to_bytes(6, "big")
    return head + b"".join(part.to_bytes(4, "little") for part in parts)


SIDS = {
    "sa": SA,
    AGENT: windows_sid(*DOMAIN_SID, 1601),
    OPERATORS: windows_sid(*DOMAIN_SID, 1701),
    BIZTALK: windows_sid(*DOMAIN_SID, 1702),
    HOST_ACCOUNT: windows_sid(*DOMAIN_SID, 1603),
    ENGINE_SERVICE: windows_sid(80, 3_880_718_306, 3_832_830_129, 1_677_859_214, 2_598_158_968),
    company.SQL_USER: b"LAB" + (1).to_bytes(13, "big"),
}
TYPES = {"sa": "S", company.SQL_USER: "S", OPERATORS: "G", BIZTALK: "G"}


def granted(servers: dict[str, LabSqlServer]) -> dict[str, LabSqlServer]:
    """The same servers with their principals. On SQL02 the Agent's account is no sysadmin: there
    it reaches the message box as a backup user."""
    for name, server in servers.items():
        sysadmins = ["sa", OPERATORS, ENGINE_SERVICE]
        sysadmins += [] if name == company.SQL02 else [AGENT]
        master = server.databases.setdefault("master", {})
        master["sys.server_principals"] = [_role(ROLE, ROLE_ID), *map(login, SIDS)]
        master["sys.server_role_members"] = [member_of(one) for one in sysadmins]
        master["sys.configurations"] = [option(AD_HOC, int(name == company.SQLDR01))]
    for database in company.DATABASES:
        tables = servers[database.server].databases[database.name]
        users = (AGENT, BIZTALK, HOST_ACCOUNT, company.SQL_USER)
        tables["sys.database_principals"] = [*_everywhere(), *map(user, users)]
        tables["sys.database_role_members"] = [backup_user(AGENT)]
    servers[company.SQL01].databases["master"]["sys.servers"] = [linked(company.SQL02)]
    servers[company.SQLDR01].databases["master"]["sys.servers"] = [linked(company.SQL01)]
    return servers


def login(name: str) -> Row:
    return {
        "name": name,
        "principal_id": login_id(name),
        "sid": SIDS[name],
        "type": TYPES.get(name, "U"),
        "is_disabled": int(name == "sa"),
    }


def login_id(name: str) -> int:
    return 1 if name == "sa" else FIRST_LOGIN + list(SIDS).index(name)


def member_of(name: str) -> Row:
    """Of sysadmin."""
    return {"role_principal_id": ROLE_ID, "member_principal_id": login_id(name)}


def user(name: str) -> Row:
    return {
        "name": name,
        "principal_id": user_id(name),
        "sid": SIDS[name],
        "type": TYPES.get(name, "U"),
    }


def user_id(name: str) -> int:
    return FIRST_USER + list(SIDS).index(name)


def backup_user(name: str) -> Row:
    return {"role_principal_id": BACKUP_ROLE_ID, "member_principal_id": user_id(name)}


def _role(name: str, number: int) -> Row:
    return {"name": name, "principal_id": number, "type": "R", "is_disabled": 0}


def _everywhere() -> list[Row]:
    return [
        {"name": "dbo", "principal_id": 1, "sid": SA, "type": "S"},
        {"name": "guest", "principal_id": 2, "sid": b"\x00", "type": "S"},
        {"name": "sys", "principal_id": 4, "sid": None, "type": "S"},
        {"name": BACKUP_ROLE, "principal_id": BACKUP_ROLE_ID, "type": "R"},
    ]


def linked(server: str) -> Row:
    """As BizTalk's backup job adds a server."""
    return {
        "server_id": 1,
        "name": server,
        "product": "SQL Server",
        "provider": "SQLNCLI",
        "data_source": server,
        "is_linked": 1,
        "is_rpc_out_enabled": 1,
    }


def option(name: str, value: int) -> Row:
    return {"configuration_id": AD_HOC_ID, "name": name, "value": value, "value_in_use": value}
