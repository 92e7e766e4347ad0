"""What the first law's sound group holds of permissions, of its destination and of copies."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.master_secret import SsoGlobalInfo
from scanner.facts.topology import DatabaseRef
from scanner.model.estate import Artefact
from tests import make, make_sql

MESSAGE_BOX = DatabaseRef("SQL02", "BizTalkMsgBoxDb")
PLACES = {r"\\VAULT01\sql": "Rosenheim", r"\\ARCHIV01\sql": "Innsbruck"}
COPIES = tuple(
    replace(make.location(path, Artefact.SQL_BACKUPS), site=site) for path, site in PLACES.items()
)
NEWEST = 4
HOST = make_sql.login(r"CORP\host", sid="S-1-5-21-1-2-3-1603")
SAME_THERE = replace(HOST, is_disabled=True)
DESTINATION = make.instance(name="SQLDR01", machine="SQLDR01")


def held(sets: Iterable[BackupHistoryRow], databases: Iterable[DatabaseRef]) -> list[make.Held]:
    rows, names = list(sets), list(databases)
    return [
        make.sql("SQL01", *make_sql.of_source(*(one for one in names if one.server == "SQL01"))),
        make.sql("SQL01", HOST, make_sql.user(name=HOST.name, sid=HOST.sid)),
        make.sql("SQL02", *_message_box()),
        make.sql("SQLDR01", DESTINATION, SAME_THERE, *make_sql.of_destination(NEWEST)),
        make.sql("SQLDR01", *(make.database(one.name, state=1) for one in names)),
        *(make.share(path, make.folder(path), *_copies(path, rows)) for path in PLACES),
    ]


def _message_box() -> Iterator[object]:
    name = MESSAGE_BOX.name
    yield from (make.instance(name="SQL02"), make.database(name))
    yield from (make_sql.agent(), make_sql.engine(), make_sql.login(), make_sql.user(name))
    yield from (make_sql.own_rights(), make_sql.own_roles(name))


def _copies(path: str, rows: Iterable[BackupHistoryRow]) -> Iterator[object]:
    for row in rows:
        yield make.stored_file(rf"{path}\{row.file_name}", path)


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (make_sql.sysadmin(), ()),
    (make_sql.group(), ()),
    (make_sql.agent(), (make_sql.agent(r"NT Service\SQLSERVERAGENT"),)),
    (
        make_sql.job_owner(),
        tuple(make_sql.job_owner("S-1-5-21-9", None, job) for job in (make.JOB, "2")),
    ),
    (make_sql.linked_server("SQL02"), (make_sql.linked_server("SQL02", is_rpc_out=False),)),
    (make_sql.linked_server("SQL01"), (make_sql.linked_server("SQL01", is_rpc_out=False),)),
    (make_sql.own_rights(), (make_sql.own_rights(is_sysadmin=True),)),
    (make.sso_info(), (SsoGlobalInfo("SSO01", r"SSO01\SSO Administrators"),)),
    (make_sql.shipped(NEWEST), (make_sql.shipped(1),)),
    (make_sql.last_set(NEWEST), (make_sql.last_set(1),)),
    *((make.database(name, state=1), ()) for name in ("BizTalkMgmtDb", "SSODB", MESSAGE_BOX.name)),
    (DESTINATION, (replace(DESTINATION, product_version="13.0.5026.0"),)),
    (make_sql.ad_hoc_queries(), (make_sql.ad_hoc_queries(0),)),
    (SAME_THERE, ()),
)
