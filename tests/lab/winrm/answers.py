"""Answers the reader's questions from a description; each kind as host_reader.ps1 answers it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tests.lab.winrm.answers_files import expanded, read_files, read_xml
from tests.lab.winrm.answers_records import read_certificates, read_cim, read_events
from tests.lab.winrm.asker import Asker, Question, Row, iso
from tests.lab.winrm.description import LabHost, find
from tests.lab.winrm.gap import Gap

PS_VERSION = "5.1.20348.2849"  # of Windows Server 2022


def answer_document(
    document: Mapping[str, Any], host: LabHost, account: str
) -> list[dict[str, Any]]:
    """One answer for each question; their `seconds` are of the host's clock, not waited for."""
    left = float(document["seconds"])
    answers = []
    for question in document["questions"]:
        asker = Asker(host, account, host.users[account], question, left)
        answers.append(_answer(asker))
        left -= asker.spent
    return answers


def _answer(asker: Asker) -> dict[str, Any]:
    question = asker.question
    try:
        if asker.seconds_left < 0:
            raise Gap("timed_out")
        if question["kind"] not in _KINDS:
            raise Gap("unsupported", "this kind of question is not known here")
        rows = list(_within_limits(asker, _KINDS[question["kind"]](asker)))
        answer = {"id": question["id"], "rows": rows}
        if len(json.dumps(answer, separators=(",", ":"), ensure_ascii=False)) > asker.bytes:
            raise Gap("unparsable", "the answer is larger than the limit")
    except Gap as gap:
        return {"id": question["id"], "gap": {"reason": gap.reason, "detail": gap.detail}}
    return answer


def _within_limits(asker: Asker, rows: Iterable[Row]) -> Iterator[Row]:
    for count, row in enumerate(rows, start=1):
        asker.check_time()
        if count > asker.question["limits"]["rows"]:
            raise Gap("unparsable", "more rows than the limit")
        yield row


def _read_host(asker: Asker) -> Iterator[Row]:
    host = asker.host
    identity = (asker.account, asker.user.sid, asker.user.is_admin)
    account, sid, is_admin = identity if asker.full else (asker.account, None, None)
    yield {
        "utc": iso(host.now()),
        "offset_minutes": host.utc_offset_minutes,
        "computer": host.name,
        "domain": host.domain,
        "account": account,
        "account_sid": sid,
        "is_admin": is_admin,
        "language_mode": host.language_mode,
        "ps_version": PS_VERSION,
        "is_64bit": True,
    }


def _read_registry(asker: Asker) -> Iterator[Row]:
    question = asker.question
    if re.search(r"(^|\\)\.\.(\\|$)", question["path"]):
        raise Gap("unparsable", "not a plain path")
    for view in question["views"]:
        asker.touch("registry", question["path"])
        key = find(asker.host.registry.get(view, {}), question["path"])
        yield {
            "view": view,
            "path": question["path"],
            "exists": key is not None,
            "values": _values(asker, key or {}),
            "subkeys": list(key.get("subkeys", [])) if key and question.get("subkeys") else None,
        }


def _values(asker: Asker, key: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: find(key.get("values", {}), name) for name in asker.question.get("values") or ()}
    return {name: _value(asker, value) for name, value in found.items() if value is not None}


def _value(asker: Asker, value: Any) -> dict[str, Any]:
    kind, data = typed(value, asker.host)
    if kind == "ExpandString" and not asker.full:
        kind = "String"
    return {"type": kind, "data": data.hex() if isinstance(data, bytes) else data}


def typed(value: Any, host: LabHost) -> tuple[str, Any]:
    """The registry's type of a described value, and its data with variables expanded."""
    if isinstance(value, tuple):
        kind, data = value
        return kind, expanded(data, host) if kind == "ExpandString" else data
    kinds = {str: "String", int: "DWord", list: "MultiString", bytes: "Binary"}
    return kinds[type(value)], value


_KINDS: Mapping[str, Callable[[Asker], Iterator[Row]]] = {
    "host": _read_host,
    "registry": _read_registry,
    "files": read_files,
    "xml": read_xml,
    "events": read_events,
    "cim": read_cim,
    "certificates": read_certificates,
}

__all__ = ["Question", "answer_document", "typed"]
