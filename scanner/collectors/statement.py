"""A `.sql` file beside its collector: a header comment that says what it is, then one SELECT.

The whole file is what is sent, so that its SHA-256 names it in the plan, in the evidence and in
a trace on the server.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from scanner.model.collector import Interpret, Place, SqlCollector

HEADER = ("purpose", "database", "columns", "permission", "versions", "reference")
OWN_DATABASE = "{database}"

_LINE = re.compile(r"-- (?:(?P<key>[a-z]+): |  )(?P<text>\S.*)")


def load(stem: str) -> tuple[str, Mapping[str, str]]:
    """The text to send, and its header by key in the order of `HEADER`."""
    path = Path(__file__).with_name(stem).with_suffix(".sql")
    text = path.read_text(encoding="ascii")
    return text, header_of(text, path.name)


def header_of(text: str, name: str) -> Mapping[str, str]:
    """A line indented by two blanks more continues the key above it."""
    header: dict[str, str] = {}
    key = ""
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        match = _LINE.fullmatch(line)
        if match is None or not (key or match["key"]):
            raise ValueError(f"{name}: not a header line: {line}")
        key = match["key"] or key
        header[key] = f"{header[key]} {match['text']}" if match["key"] is None else match["text"]
    if tuple(header) != HEADER:
        raise ValueError(f"{name}: the header must be {', '.join(HEADER)}, in this order")
    return header


def sql_collector(  # noqa: PLR0913 - what a statement is cannot be said with less
    stem: str,
    fact: type,
    place: Place,
    interpret: Interpret,
    *,
    parameters: tuple[str, ...] = (),
    discovers: bool = False,
    never_empty: bool = False,
) -> SqlCollector:
    """The collector around `stem`.sql; the database it runs in stands in the header alone."""
    text, header = load(stem)
    database = "" if header["database"] == OWN_DATABASE else header["database"]
    return SqlCollector(
        stem, fact, place, database, text, interpret, parameters, discovers, never_empty, header
    )
