"""Events, CIM instances and certificates of a described host, as the reader tells them."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tests.lab.winrm.asker import Asker, Row, iso
from tests.lab.winrm.description import LabLog, find
from tests.lab.winrm.gap import Gap


def read_events(asker: Asker) -> Iterator[Row]:
    question = asker.question
    if not re.fullmatch(r"[\w .\-/$]+", question["log"] + question["provider"]):
        raise Gap("unparsable", "not a plain name")
    asker.touch("events", question["log"])
    log: LabLog | None = find(asker.host.events, question["log"])
    yield _reach(question["log"], log)
    wanted = [
        event
        for event in (log.records if log else ())
        if event.provider == question["provider"] and event.event_id in question["ids"]
    ]
    for event in sorted(wanted, key=lambda event: event.record, reverse=True):
        yield {
            "event_id": event.event_id,
            "record": event.record,
            "written": iso(event.written),
            "computer": event.computer or asker.host.name,
            "properties": list(event.properties),
        }


def _reach(name: str, log: LabLog | None) -> Row:
    if log is None:
        return {"log": name, "exists": False, "oldest": None, "newest": None, "records": None}
    times = [event.written for event in log.records]
    begins = log.begins or min(times, default=None)
    records = len(times) if log.total is None else log.total
    if records and begins is None:
        raise Gap("denied", "the log has records but shows none")
    newest = max(times, default=begins)
    return {
        "log": name,
        "exists": True,
        "oldest": iso(begins),
        "newest": iso(newest),
        "records": records,
    }


def read_cim(asker: Asker) -> Iterator[Row]:
    question = asker.question
    equal = question.get("filter") or {}
    names = [*question["properties"], question["class"], *equal]
    if any(re.search(r"\W", name) for name in names):
        raise Gap("unparsable", "not a plain name")
    asker.touch("cim", question["namespace"])
    classes = find(asker.host.cim, question["namespace"])
    instances = find(classes, question["class"]) if classes is not None else None
    if instances is None:
        raise Gap("unsupported", "no such namespace or class")
    for instance in instances:
        if all(_same(find(instance, name), value) for name, value in equal.items()):
            yield {name: _cim_value(find(instance, name)) for name in question["properties"]}


def _same(one: Any, other: Any) -> bool:
    """WQL compares text without case."""
    return str(one).lower() == str(other).lower()


def _cim_value(value: Any) -> Any:
    return iso(value) if isinstance(value, datetime) else value


def read_certificates(asker: Asker) -> Iterator[Row]:
    store = asker.question["store"]
    if not re.fullmatch(r"LocalMachine\\\w+", store):
        raise Gap("unparsable", "not a store of this machine")
    asker.touch("certificates", store)
    found = find(asker.host.certificates, store)
    if found is None:
        raise Gap("unsupported", "no such store")
    for certificate in found:
        yield {
            "thumbprint": certificate.thumbprint,
            "subject": certificate.subject,
            "issuer": certificate.issuer,
            "not_before": iso(certificate.not_before),
            "not_after": iso(certificate.not_after),
            "has_private_key": certificate.has_private_key,
        }
