"""The rights on a folder as a fact, whoever read them: the reader on a host, or we on a share."""

import re
from collections.abc import Sequence

from scanner.collectors import answers
from scanner.collectors.columns import filled, flag, integer, mapping, value
from scanner.facts.folder_rights import FolderRight, FolderRights
from scanner.model.collector import Unparsable
from scanner.model.evidence import Row

LARGEST_MASK = 0xFFFFFFFF
_SID = re.compile(r"S-1(?:-[0-9]{1,15})+")


def folder_rights(folder: str, rows: Sequence[Row]) -> FolderRights:
    """Of the folder's own row. That nobody has a right is an answer; that none was read is not."""
    if answers.listed(rows):
        raise Unparsable("only the folder itself was asked for")
    if not answers.exists(rows):
        return FolderRights(folder, exists=False, rights=())
    listed = value(rows[0], "rights")
    if not isinstance(listed, list):
        raise Unparsable("column rights: a list expected")
    rights = tuple(_right(mapping({"entry": one}, "entry")) for one in listed)
    return FolderRights(folder, exists=True, rights=rights)


def _right(row: Row) -> FolderRight:
    return FolderRight(
        sid=_sid(row),
        mask=integer(row, "mask", 0, LARGEST_MASK),
        is_allowed=flag(row, "allow"),
        is_inherited=flag(row, "inherited"),
    )


def _sid(row: Row) -> str:
    found = filled(row, "sid")
    if not _SID.fullmatch(found):
        raise Unparsable("column sid: a security identifier expected")
    return found
