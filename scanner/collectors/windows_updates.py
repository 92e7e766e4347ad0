"""The updates that Windows itself lists as installed on a BizTalk server.

InstalledOn is a text of month, day and year in every language of Windows; Windows PowerShell makes
it a time: midnight of that day on the host, which the reader tells as UTC.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, moment, optional_text
from scanner.facts.configuration import WindowsUpdate
from scanner.model.collector import HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

UPDATES = "windows_updates/all"
ID, DAY = "HotFixID", "InstalledOn"
HALF_A_DAY = timedelta(hours=12)  # the offset of that day may differ by daylight saving
_US_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.instances(UPDATES, r"root\cimv2", "Win32_QuickFixEngineering", [ID, DAY])]


def interpret(rows: Sequence[Row], clock: Clock) -> Iterable[WindowsUpdate]:
    if set(answers.by_question(rows)) - {UPDATES}:
        raise Unparsable("an answer to a question that was not asked")
    return [WindowsUpdate(filled(row, ID), day(row, clock.offset)) for row in rows]


def day(row: Row, offset: timedelta) -> date | None:
    said = optional_text(row, DAY)
    if not said:
        return None
    if not _US_DAY.fullmatch(said):
        return (moment(row, DAY) + offset + HALF_A_DAY).date()
    try:
        return datetime.strptime(said, "%m/%d/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as e:
        raise Unparsable(f"column {DAY}: no such day") from e


COLLECTOR = HostCollector(
    "windows_updates",
    WindowsUpdate,
    frozenset({HostRole.BIZTALK}),
    first,
    interpret,
    rights="read Win32_QuickFixEngineering: the right to query WMI (root\\cimv2)",
    never_empty=False,
)
