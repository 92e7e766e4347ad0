"""Which databases hold BAM alerts, by what the exports say and by the names they have."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.configuration.exports import best_export, content_of
from checks.servers import servers_of
from scanner.facts.configuration import ConfigurationExport
from scanner.facts.instances import Instance
from scanner.facts.topology import DatabaseRef
from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.names import LOCAL
from scanner.recovery.bam_alerts import APPLICATION, PREFIX, alert_databases

USER = "{c116ba3f-06d0-48cf-b0a1-4b263b07250e}"


@dataclass(frozen=True)
class Enabled:
    """BAM alerts as one server was configured for them; `account` may be empty."""

    said_by: ConfigurationExport
    prefix: str
    database: DatabaseRef
    account: str


@dataclass(frozen=True)
class AlertDatabase:
    """`known_by` is the instance that holds it, or the export that names it."""

    database: DatabaseRef
    known_by: Instance | ConfigurationExport


def known_databases(facts: Facts, bam: DatabaseRef) -> Iterator[AlertDatabase]:
    """Those that BAM's instance holds, and those that an export names; these may be the same."""
    enabled = list(enabled_alerts(facts, bam))
    instance = facts.one(Instance, facts.sql(bam.server))
    prefixes = (PREFIX, *(one.prefix for one in enabled))
    yield from (AlertDatabase(one, instance) for one in alert_databases(facts, bam, prefixes))
    yield from (AlertDatabase(one.database, one.said_by) for one in enabled)


def enabled_alerts(facts: Facts, bam: DatabaseRef) -> Iterator[Enabled]:
    """By the export of each BizTalk server that a restore would take, where a host reads it."""
    for server in _servers(facts):
        kept = best_export(facts, server)
        content = content_of(facts, kept) if kept else None
        if content and content.alerts:
            prefix = content.alerts.prefix or PREFIX
            on = _meant(content.alerts.server, server.name) or bam.server
            account = next((one.account for one in content.accounts if one.id == USER), "")
            yield Enabled(content, prefix, DatabaseRef(on, prefix + APPLICATION), account)


def _servers(facts: Facts) -> list[Target]:
    """Without any, no export is looked for, and alerts would seem never to have been enabled."""
    found = servers_of(facts)
    if not found:
        gap = Gap(GapReason.UNPARSABLE, "adm_Server names no computer")
        raise MissingEvidence(gap, f"{facts.management.id}/biztalk_servers")
    return found


def _meant(server: str, exported_on: str) -> str:
    """'.' in an export means the machine that it was made on."""
    machine, slash, instance = server.partition("\\")
    is_local = machine.strip().upper() in LOCAL
    return f"{exported_on}{slash}{instance}" if is_local else server
