"""Who a Windows host is, as whom it was asked, and what its clock says."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from scanner.collectors import questions
from scanner.collectors.columns import (
    filled,
    integer,
    moment,
    only,
    optional_flag,
    optional_text,
    text,
)
from scanner.facts.hosts import Host
from scanner.model.collector import HostCollector, HostTask, Question
from scanner.model.evidence import Clock, Row

FARTHEST = 14 * 60  # minutes: no place on earth is further from UTC


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.host("hosts/host")]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[Host]:
    row = only(rows)
    return [
        Host(
            name=filled(row, "computer"),
            domain=text(row, "domain"),
            account=filled(row, "account"),
            account_sid=optional_text(row, "account_sid"),
            is_admin=optional_flag(row, "is_admin"),
            language_mode=filled(row, "language_mode"),
            utc_now=moment(row, "utc"),
            offset=timedelta(minutes=integer(row, "offset_minutes", -FARTHEST, FARTHEST)),
        )
    ]


COLLECTOR = HostCollector(
    "hosts", Host, frozenset(), first, interpret, rights="a WinRM shell on the host"
)
