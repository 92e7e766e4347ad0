"""The folders of a BizTalk installation that hold what a restore runs.

Microsoft names the folder below Bins32 for 64-bit computers and the other one for 32-bit ones, and
in places the other one for both; so both are read. The registry says where the product is.
"""

import re
from collections.abc import Sequence

from scanner.collectors.columns import flag, mapping, text
from scanner.model.collector import Unparsable
from scanner.model.evidence import Row

KEY = r"SOFTWARE\Microsoft\BizTalk Server\3.0"
VALUE = "InstallPath"
PLACES = (r"Bins32\Schema\Restore", r"Schema\Restore")
_ON_A_DRIVE = re.compile(r"[A-Za-z]:\\")


def in_restore_folders(views: Sequence[Row], name: str) -> list[str]:
    """Where a file may be, the place for 64-bit computers first; by what the registry told."""
    folder, *more = {one for row in views for one in _folders(row)} or {""}
    if more or not _ON_A_DRIVE.match(folder):
        raise Unparsable("the registry does not tell the one place of BizTalk Server")
    return [rf"{folder}\{place}\{name}" for place in PLACES]


def _folders(view: Row) -> list[str]:
    """None where that view of the registry has no such key."""
    values = mapping(view, "values")
    if set(values) - ({VALUE} if flag(view, "exists") else set()):
        raise Unparsable("column values: a value that was not asked for")
    return [text(mapping(values, one), "data").strip().rstrip("\\") for one in values]
