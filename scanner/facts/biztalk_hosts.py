"""What a BizTalk server knows of its group by itself: registry and bm.exe."""

from dataclasses import dataclass

from scanner.facts.topology import DatabaseRef


@dataclass(frozen=True)
class BizTalkRegistry:
    """The registry of a BizTalk server.

    `native` and `wow64` are the management database as the 64-bit and the 32-bit view name it
    (None: not at all). `address_book`: the key of the certificate store AddressBook, one for both
    views.
    """

    native: DatabaseRef | None
    wow64: DatabaseRef | None
    address_book: bool


@dataclass(frozen=True)
class BamTool:
    """bm.exe.config: the server and the database that bm.exe takes when it is told none.

    Each is empty where the file names none. `well_formed` is False for a file that is no XML.
    """

    path: str
    exists: bool
    well_formed: bool
    server: str
    database: str
