"""Durations as people write them ('1h30m', '26h', 'PT15M') and as they read them ('1 d 2 h')."""

import re
from datetime import timedelta

ADVICE = "write a duration such as 15m, 1h30m, 26h, 90d or PT15M"

_NUMBER = r"([0-9]{1,6})"
_PLAIN = re.compile(
    rf"(?:{_NUMBER} ?w)? ?(?:{_NUMBER} ?d)? ?(?:{_NUMBER} ?h)? ?(?:{_NUMBER} ?m(?:in)?)? ?"
    rf"(?:{_NUMBER} ?s)?"
)
_ISO = re.compile(
    rf"P(?:{_NUMBER}W)?(?:{_NUMBER}D)?(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)
_UNITS = ("weeks", "days", "hours", "minutes", "seconds")
_SPOKEN = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def parse(text: str) -> timedelta:
    """Raises ValueError with advice; months and years have no fixed length and are refused."""
    found = _PLAIN.fullmatch(text.strip()) or _ISO.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        raise ValueError(ADVICE)
    amounts = {
        unit: int(given) for unit, given in zip(_UNITS, found.groups(), strict=True) if given
    }
    return timedelta(**amounts)


def say(duration: timedelta) -> str:
    """At most three units, cut off and never rounded up: seconds only below an hour."""
    if duration < timedelta(0):
        return f"-{say(-duration)}"
    if timedelta(0) < duration < timedelta(seconds=1):
        return f"{duration // timedelta(milliseconds=1)} ms"
    rest = duration // timedelta(seconds=1)
    words = []
    for unit, seconds in _SPOKEN:
        amount, rest = divmod(rest, seconds)
        if amount and not (unit == "s" and duration >= timedelta(hours=1)):
            words.append(f"{amount} {unit}")
    return " ".join(words) or "0 s"


def compact(duration: timedelta) -> str:
    """The form for files, which `parse` reads back: '26h', '90d', '1h30m'; whole seconds."""
    total = duration // timedelta(seconds=1)
    if total and total % 86_400 == 0:
        return f"{total // 86_400}d"
    hours, minutes, seconds = total // 3_600, total // 60 % 60, total % 60
    parts = ((hours, "h"), (minutes, "m"), (seconds, "s"))
    return "".join(f"{amount}{unit}" for amount, unit in parts if amount) or "0s"
