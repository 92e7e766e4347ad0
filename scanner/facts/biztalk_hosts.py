"""What a BizTalk server knows of its group and its product by itself: registry and bm.exe."""

from dataclasses import dataclass

from scanner.facts.topology import DatabaseRef

OTHER_EDITIONS = ("enterprise", "developer", "branch", "evaluation")


@dataclass(frozen=True)
class BizTalkRegistry:
    """The registry of a BizTalk server.

    `edition` is ProductEdition, empty where it is not there. `native` and `wow64` are the
    management database as the 64-bit and the 32-bit view name it (None: not at all).
    `address_book`: the key of the certificate store AddressBook, one for both views.
    """

    edition: str
    native: DatabaseRef | None
    wow64: DatabaseRef | None
    address_book: bool

    @property
    def is_standard(self) -> bool | None:
        """None where the edition is missing, or a word that is not known."""
        said = self.edition.strip().casefold()
        if said.startswith("standard"):
            return True
        return False if said.startswith(OTHER_EDITIONS) else None


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
