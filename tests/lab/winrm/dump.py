"""A described host as JSON, for the stand-ins in reader_prelude.ps1."""

import base64
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from tests.lab.winrm.answers import typed
from tests.lab.winrm.answers_files import name_of
from tests.lab.winrm.asker import iso
from tests.lab.winrm.description import LabFile, LabHost, LabLog


def dump(host: LabHost, account: str) -> dict[str, Any]:
    """Everything as strings, numbers and lists; times in ISO 8601."""
    user = host.users[account]
    return {
        "clock": iso(host.now()),
        "account": account,
        "sid": user.sid,
        "groups": ["S-1-1-0", "S-1-5-32-544" if user.is_admin else "S-1-5-32-545"],
        "denied": sorted(user.denied),
        "slow": [{"place": place, "seconds": s} for place, s in host.slow.items()],
        "environment": [{"name": n, "value": v} for n, v in host.environment.items()],
        "registry": list(_keys(host)),
        "files": [_file(path, file) for path, file in host.tree().items()],
        "logs": [_log(name, log, host.name) for name, log in host.events.items()],
        "cim": list(_classes(host)),
        "stores": [
            {"store": store, "certificates": [_plain(asdict(c)) for c in found]}
            for store, found in host.certificates.items()
        ],
    }


def _keys(host: LabHost) -> Iterable[dict[str, Any]]:
    tcpip = {"values": {"Domain": host.domain}}
    place = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
    yield {"view": "64", "path": place, "subkeys": [], "values": list(_values(tcpip, host))}
    for view, keys in host.registry.items():
        for path, key in keys.items():
            values = list(_values(key, host))
            subkeys = list(key.get("subkeys", []))
            yield {"view": view, "path": path, "subkeys": subkeys, "values": values}


def _values(key: dict[str, Any], host: LabHost) -> Iterable[dict[str, Any]]:
    for name, value in key.get("values", {}).items():
        kind, data = typed(value, host)
        data = list(data) if isinstance(data, bytes) else data
        yield {"name": name, "type": kind, "data": data}


def _file(path: str, file: LabFile) -> dict[str, Any]:
    return {
        "path": path,
        "parent": path.rsplit("\\", 1)[0],
        "name": name_of(path),
        "directory": file.directory,
        "size": file.length(),
        "created": iso(file.created or file.written),
        "written": iso(file.written),
        "content": base64.b64encode(file.content or b"").decode(),
        "sha256": file.sha256(path),
        "owner": file.owner,
        "target": file.target,
        "rights": [asdict(right) for right in file.rights],
    }


def _log(name: str, log: LabLog, computer: str) -> dict[str, Any]:
    times = [event.written for event in log.records]
    begins = log.begins or min(times, default=None)
    return {
        "log": name,
        "oldest": iso(begins),
        "newest": iso(max(times, default=begins)),
        "records": len(times) if log.total is None else log.total,
        "events": [
            _plain({**asdict(event), "computer": event.computer or computer})
            for event in sorted(log.records, key=lambda event: event.record, reverse=True)
        ],
    }


def _classes(host: LabHost) -> Iterable[dict[str, Any]]:
    for namespace, classes in host.cim.items():
        for name, rows in classes.items():
            yield {"namespace": namespace, "class": name, "rows": [_cim(row) for row in rows]}


def _cim(row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: {"time": iso(value)} if isinstance(value, datetime) else value
        for key, value in row.items()
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: iso(v) if isinstance(v, datetime) else v for key, v in row.items()}
