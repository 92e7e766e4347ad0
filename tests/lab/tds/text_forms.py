"""How SQL Server writes values as text and reads them back: the styles of CONVERT."""

import re
from datetime import datetime, timedelta

_OFFSET = re.compile(r"^(.*?)\s*([+-])(\d\d):(\d\d)$")
_STORED = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{7} [+-]\d\d:\d\d$")
_DEFAULT_STYLE = {"datetime": 0, "datetime2": 121, "date": 23, "time": 114}
_COMPACT_DATE = re.compile(r"^(\d{4})(\d\d)(\d\d)(?=$|\s)")
_FORMATS = {
    8: "%H:%M:%S", 108: "%H:%M:%S", 12: "%y%m%d", 112: "%Y%m%d", 23: "%Y-%m-%d",
    101: "%m/%d/%Y", 102: "%Y.%m.%d", 103: "%d/%m/%Y", 104: "%d.%m.%Y", 111: "%Y/%m/%d",
    20: "%Y-%m-%d %H:%M:%S", 120: "%Y-%m-%d %H:%M:%S",
}  # fmt: skip


def moment_text(moment: datetime, kind: str, style: int | None) -> str:
    """`kind`: datetime has three decimals, datetime2 seven."""
    chosen = _DEFAULT_STYLE.get(kind, 121) if style is None else style
    if kind == "date" and chosen in {21, 25, 121, 126, 127}:
        chosen = 23
    if chosen in _FORMATS:
        return moment.strftime(_FORMATS[chosen])
    if chosen in {21, 25, 121}:
        return moment.strftime("%Y-%m-%d %H:%M:%S.") + _fraction(moment, kind)
    if chosen in {126, 127}:
        if kind == "datetime" and not moment.microsecond:
            return moment.strftime("%Y-%m-%dT%H:%M:%S")
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + _fraction(moment, kind)
    if chosen in {0, 100}:
        hour = moment.strftime("%I").lstrip("0").rjust(2)
        return f"{moment:%b} {moment.day:>2} {moment:%Y} {hour}:{moment:%M%p}"
    raise ValueError(f"style {chosen} of CONVERT")


def _fraction(moment: datetime, kind: str) -> str:
    digits = f"{moment.microsecond:06d}0"
    return digits[:3] if kind == "datetime" else digits


def offset_text(stored: str, style: int | None) -> str:
    """Of a datetimeoffset, stored as `2026-11-22 06:00:00.1234567 +01:00`."""
    local, offset = stored.rsplit(" ", 1)
    if style in {None, 0, 21, 25, 121}:
        return stored
    if style == 126:
        return f"{local.replace(' ', 'T')}{offset}"
    if style == 127:
        return switched(stored, "+00:00").rsplit(" ", 1)[0].replace(" ", "T") + "Z"
    return moment_text(offset_local(stored), "datetime2", style)


def parse_moment(text: str) -> datetime:
    """ISO forms and `yyyymmdd`; an offset at the end is applied."""
    trimmed = _COMPACT_DATE.sub(r"\1-\2-\3", text.strip())
    trimmed = trimmed.removesuffix("Z")
    with_offset = _OFFSET.match(trimmed)
    if with_offset and ":" in with_offset.group(1):
        return offset_utc(f"{with_offset.group(1)} {trimmed[-6:]}")
    shortened = re.sub(r"(\.\d{6})\d+$", r"\1", trimmed)
    padded = re.sub(r"\.(\d{1,5})$", lambda m: "." + m.group(1).ljust(6, "0"), shortened)
    return datetime.fromisoformat(padded)


def offset_minutes(stored: str) -> int:
    match = _OFFSET.match(stored)
    if match is None:
        return 0
    return int(f"{match.group(2)}1") * (int(match.group(3)) * 60 + int(match.group(4)))


def offset_local(stored: str) -> datetime:
    match = _OFFSET.match(stored)
    return parse_moment(match.group(1) if match else stored)


def offset_utc(stored: str) -> datetime:
    return offset_local(stored) - timedelta(minutes=offset_minutes(stored))


def with_offset(local: datetime, minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"{local:%Y-%m-%d %H:%M:%S.%f}0 {sign}{hours:02d}:{rest:02d}"


def normalised_offset(text: str) -> str:
    if _STORED.match(text):
        return text
    return with_offset(offset_local(text.strip()), offset_minutes(text.strip()))


def switched(stored: str, offset: str) -> str:
    minutes = offset_minutes(f"x{offset}")
    return with_offset(offset_utc(stored) + timedelta(minutes=minutes), minutes)


def binary_text(value: bytes, style: int | None) -> str:
    if style == 1:
        return f"0x{value.hex().upper()}"
    return value.hex().upper() if style == 2 else value.decode("cp1252", "replace")
