"""More facts of SQL Servers for tests, beside those of `make`: permissions, log shipping."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from scanner.facts.log_shipping import LogShippingHistoryRow, LogShippingLastSet
from scanner.facts.permissions import (
    AGENT,
    ENGINE,
    DatabaseUser,
    JobOwner,
    OwnRights,
    OwnRoles,
    ServerLogin,
    ServiceAccount,
)
from scanner.facts.server_settings import LinkedServer, ServerOption
from scanner.facts.topology import BizTalkServer, DatabaseRef
from tests import make

ACCOUNT = r"CORP\sqlagent"
SID = "S-1-5-21-1-2-3-1601"
SA = "01"
ADMINISTRATORS = r"CORP\DBA"


def agent(account: str = ACCOUNT) -> ServiceAccount:
    return ServiceAccount(AGENT, account)


def engine(account: str = r"CORP\sqlengine") -> ServiceAccount:
    return ServiceAccount(ENGINE, account)


def login(name: str = ACCOUNT, **changes: Any) -> ServerLogin:
    """A Windows account without any right."""
    return replace(ServerLogin(name, SID, "U", is_disabled=False, is_sysadmin=False), **changes)


def sysadmin(name: str = ACCOUNT, **changes: Any) -> ServerLogin:
    return login(name, **{"is_sysadmin": True, **changes})


def group(name: str = ADMINISTRATORS, **changes: Any) -> ServerLogin:
    """A Windows group that is a sysadmin."""
    return sysadmin(name, **{"sid": f"S-1-5-21-1-2-3-{len(name)}", "type": "G", **changes})


def sa() -> ServerLogin:
    return sysadmin("sa", sid=SA, type="S", is_disabled=True)


def user(database: str = make.MANAGEMENT.name, **changes: Any) -> DatabaseUser:
    """Of the job's account, in the role."""
    return replace(DatabaseUser(database, ACCOUNT, SID, "U", is_backup_user=True), **changes)


def job_owner(sid: str = SA, name: str | None = "sa", job_id: str = make.JOB) -> JobOwner:
    return JobOwner(job_id, sid, name)


def own_rights(**changes: Any) -> OwnRights:
    plain = OwnRights(is_sysadmin=False, controls_server=False, alters_logins=False)
    return replace(plain, **changes)


def own_roles(database: str = make.MANAGEMENT.name, **changes: Any) -> OwnRoles:
    plain = OwnRoles(database, is_owner=False, is_biztalk_administrator=False, is_backup_user=False)
    return replace(plain, **changes)


def linked_server(name: str, **changes: Any) -> LinkedServer:
    return replace(LinkedServer(name, name, is_rpc_out=True), **changes)


def ad_hoc_queries(in_use: int = 1) -> ServerOption:
    return ServerOption("Ad Hoc Distributed Queries", in_use)


def biztalk_server(name: str = "WEB01") -> BizTalkServer:
    return BizTalkServer(name)


def shipped(set_id: int, **changes: str | None) -> LogShippingHistoryRow:
    """A restored log set in a destination's copy of the history."""
    plain: dict[str, str | None] = {
        "BackupSetId": str(set_id),
        "DatabaseName": make.MANAGEMENT.name,
        "BackupType": "lg",
        "Restored": "1",
    }
    return LogShippingHistoryRow({**plain, **changes})


def last_set(set_id: int) -> LogShippingLastSet:
    return LogShippingLastSet({"LastBackupSetId": str(set_id)})


def of_source(*databases: DatabaseRef) -> Iterator[object]:
    """Who may do what on the server of the management database, where everything is well."""
    yield from (agent(), engine(), sysadmin(), sa(), group(), job_owner(), own_rights())
    yield from (biztalk_server(), linked_server("SQL02"))
    for one in databases:
        yield from (user(one.name), own_roles(one.name))


def of_destination(set_id: int) -> Iterator[object]:
    """The same of a destination that has restored everything."""
    yield from (agent(), engine(), sysadmin(), group(), own_rights(), ad_hoc_queries())
    yield from (linked_server("SQL01"), shipped(set_id), last_set(set_id))
