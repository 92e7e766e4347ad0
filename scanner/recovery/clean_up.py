"""After how many days a command deletes files by their age, as far as its text tells."""

import re

from scanner.model.names import folder_name
from scanner.recovery.tsql import Kind, UnreadableStep, tokens

# forfiles, PowerShell, and what maintenance plans and scripts call: each with the days that it
# leaves files alone.
WAYS = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        r"\bforfiles\b(?=.*\b(?:del|erase)\b).*?/d\s+-(\d{1,4})\b",
        r"\bremove-item\b.*?\.AddDays\(\s*-(\d{1,4})\s*\)",
        r"\.AddDays\(\s*-(\d{1,4})\s*\).*?\bremove-item\b",
        r"\bxp_delete_file\b.*?\bdateadd\s*\(\s*(?:day|dd|d)\s*,\s*-\s*(\d{1,4})\b",
        r"\bdateadd\s*\(\s*(?:day|dd|d)\s*,\s*-\s*(\d{1,4})\b.*?\bxp_delete_file\b",
    )
)
LONGEST = 20_000  # characters; a longer script is not looked through
REMARK = re.compile(r"^\s*(?:rem\b|::|#).*$", re.IGNORECASE | re.MULTILINE)


def deletes_after(command: str, subsystem: str, folder: str) -> int | None:
    """Days, the fewest of several; None where nothing is seen to be deleted in that folder."""
    text = _without_remarks(command[:LONGEST], subsystem)
    if folder_name(folder).casefold() not in text.replace("/", "\\").casefold():
        return None
    found = [match[1] for way in WAYS for match in way.finditer(text)]
    return min(map(int, found), default=None)


def _without_remarks(command: str, subsystem: str) -> str:
    if subsystem.upper() != "TSQL":
        return REMARK.sub("", command)
    try:
        code = [one.text for one in tokens(command) if one.kind is not Kind.COMMENT]
    except UnreadableStep:
        return ""
    return " ".join(code)
