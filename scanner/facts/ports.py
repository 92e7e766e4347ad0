"""Ports of the group, as far as a restore of databases concerns them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PortDatabase:
    """The SQL Server database that a port's address names; never what else the address holds.

    `kind`: 'receive_location' or 'send_port'; all is empty in the one row of a group without such
    addresses. `server` is as typed, with `host,port` for a port; `database` is empty where the
    address leaves it to the login's default, both where its form is not documented (`sql://`).
    """

    kind: str
    port: str
    server: str
    database: str
