"""An answer counts only when it is whole."""

import base64
import hashlib
import json
from collections.abc import Mapping

import pytest

from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure
from scanner.transport.host_framing import (
    HostAnswer,
    command_line,
    read_answers,
    reader_sha256,
    reader_text,
    standard_input,
)

NONCE = "00ff00ff"


def _full(answers: object, digest: str = "", length: int | None = None) -> bytes:
    data = json.dumps({"answers": answers}).encode()
    facts = (
        f"{len(data) if length is None else length} {digest or hashlib.sha256(data).hexdigest()}"
    )
    body = base64.b64encode(data).decode()
    return f"<<<btsready {NONCE} full {facts}\r\n{body}\r\n>>>btsready {NONCE}\r\n".encode()


def _constrained(count: int, *lines: str) -> bytes:
    head = f"<<<btsready {NONCE} constrained {count}"
    return "\r\n".join([head, *lines, f">>>btsready {NONCE}", ""]).encode()


def _read(stdout: bytes, *ids: str) -> Mapping[str, HostAnswer]:
    return read_answers(stdout, NONCE, ids)


def test_rows_and_gaps() -> None:
    answers = [
        {"id": "a", "rows": [{"x": 1}]},
        {"id": "b", "gap": {"reason": "denied", "detail": "d"}},
        {"id": "c", "rows": []},
    ]
    assert _read(_full(answers), "a", "b", "c") == {
        "a": HostAnswer(({"x": 1},)),
        "b": HostAnswer(None, GapReason.DENIED, "d"),
        "c": HostAnswer(()),
    }


def test_noise_and_line_breaks_do_not_matter() -> None:
    whole = _full([{"id": "a", "rows": []}])
    body = whole.split(b"\r\n")[1]
    wrapped = whole.replace(body, b"\r\n".join(body[i : i + 20] for i in range(0, len(body), 20)))
    assert _read(b"\xff\xfeprofile says hello\r\n" + wrapped + b"bye", "a")["a"].rows == ()


def test_constrained_lines() -> None:
    stdout = _constrained(2, '{"id":"a","rows":[]}', '{"id":"b","rows":[{"n":"\\u00e9"}]}')
    assert _read(stdout, "b")["b"].rows == ({"n": "é"},)


def test_a_question_without_an_answer_is_a_gap() -> None:
    assert _read(_full([]), "a")["a"].reason == GapReason.UNPARSABLE


@pytest.mark.parametrize(
    "answer",
    [{"id": "a"}, {"id": "a", "rows": {}}, {"id": "a", "rows": [1]}, {"id": "a", "gap": 1}],
)
def test_an_answer_that_is_neither_rows_nor_gap_is_a_gap(answer: object) -> None:
    assert _read(_full([answer]), "a")["a"].reason == GapReason.UNPARSABLE


def test_a_reason_that_nobody_knows_is_unparsable() -> None:
    gap = {"id": "a", "gap": {"reason": "fine", "detail": "d"}}
    assert _read(_full([gap]), "a")["a"] == HostAnswer(None, GapReason.UNPARSABLE, "d")


@pytest.mark.parametrize(
    "stdout",
    [
        b"",
        b"The term 'x' is not recognized",
        _full([], digest="0" * 64),
        _full([], length=3),
        _full([])[:-40],
        _full([]).replace(b"00ff00ff", b"11111111"),
        _full([]).replace(b"\r\n", b"\r\n*", 1),
        _full({"id": "a"}),
        _full(["a"]),
        _constrained(2, '{"id":"a","rows":[]}'),
        _constrained(1, '{"id":"a","rows":['),
    ],
)
def test_a_torn_frame_fails_the_whole_host(stdout: bytes) -> None:
    with pytest.raises(TransportFailure) as failure:
        _read(stdout, "a")
    assert failure.value.reason == GapReason.UNPARSABLE


def test_what_travels_is_ascii_and_ends_with_one_line_of_questions() -> None:
    question = {"id": "q", "kind": "files", "path": "C:\\Größe\n", "limits": {"rows": 7}}
    stdin = standard_input([question], NONCE, 50).decode("ascii")
    reader, line = stdin[: len(reader_text())], stdin[len(reader_text()) :]
    assert hashlib.sha256(reader.encode()).hexdigest() == reader_sha256()
    assert line.count("\n") == 1
    document = json.loads(line)
    assert (document["nonce"], document["seconds"]) == (NONCE, 50)
    (asked,) = document["questions"]
    assert asked["path"] == question["path"]
    assert asked["limits"] == {"rows": 7, "seconds": 30, "bytes": 4_000_000}


def test_the_command_line_is_always_the_same() -> None:
    assert command_line() == command_line()
    assert len(command_line()) < 1500
