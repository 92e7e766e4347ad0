"""Facts of what is kept ready for a restore, for tests."""

from collections.abc import Iterator
from typing import Any

from scanner.facts.restoring import BamUnit, MovedDatabase, UpdateInfo
from scanner.facts.topology import DatabaseRef, MessageBox
from tests import make

FOLDER = r"C:\Program Files (x86)\Microsoft BizTalk Server"
PATH = rf"{FOLDER}\Bins32\Schema\Restore\SampleUpdateInfo.xml"
SCRIPT = rf"{FOLDER}\Bins32\Schema\Restore\UpdateDatabase.vbs"
OTHER_PATH = rf"{FOLDER}\Schema\Restore\SampleUpdateInfo.xml"
BOX = DatabaseRef("SQL01", "BizTalkMsgBoxDb")
TRACKING = DatabaseRef("SQL01", "BizTalkDTADb")


def message_box(ref: DatabaseRef = BOX, *, is_master: bool = True) -> MessageBox:
    return MessageBox(ref, is_master)


def moved(element: str, ref: DatabaseRef, name: str = "", **changes: str) -> MovedDatabase:
    """To the same name on SQLDR01; `server`, `database` are the new ones, `is_master` as typed."""
    master = "1" if element == "MessageBoxDB" else ""
    new = DatabaseRef(changes.get("server", "SQLDR01"), changes.get("database", ref.name))
    return MovedDatabase(element, name, ref, new, changes.get("is_master", master))


def moves() -> tuple[MovedDatabase, ...]:
    return (
        moved("MessageBoxDB", BOX),
        moved("TrackingDB", TRACKING),
        moved("ManagementDB", make.MANAGEMENT),
        moved("Database", make.SSO, "SSO"),
    )


def units(**stores: str) -> Iterator[BamUnit]:
    """Where BAM is, and will be; further units with the name of their database."""
    yield from _unit("OldPrimaryImportDatabase", make.BAM.server, make.BAM.name)
    yield from _unit("PrimaryImportDatabase", "SQLDR01", make.BAM.name)
    for name, database in stores.items():
        yield from _unit(name, "SQLDR01", database)


def _unit(name: str, server: str, database: str) -> Iterator[BamUnit]:
    yield BamUnit(name, "ServerName", server)
    yield BamUnit(name, "DatabaseName", database)


def update_info(path: str = PATH, **changes: Any) -> UpdateInfo:
    """Prepared for SQLDR01."""
    plain: dict[str, Any] = {
        "exists": True,
        "well_formed": True,
        "written": make.ago(days=20),
        "databases": moves(),
        "bam": tuple(units()),
    }
    return UpdateInfo(path, **{**plain, **changes})


def no_update_info(path: str = OTHER_PATH) -> UpdateInfo:
    return UpdateInfo(path, False, False, None, (), ())
