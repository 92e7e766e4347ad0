"""What travels to a Windows host and back: the fixed reader, the questions, and its framed answer.

The reader goes in on standard input of a tiny bootstrap, because a command line holds 8,191
characters at most. All of it is ASCII, so no code page of the target matters, and none of it is
secret, because Windows may log it.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scanner.model.evidence import GapReason, JsonValue, Row
from scanner.transport.failure import TransportFailure

Question = Mapping[str, object]

# Windows PowerShell hands standard input over line by line to a command that names $input. Joined
# like this the text that runs is the file itself, so its SHA-256 is found again in 4104 events.
BOOTSTRAP = (
    "$ProgressPreference = 'SilentlyContinue'; $lines = @($input); "
    "$btsreadyDocument = [string]$lines[-1]; "
    'Invoke-Expression (($lines[0..($lines.Count - 2)] -join "`n") + "`n")'
)
_NO_LIMITS: Mapping[str, int] = {"rows": 5_000, "seconds": 30, "bytes": 4_000_000}


@dataclass(frozen=True)
class HostAnswer:
    """Rows, or why there are none: `reason` is a word of GapReason."""

    rows: tuple[Row, ...] | None
    reason: str | None = None
    detail: str = ""


@cache
def reader_text() -> str:
    """The reader as it runs on the target: LF line ends whatever a checkout made of them."""
    text = Path(__file__).with_name("host_reader.ps1").read_text(encoding="ascii")
    return text.replace("\r\n", "\n")


def reader_sha256() -> str:
    return hashlib.sha256(reader_text().encode("ascii")).hexdigest()


def command_line() -> str:
    encoded = base64.b64encode(BOOTSTRAP.encode("utf-16-le")).decode("ascii")
    return (
        "powershell.exe -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass "
        f"-OutputFormat Text -EncodedCommand {encoded}"
    )


def standard_input(questions: Sequence[Question], nonce: str, seconds: int) -> bytes:
    """The reader, then one line of JSON; `seconds` is the reader's time for all questions."""
    document = {
        "nonce": nonce,
        "seconds": seconds,
        "questions": [_with_limits(question) for question in questions],
    }
    return f"{reader_text()}{json.dumps(document)}\n".encode("ascii")


def _with_limits(question: Question) -> dict[str, object]:
    limits = question.get("limits", {})
    if not isinstance(limits, Mapping):
        raise TypeError(f"limits of question {question.get('id')} are not a mapping")
    return {**question, "limits": {**_NO_LIMITS, **limits}}


def read_answers(stdout: bytes, nonce: str, ids: Iterable[str]) -> dict[str, HostAnswer]:
    """Every id gets an answer; whatever stands outside the sentinels is noise."""
    answers = {str(answer.get("id")): _answer(answer) for answer in _unframe(stdout, nonce)}
    silence = HostAnswer(None, GapReason.UNPARSABLE, "the reader gave no answer to this question")
    return {id_: answers.get(id_, silence) for id_ in ids}


def _unframe(stdout: bytes, nonce: str) -> list[Mapping[str, JsonValue]]:
    text = stdout.decode("ascii", errors="replace")
    frame = re.search(
        rf"<<<btsready {nonce} (?P<mode>full|constrained) (?P<facts>[^\r\n]*)\r?\n"
        rf"(?P<body>.*?)>>>btsready {nonce}",
        text,
        re.DOTALL,
    )
    if frame is None:
        raise _broken("its beginning or end is missing")
    unframe = _full if frame["mode"] == "full" else _constrained
    try:
        answers = unframe(frame["facts"], frame["body"])
    except (ValueError, KeyError, TypeError):
        raise _broken("it is not the JSON that was announced") from None
    found = answers if isinstance(answers, list) else [None]
    if not all(isinstance(one, dict) for one in found):
        raise _broken("it is not a list of answers")
    return [one for one in found if isinstance(one, dict)]


def _full(facts: str, body: str) -> JsonValue:
    length, digest = facts.split()
    data = base64.b64decode("".join(body.split()), validate=True)
    if len(data) != int(length) or hashlib.sha256(data).hexdigest() != digest:
        raise _broken("its length or SHA-256 is not the one announced")
    answers: JsonValue = json.loads(data)["answers"]
    return answers


def _constrained(facts: str, body: str) -> JsonValue:
    lines = [line for line in body.splitlines() if line.strip()]
    if len(lines) != int(facts):
        raise _broken("its number of lines is not the one announced")
    return [json.loads(line) for line in lines]


def _answer(answer: Mapping[str, JsonValue]) -> HostAnswer:
    rows, gap = answer.get("rows"), answer.get("gap")
    if isinstance(gap, Mapping):
        reason = str(gap.get("reason"))
        known = reason if reason in set(GapReason) else GapReason.UNPARSABLE
        return HostAnswer(None, known, str(gap.get("detail")))
    if isinstance(rows, list) and all(isinstance(row, Mapping) for row in rows):
        return HostAnswer(tuple(row for row in rows if isinstance(row, Mapping)))
    return HostAnswer(None, GapReason.UNPARSABLE, "the answer holds neither rows nor a gap")


def _broken(what: str) -> TransportFailure:
    return TransportFailure(GapReason.UNPARSABLE, f"the reader's answer is broken: {what}")
