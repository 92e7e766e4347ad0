"""BizTalk applications and what they hold (BizTalkMgmtDb)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ApplicationPart:
    """bts_application joined with one thing that it holds; an empty application has one row with
    no `kind`.

    `kind`: receive_port, receive_location, send_port, send_port_group, orchestration, assembly,
    resource. An orchestration's name ends with the assembly that holds it, as .NET names a type:
    'Orders.Process, Orders.Processes, Version=1.0.0.0'. `modified` is DateModified read as if it
    were UTC, None where it says nothing of a deployment: whether it is UTC or the server's local
    time is documented for no table but one.
    """

    application: str
    is_system: bool
    kind: str
    name: str
    modified: datetime | None


@dataclass(frozen=True)
class ExportedPart:
    """What an exported bindings file holds, by name; of each file one row has no `kind`.

    `readable` is False for a file that is no XML. Kinds and names as in `ApplicationPart`, and two
    more: 'bindings' without a name says that the file is of bindings at all, 'password' names a
    send port or receive location whose settings in it hold a password that is not masked.
    """

    file: str
    readable: bool
    kind: str
    name: str


@dataclass(frozen=True)
class Parties:
    """How many trading partners the group knows (bts_party)."""

    number: int
