"""What the child makes of a driver's rows and errors, over a database that is a list."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from scanner.model.evidence import JsonValue
from scanner.transport.sql_child import Reader, described
from scanner.transport.sql_rows import LONGEST_TEXT, as_json


class ListError(Exception):
    """As a driver raises."""


class ListCursor:
    """Gives rows; an exception among them is raised when its turn comes."""

    def __init__(self, database: "ListDatabase") -> None:
        self._database = database
        self._rows: list[Any] = []
        self.description: Sequence[Sequence[Any]] | None = None

    def execute(self, statement: str, *parameters: Any) -> None:
        self._database.asked.append((statement, *parameters))
        if statement.startswith("SELECT"):
            self.description = [("name", str), ("value", int)]
            self._rows = list(self._database.rows)

    def fetchmany(self, size: int) -> Sequence[Sequence[Any]]:
        chunk, self._rows = self._rows[:size], self._rows[size:]
        for row in chunk:
            if isinstance(row, Exception):
                raise row
        return chunk

    def nextset(self) -> bool:
        return False

    def close(self) -> None:
        self._rows = []


class ListDatabase:
    timeout = 0

    def __init__(self, rows: Sequence[Any] = ()) -> None:
        self.rows = rows
        self.asked: list[tuple[Any, ...]] = []

    def cursor(self) -> ListCursor:
        return ListCursor(self)


def request(statement: str = "SELECT", database: str = "", *parameters: Any) -> dict[str, Any]:
    return {
        "statement": statement,
        "parameters": list(parameters),
        "database": database,
        "seconds": 2.2,
    }


def answered(database: ListDatabase, *requests: dict[str, Any]) -> list[dict[str, JsonValue]]:
    sent: list[dict[str, JsonValue]] = []
    reader = Reader(database, sent.append, ListError)
    for one in requests or (request(),):
        reader.answer(one)
    return sent


def test_rows_come_as_objects_and_then_the_end() -> None:
    assert answered(ListDatabase([("a", 1), ("b", None)])) == [
        {"rows": [{"name": "a", "value": 1}], "redactions": 0},
        {"rows": [{"name": "b", "value": None}], "redactions": 0},
        {"done": True},
    ]


def test_rows_before_an_error_are_passed_on() -> None:
    failing = ListDatabase([*[("a", 1)] * 40, ListError("HYT00", "too slow")])
    sent = answered(failing)
    assert sum(len(rows) for one in sent if isinstance(rows := one.get("rows"), list)) == 40
    assert sent[-1] == {"failed": {"state": "HYT00", "message": "too slow"}}


def test_the_database_is_changed_only_when_it_differs() -> None:
    database = ListDatabase()
    answered(
        database,
        request("SELECT 1", "msdb"),
        request("SELECT 2", "msdb"),
        request("SELECT 3"),
        request("SELECT 4", "master"),
    )
    assert [one[0] for one in database.asked] == [
        "USE [msdb]", "SELECT 1", "SELECT 2", "USE [master]", "SELECT 3", "SELECT 4",
    ]  # fmt: skip


def test_parameters_and_whole_seconds_reach_the_driver() -> None:
    database = ListDatabase()
    answered(database, request("SELECT ?", "", "x", 3))
    assert database.asked == [("SELECT ?", "x", 3)]
    assert database.timeout == 3


def test_a_session_waits_for_nobody() -> None:
    database = ListDatabase()
    Reader(database, lambda _: None, ListError).prepare()
    assert "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED" in [one[0] for one in database.asked]
    assert "SET DEADLOCK_PRIORITY LOW" in [one[0] for one in database.asked]


def test_an_endless_answer_is_cut_off() -> None:
    sent: list[dict[str, JsonValue]] = []
    reader = Reader(ListDatabase([("a", 1)] * 100), sent.append, ListError, most_rows=90)
    reader.answer(request())
    assert sent[-1] == {"unusable": "the answer is too large"}


def test_an_answer_without_a_result_is_not_an_empty_one() -> None:
    assert answered(ListDatabase(), request("UPDATE")) == [
        {"unusable": "the statement brought no result"}
    ]


def test_secrets_in_rows_are_redacted_and_counted() -> None:
    sent = answered(ListDatabase([("sqlcmd -P geheim", 1), ("pwd=geheim", 2)]))
    assert [one.get("redactions") for one in sent] == [1, 1, None]
    assert "geheim" not in str(sent)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (7, 7),
        (Decimal("12345678901234567890123"), 12345678901234567890123),
        (Decimal("1.50"), "1.50"),
        (datetime(2026, 11, 22, 5, 0, 0, 123000), "2026-11-22T05:00:00.123000"),  # noqa: DTZ001 - as stored
        (date(2026, 11, 22), "2026-11-22"),
        (time(5, 0), "05:00:00"),
        (b"\x01\xff", "01ff"),
        (UUID("6f9619ff-8b86-d011-b42d-00c04fc964ff"), "6F9619FF-8B86-D011-B42D-00C04FC964FF"),
        ("x" * (LONGEST_TEXT + 9), "x" * LONGEST_TEXT),
    ],
)
def test_values_become_json(value: object, expected: JsonValue) -> None:
    assert as_json(value) == (expected, 0)


def test_a_secret_across_the_cut_is_covered() -> None:
    text, count = as_json("x" * (LONGEST_TEXT - 14) + " password=geheimnis")
    assert count == 1
    assert "gehei" not in str(text)


def test_an_error_without_arguments_is_still_told() -> None:
    assert described(ListError()) == {"state": "", "message": ""}
