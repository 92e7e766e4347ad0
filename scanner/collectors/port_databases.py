"""The SQL Server databases that ports address: those of WCF-SQL, and of the old SQL adapter.

`mssql://[Server_Name[:Portno]]/[Database_Instance_Name]/[Database_Name]?…`; of `sql://` Microsoft
documents the scheme alone.
"""

from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from scanner.collectors.columns import filled, integer, optional_text
from scanner.collectors.statement import sql_collector
from scanner.facts.ports import PortDatabase
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row

KINDS = ("receive_location", "send_port")
WCF, OLD = "mssql", "sql"
HERE = "localhost"
STANDARD_PORT = "1433"
PARTS = 3


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[PortDatabase]:
    return [_port(row) for row in rows]


def _port(row: Row) -> PortDatabase:
    ports = integer(row, "ports")
    if optional_text(row, "Kind") is None:
        if any(optional_text(row, name) is not None for name in ("Name", "Address")):
            raise Unparsable("column Kind: a kind expected")
        return PortDatabase("", "", "", "")
    kind = filled(row, "Kind")
    if kind not in KINDS or not ports:
        raise Unparsable("column Kind: a kind that was not asked for")
    return PortDatabase(kind, filled(row, "Name"), *named(filled(row, "Address")))


def named(address: str) -> tuple[str, str]:
    """Server and database of an address. A logon, which belongs into no address, is left out."""
    scheme, separator, rest = address.strip().partition("://")
    if not separator or scheme.casefold() not in (WCF, OLD):
        raise Unparsable("column Address: the address of a SQL Server database expected")
    if scheme.casefold() == OLD:
        return "", ""
    path = rest.partition("?")[0].rpartition("@")[2]
    parts = [unquote(one).strip() for one in path.split("/")]
    host, instance, database = (*parts, "", "", "")[:PARTS]
    return _server(host or HERE, instance), database


def _server(host: str, instance: str) -> str:
    """A port leads to its instance whatever name is given beside it."""
    machine, colon, port = host.partition(":")
    if colon and (port != STANDARD_PORT or instance):
        return f"{machine},{port}"
    return f"{machine}\\{instance}" if instance else machine


COLLECTOR = sql_collector(
    "port_databases", PortDatabase, Place.MANAGEMENT, interpret, never_empty=True
)
