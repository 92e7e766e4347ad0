"""What one value of an estate file may be: each function returns it, or raises ValueError."""

import re
from collections.abc import Callable
from datetime import timedelta

from scanner.estate.reach import doubt, normal
from scanner.model.duration import ADVICE, parse
from scanner.model.evidence import TargetKind

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ADDRESS = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.%]+\])(?:[,:]([0-9]{1,5}))?")
_ADDRESS_KEY = re.compile(r"(?:(sql|host|share):)?(.+)")
LAST_PORT = 65_535


def plain(text: str) -> str:
    if not text.strip() or text != text.strip():
        raise ValueError("is empty, or begins or ends with a blank")
    if _CONTROL.search(text):
        raise ValueError("holds a control character")
    return text


def duration(value: object) -> timedelta:
    if not isinstance(value, str):
        raise ValueError(ADVICE)
    found = parse(value)
    if not found:
        raise ValueError("must be longer than nothing")
    return found


def named(kind: TargetKind, what: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if normal(kind, text) is None:
            raise ValueError(f"is not the name of {what}")
        return text

    return check


def naming(text: str) -> str:
    if "{host}" not in text:
        raise ValueError("must hold {host}, which stands for a server's name")
    return text


def pattern(kind: TargetKind) -> Callable[[str], str]:
    def check(text: str) -> str:
        if why := doubt(kind, text):
            raise ValueError(why)
        return text

    return check


def address(text: str) -> str:
    found = _ADDRESS.fullmatch(text)
    if not found or not 1 <= int(found.group(1) or 1) <= LAST_PORT:
        raise ValueError("write an address such as 10.0.0.5, '10.0.0.5,1433' or '10.0.0.6:5986'")
    return text


def address_key(text: str) -> str:
    found = _ADDRESS_KEY.fullmatch(text)
    kind = TargetKind.HOST if found and found.group(1) in {"host", "share"} else TargetKind.SQL
    if not found or normal(kind, found.group(2)) is None:
        raise ValueError("is not a name; sql:NAME, host:NAME or share:NAME narrow it to one kind")
    return text


def variable(text: str) -> str:
    if not _VARIABLE.fullmatch(text):
        raise ValueError("is not the name of an environment variable")
    return text


def scalar(value: object) -> object:
    if not isinstance(value, str | int | float | bool):
        raise ValueError("must be one value: text, a number, true or false")
    return value
