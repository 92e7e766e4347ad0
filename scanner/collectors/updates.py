"""The updates of BizTalk Server that a host lists as installed.

A key of the list is named after its KB number; its values are asked for in the second round. The
product's own name in the entry is the same in every language.
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from scanner.collectors import answers, questions
from scanner.collectors.columns import flag, mapping, text, texts, value
from scanner.facts.configuration import InstalledUpdate
from scanner.model.collector import Answers, HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

LIST = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
KEYS = "updates/keys"
UPDATE = "updates/update/"
WANTED = ["DisplayName", "InstallDate"]
PRODUCT = "biztalk"
MOST = 100
_UPDATE = re.compile(r"KB\d{6,8}", re.IGNORECASE)
_DAY = re.compile(r"\d{8}")


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.subkeys(KEYS, LIST)]


def second(_task: HostTask, answered: Answers) -> Sequence[Question]:
    keys = update_keys(answered.get(KEYS, ()))
    return [questions.values(UPDATE + key, rf"{LIST}\{key}", WANTED) for key in keys]


def update_keys(views: Sequence[Row]) -> list[str]:
    """Named after a KB number, in either view of the registry."""
    names = {name for row in views for name in held(row)}
    found = sorted(name for name in names if _UPDATE.search(name))
    if len(found) > MOST:
        raise Unparsable(f"more than {MOST} updates")
    return found


def held(row: Row) -> tuple[str, ...]:
    values_of(row, [])
    if flag(row, "exists"):
        return texts(row, "subkeys")
    if value(row, "subkeys"):
        raise Unparsable("a key that is not there has subkeys")
    return ()


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[InstalledUpdate]:
    listed = answers.to(KEYS, rows)
    if not any(held(row) for row in listed):
        raise Unparsable("not one installed program, which no Windows tells")
    expected = {KEYS, *(UPDATE + key for key in update_keys(listed))}
    if set(answers.by_question(rows)) - expected:
        raise Unparsable("an update that was not listed")
    found = [update(key, answers.to(UPDATE + key, rows)) for key in update_keys(listed)]
    return [one for one in found if PRODUCT in one.name.casefold()]


def update(key: str, views: Sequence[Row]) -> InstalledUpdate:
    """From the view that has the key; both have it where Windows mirrors it."""
    told = [(flag(row, "exists"), values_of(row, WANTED)) for row in views]
    there = [values for exists, values in told if exists]
    if not there or any(value(row, "subkeys") for row in views):
        raise Unparsable("an update that was listed has no key, or more than was asked for")
    name, day = (data(there[0], wanted) for wanted in WANTED)
    return InstalledUpdate(key, name, day_of(day))


def values_of(row: Row, wanted: Iterable[str]) -> Row:
    """What was read, refused when it is more than was asked for."""
    found = mapping(row, "values")
    if set(found) - set(wanted):
        raise Unparsable("column values: a value that was not asked for")
    return found


def data(values: Row, name: str) -> str:
    if name not in values:
        return ""
    return text(mapping(values, name), "data")


def day_of(found: str) -> date | None:
    """Windows Installer writes yyyymmdd; other installers write what they like."""
    if not _DAY.fullmatch(found):
        return None
    try:
        return datetime.strptime(found, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


COLLECTOR = HostCollector(
    "updates",
    InstalledUpdate,
    frozenset({HostRole.BIZTALK}),
    first,
    interpret,
    second,
    json.dumps(questions.values(f"{UPDATE}{{key}}", rf"{LIST}\{{key}}", WANTED)),
    rights="read the list of installed programs: every user may",
    never_empty=False,
)
