"""Records as PowerShell writes them, in each of its forms; nothing else is taken for some."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.transport.records import Malformed, records

FIELDS = ("Database", "Result.Status", "Result")
TWO = [
    {"Database": "A", "Result.Status": None, "Result": "Success"},
    {"Database": "B; [b], C", "Result.Status": None, "Result": "no\nluck"},
]
ROWS = [("A", "Success", "x"), ("B; [b], C", "no\nluck", "y")]


def table(separator: str = ",", quote: str = '"', before: str = "") -> str:
    lines = [("Database", "Result", "Password"), *ROWS]
    return before + "".join(
        separator.join(f"{quote}{cell}{quote}" for cell in line) + "\r\n" for line in lines
    )


TYPED = table(before="#TYPE System.Management.Automation.PSCustomObject\r\n")


@pytest.mark.parametrize(
    "content",
    [
        table().encode(),
        table().encode("utf-8-sig"),
        table().encode("utf-16"),
        table(";").encode("utf-16"),
        table("\t").encode(),
        TYPED.encode(),
        b"\xfe\xff" + TYPED.encode("utf-16-be"),
        (table() + "\r\n").encode(),
    ],
)
def test_csv(content: bytes) -> None:
    assert records("r.CSV", content, FIELDS) == TWO


def test_csv_without_quotes_and_names_in_another_case() -> None:
    content = b"database;RESULT\r\nA;Success\r\n"
    assert records("r.csv", content, FIELDS) == TWO[:1]


def in_json(*rows: tuple[str, Any, str]) -> list[dict[str, Any]]:
    return [{"Database": name, "Result": result, "Password": word} for name, result, word in rows]


@pytest.mark.parametrize("wrap", [list, lambda found: {"value": found, "Count": 2}])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json(wrap: Any, encoding: str) -> None:
    content = json.dumps(wrap(in_json(*ROWS)), indent=4).encode(encoding)
    assert records("r.json", content, FIELDS) == TWO


def test_of_an_object_only_the_part_that_was_asked_for() -> None:
    held = {"Status": "Success", "Output": ["secret"], "Deep": {"er": 1}}
    (one,) = in_json(("A", held, "x"))
    (row,) = records("r.json", json.dumps(one).encode(), FIELDS)
    assert row == {"Database": "A", "Result.Status": "Success", "Result": None}


@given(
    st.sampled_from(["r.csv", "r.json"]),
    st.binary(max_size=40),
    st.sampled_from(
        [table().encode(), TYPED.encode("utf-16"), json.dumps(in_json(*ROWS)).encode()]
    ),
    st.integers(0, 400),
    st.integers(0, 20),
)
def test_damaged_bytes_are_malformed_or_records_that_can_be_kept(
    name: str, put: bytes, whole: bytes, at: int, lost: int
) -> None:
    damaged = whole[:at] + put + whole[at + lost :]
    with suppress(Malformed):
        for row in records(name, damaged, FIELDS):
            assert set(row) == set(FIELDS)
            json.dumps(row, allow_nan=False)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("r.csv", b"", "lacks a field"),
        ("r.csv", b"#TYPE X\r\n", "lacks a field"),
        ("r.csv", b"Database,Outcome\r\nA,Success\r\n", "lacks a field"),
        ("r.csv", b"Database,Result\r\n", "holds no record"),
        ("r.csv", b"Database,Result\r\nA\r\n", "not all of it"),
        ("r.csv", b'"Database","Result"\r\n"A","Succ', "not all of it"),
        ("r.csv", "Database,Result\r\nÄ,Success\r\n".encode("cp1252"), "not all of it"),
        ("r.csv", table().encode("utf-16")[:-1], "not all of it"),
        ("r.json", json.dumps(in_json(*ROWS)).encode()[:-2], "not all of it"),
        ("r.json", b"[]", "holds no record"),
        ("r.json", b"[1]", "not all of it"),
        ("r.json", b'"Success"', "not all of it"),
        ("r.json", b'[{"Database": "A"}]', "lacks a field"),
        ("r.json", b"[" * 100_000, "not all of it"),
        ("r.json", b'[{"Database": ["A"], "Result": "Success"}]', "another shape"),
        ("r.json", b'[{"Database": NaN, "Result": "Success"}]', "another shape"),
        ("r.json", b'[{"Database": 1e999, "Result": "Success"}]', "another shape"),
        ("r.json", b'[{"Database": "A", "Result": {"State": "Success"}}]', "another shape"),
        ("r.json", b'[{"Database": "A", "Result": {"Status": ["Success"]}}]', "another shape"),
    ],
)
def test_anything_else_is_malformed_and_no_content_is_told(
    name: str, content: bytes, said: str
) -> None:
    with pytest.raises(Malformed, match=said) as refusal:
        records(name, content, FIELDS)
    assert "Success" not in str(refusal.value)
