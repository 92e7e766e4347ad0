"""Which files can still be fetched after the loss that a runbook is for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from scanner.facts.backup_files import StoredFile
from scanner.model.check import Facts
from scanner.model.estate import Location
from scanner.model.evidence import JsonValue
from scanner.model.finding import Citation, Finding
from scanner.model.names import folder_name, host_name, is_unc, unc_server
from scanner.recovery.listing import host_of
from scanner.runbook.sources import Answer

HOST = "host:"


@dataclass(frozen=True)
class Survivors:
    """`gone` are host names. Where a site is lost, everything is that is not declared to be at
    another one."""

    facts: Facts
    gone: frozenset[str]
    site: str = ""

    def keeps(self, place: Location) -> bool:
        host = host_of(self.facts, place).name
        return host not in self.gone and self._is_elsewhere(place.site or self._site_of(host))

    def keeps_path(self, path: str, machine: str) -> bool:
        """Of a file in whatever folder; `machine` is where a drive path would be."""
        host = unc_server(path) if is_unc(path) else host_name(machine)
        place = next((one for one in self.facts.group.locations if self._holds(one, path)), None)
        site = place.site if place else ""
        return host not in self.gone and self._is_elsewhere(site or self._site_of(host))

    def relied_on(self, findings: Iterable[Finding]) -> Answer[tuple[str, ...]]:
        """The files that findings rest on, each once; lost ones are missing."""
        kept: dict[str, None] = {}
        lost: dict[str, None] = {}
        for finding in findings:
            cited = [one for one in finding.citations if one.kind == StoredFile.__name__]
            mine = {_cited(one): None for one in cited if self._keeps_cited(one)}
            kept |= mine
            if cited and not mine:
                path = cited[0].fields.get("path", "")
                lost[f"{path} is among what is lost, and no other copy is known"] = None
        return Answer(tuple(kept), tuple(lost))

    def _keeps_cited(self, one: Citation) -> bool:
        return self.keeps_path(str(one.fields.get("path", "")), _machine(one))

    def _holds(self, place: Location, path: str) -> bool:
        folder = folder_name(place.path).rstrip("\\").casefold() + "\\"
        return folder_name(path).casefold().startswith(folder)

    def _site_of(self, host: str) -> str:
        mine = (one for one in self.facts.group.hosts if host_name(one.name) == host)
        return next((one.site for one in mine), "")

    def _is_elsewhere(self, site: str) -> bool:
        return not self.site or site.casefold() not in ("", self.site.casefold())


def said_file(file: StoredFile, keeper: str = "") -> str:
    """With everything that tells whether it is the right one."""
    return _said(file.path, keeper, file.size, file.written, file.sha256)


def _cited(one: Citation) -> str:
    fields: Mapping[str, JsonValue] = one.fields
    written = fields.get("written")
    size = fields.get("size")
    return _said(
        str(fields.get("path", "")),
        _machine(one),
        size if isinstance(size, int) else None,
        datetime.fromisoformat(written) if isinstance(written, str) else None,
        str(fields.get("sha256") or ""),
    )


def _machine(one: Citation) -> str:
    """Of a reading 'host:SSO01/files_on_hosts'; shares say it in the path."""
    found = one.reading.partition("/")[0]
    return found.removeprefix(HOST) if found.startswith(HOST) else ""


def _said(
    path: str, keeper: str, size: int | None, written: datetime | None, sha256: str | None
) -> str:
    on = f" on {keeper}" if keeper and not is_unc(path) else ""
    long = "" if size is None else f", {size} bytes"
    when = f", written {written:%Y-%m-%d %H:%M} UTC" if written else ""
    digest = f", SHA-256 {sha256}" if sha256 else ""
    return f"{path}{on}{long}{when}{digest}"
