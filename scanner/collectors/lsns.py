"""Log sequence numbers: numeric(25,0), more than any whole number type, so asked for as text."""

import re

from scanner.collectors.columns import text, value
from scanner.model.collector import Unparsable
from scanner.model.evidence import Row

_DIGITS = re.compile(r"[0-9]{1,25}")


def lsn(row: Row, name: str) -> int:
    found = text(row, name)
    if not _DIGITS.fullmatch(found):
        raise Unparsable(f"column {name}: up to 25 digits expected, got other text")
    return int(found)


def optional_lsn(row: Row, name: str) -> int | None:
    return None if value(row, name) is None else lsn(row, name)
