"""Values as people read them: times with their zone, durations and sizes with their unit."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from reports.text import on_one_line
from scanner.model.duration import say
from scanner.model.evidence import JsonValue
from scanner.model.size import say as size

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IN_SECONDS = frozenset({"age", "duration", "offset", "skew"})
AS_STORED = frozenset({"stamp"})  # UTC or local: the finding says which, once it is settled
NOTHING = "\u2013"
LONG_LIST = re.compile(r"rows ([BR]\d\d(?:, [BR]\d\d){6,})")


def minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def second(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def brief(sentence: str) -> str:
    """Seven rows and more are counted; which they are is told further down."""
    return LONG_LIST.sub(lambda found: f"{found[1].count(',') + 1} rows", sentence)


def as_stored(name: str, value: JsonValue) -> JsonValue:
    """Without the zone that nobody knows, where the field is such a time; else the value."""
    if name in AS_STORED and isinstance(value, str) and TIME.fullmatch(value):
        return datetime.fromisoformat(value).replace(tzinfo=None).isoformat()
    return value


def took(length: timedelta) -> str:
    """How long one reading lasted; these are short, so in seconds."""
    return f"{length.total_seconds():.2f} s"


def spaced(name: str) -> str:
    """A field's name as a heading: `compressed_size` becomes 'compressed size'."""
    return on_one_line(name).replace("_", " ")


def cell(name: str, value: JsonValue) -> str:
    """One field of a fact. What a number means is told by the field's name."""
    said = ""
    match value:
        case bool():
            said = "yes" if value else "no"
        case int() | float():
            said = _number(name, value)
        case str():
            said = _text(name, value)
        case list() | tuple():
            said = _several(name, value)
        case dict():
            said = _record(value)
        case None:
            pass
    return said or NOTHING


def _several(name: str, values: Sequence[JsonValue]) -> str:
    """A pair of texts is a name with its value; what is empty is left out."""
    match values:
        case [str(key), str(value)]:
            return f"{on_one_line(key)} {cell(name, value)}"
        case _:
            pass
    return ", ".join(part for one in values if (part := cell(name, one)) != NOTHING)


def _record(value: dict[str, JsonValue]) -> str:
    match value:
        case {"server": str(server), "name": str(name), **rest} if not rest:
            return on_one_line(f"{name} on {server}")
    return ", ".join(f"{spaced(name)} {cell(name, part)}" for name, part in sorted(value.items()))


def _number(name: str, value: float) -> str:
    if name in IN_SECONDS:
        return say(timedelta(seconds=value))
    if name.endswith(("size", "bytes")):
        return size(value)
    return str(value)


def _text(name: str, value: str) -> str:
    if TIME.fullmatch(value):
        moment = datetime.fromisoformat(value)
        return f"{moment:%Y-%m-%d %H:%M:%S} as stored" if name in AS_STORED else second(moment)
    return on_one_line(value)
