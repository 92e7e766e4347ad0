"""Records in a small file, CSV or JSON as PowerShell writes them: of each the fields asked for.

A field is a property's name, or by a dot a property of an object that it holds. Nothing here knows
what a field means.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scanner.model.evidence import JsonValue, Row

SUFFIXES = (".csv", ".json")
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_TYPE_LINE = "#TYPE"  # Export-Csv of Windows PowerShell, without -NoTypeInformation
_DELIMITERS = (",", ";", "\t")  # the second with -UseCulture


class Malformed(Exception):
    """Not records with those fields; the message tells no content."""


def records(name: str, content: bytes, fields: Sequence[str]) -> list[Row]:
    """Each record with a value for every field, None where it has no such part."""
    try:
        text = _decoded(content)
        is_json = name.lower().endswith(".json")
        found = _of_json(text) if is_json else _of_csv(text, _roots(fields))
    except (ValueError, csv.Error, RecursionError):
        raise Malformed("it is no such file, or not all of it") from None
    if not found:
        raise Malformed("it holds no record")
    return [_chosen(one, fields) for one in found]


def _decoded(content: bytes) -> str:
    marks = (name for mark, name in _BYTE_ORDER_MARKS.items() if content.startswith(mark))
    return content.decode(next(marks, "utf-8"))


def _roots(fields: Iterable[str]) -> set[str]:
    return {one.partition(".")[0].casefold() for one in fields}


def _of_json(text: str) -> list[Mapping[str, Any]]:
    """One object is one record. Windows PowerShell may wrap the list: {"value": […], "Count": 2}"""
    found = json.loads(text)
    if isinstance(found, dict) and isinstance(found.get("value"), list):
        found = found["value"]
    listed = found if isinstance(found, list) else [found]
    if not all(isinstance(one, dict) for one in listed):
        raise ValueError("not a list of objects")
    return listed


def _of_csv(text: str, wanted: set[str]) -> list[Mapping[str, Any]]:
    lines = text.splitlines(keepends=True)
    if lines and lines[0].startswith(_TYPE_LINE):
        del lines[0]
    for delimiter in _DELIMITERS:
        header = next(csv.reader(lines, delimiter=delimiter), [])
        if wanted <= {name.casefold() for name in header}:
            rows = csv.reader(lines[1:], delimiter=delimiter, strict=True)
            return [dict(zip(header, row, strict=True)) for row in rows if row]
    raise Malformed("it lacks a field that was asked for")


def _chosen(record: Mapping[str, Any], fields: Sequence[str]) -> Row:
    named = {name.casefold(): value for name, value in record.items()}
    if not _roots(fields) <= named.keys():
        raise Malformed("it lacks a field that was asked for")
    found = {one: _simple(named, one) for one in fields}
    for root in _roots(fields):
        parts = [value for field, value in found.items() if _roots([field]) == {root}]
        if named[root] is not None and parts == [None] * len(parts):
            raise Malformed("a field is of another shape")  # and must not look like an empty one
    return found


def _simple(named: Mapping[str, Any], field: str) -> JsonValue:
    root, _, part = field.partition(".")
    found = named[root.casefold()]
    if part:
        found = found.get(part) if isinstance(found, dict) else None
    return found if isinstance(found, str | int | bool) else None
