"""To which mark everything goes, from which copies, by which scripts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from scanner.errors import UserMistake
from scanner.facts.encryption import BackupEncryption, DatabaseEncryption
from scanner.facts.instances import Instance
from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Target
from scanner.recovery.history import History, gather
from scanner.recovery.phrases import Names, listed, names_of, phrases
from scanner.recovery.points import Outcome, Point, outcome
from scanner.recovery.restore_script import Heading, file_name, restore_script
from scanner.recovery.restore_sequence import (
    Destination,
    InstanceRestore,
    restore_sequence,
)
from scanner.runbook.choice import Choice
from scanner.runbook.losses import Losses, losses_of
from scanner.runbook.moves import moves

CERTIFICATE = "CERTIFICATE"
Lock = TypeVar("Lock", DatabaseEncryption, BackupEncryption)


@dataclass(frozen=True)
class Script:
    """One restore script, with the instances whose databases it restores."""

    sources: tuple[str, ...]
    restore: InstanceRestore
    to: Destination
    name: str
    text: str


@dataclass(frozen=True)
class Plan:
    """`point` None: no mark is in reach, and `warnings` say why. `scripts` are then empty."""

    history: History
    losses: Losses
    point: Point | None
    warnings: tuple[str, ...]
    scripts: tuple[Script, ...]

    @property
    def servers(self) -> tuple[str, ...]:
        """Where the databases were."""
        logs = self.history.recorded.values()
        return tuple(sorted({log.targets[0].name for log in logs}))

    @property
    def destinations(self) -> tuple[str, ...]:
        return tuple(one.to.instance for one in self.scripts) or self.servers

    @property
    def goal(self) -> str:
        if self.point is None:
            return "No mark is known that all databases can be restored to."
        return f"All databases to the mark {self.point.mark} ({moment(self.point.time)})"


def restore_plan(facts: Facts, choice: Choice, evidence_sha256: str) -> Plan:
    """Raises MissingEvidence where a SQL Server of the group could not be read."""
    history = gather(facts)
    losses = losses_of(facts, history.sql_machines, choice)
    point, warnings = _point(outcome(history, losses.survive), names_of(facts))
    sources = {log.targets[0].name for log in history.recorded.values()}
    choice.require_all(sources)
    if point is None:
        return Plan(history, losses, None, warnings, ())
    heading = Heading(facts.group.name, losses.said, evidence_sha256, warnings)
    sequence = restore_sequence(history, point, losses.survive)
    scripts = tuple(_scripts(facts, choice, sequence, heading))
    return Plan(history, losses, point, warnings, scripts)


def moment(time: datetime | None) -> str:
    return f"{time:%Y-%m-%d %H:%M:%S} UTC" if time else "whether its stamp is UTC is not settled"


def _point(made: Outcome, names: Names) -> tuple[Point | None, tuple[str, ...]]:
    """The guaranteed mark; else the newest, aloud."""
    limits = listed(phrases(made.limited_by, names)) if made.limited_by else ""
    because = f" The log chain ends at {limits}." if limits else ""
    if made.guaranteed:
        doubts = listed(phrases(made.guaranteed.doubts, names)) if made.guaranteed.doubts else ""
        said = [f"Not proved of this mark: {doubts}."] if doubts else []
        if because:
            said.append(f"Newer backups cannot be used to a mark.{because}")
        return made.guaranteed, tuple(said)
    if made.newest:
        sentence = "This mark is the only one in reach: there is none before it to fall back on."
        return made.newest, (sentence + because,)
    return None, (f"No copy that survives leads to any mark.{because}",)


def _scripts(
    facts: Facts, choice: Choice, sequence: Iterable[InstanceRestore], heading: Heading
) -> Iterator[Script]:
    by_destination: dict[str, list[InstanceRestore]] = defaultdict(list)
    for one in sequence:
        instance = choice.destination(one.source, own_name(facts, one.source))
        by_destination[instance].append(one)
    for instance, several in by_destination.items():
        whole = _joined(several, instance)
        sources = tuple(one.source for one in several)
        thumbprints = sorted({print_ for one in several for print_ in _thumbprints(facts, one)})
        to = Destination(instance, choice.files, moves(facts, choice, several), tuple(thumbprints))
        text = restore_script(whole, to, heading)
        yield Script(sources, whole, to, file_name(instance), text)


def own_name(facts: Facts, source: str) -> str:
    try:
        return facts.one(Instance, facts.sql(source)).name
    except MissingEvidence:
        return source


def _joined(several: list[InstanceRestore], instance: str) -> InstanceRestore:
    """What several servers held, on one: no two databases of one name."""
    databases = tuple(each for one in several for each in one.databases)
    names = [each.name.casefold() for each in databases]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UserMistake(f"{instance} cannot hold two databases called {', '.join(twice)}")
    sources = listed([one.source for one in several])
    return replace(several[0], source=sources, databases=databases)


def _thumbprints(facts: Facts, one: InstanceRestore) -> Iterator[str]:
    """Of certificates; keys outside of SQL Server are told in the step."""
    on = facts.sql(one.source)
    wanted = {each.name.casefold() for each in one.databases}
    for fact in locks(facts, on):
        if fact.database.casefold() in wanted and fact.encryptor == CERTIFICATE:
            yield fact.thumbprint


def locks(facts: Facts, on: Target) -> Iterator[DatabaseEncryption | BackupEncryption]:
    """What encrypts databases and backups of an instance, as far as it could be read."""
    yield from _read(facts, DatabaseEncryption, on)
    yield from _read(facts, BackupEncryption, on)


def _read(facts: Facts, kind: type[Lock], on: Target) -> Iterator[Lock]:
    try:
        yield from (one for one in facts.rows(kind, on) if one.thumbprint)
    except MissingEvidence:
        return
