"""What will be asked of whom: pure, so that it can be printed before anything is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scanner.estate.discover import Placed, Servers, Windows
from scanner.model.collector import (
    Collector,
    HostCollector,
    HostTask,
    Place,
    ShareCollector,
    SqlCollector,
)
from scanner.model.evidence import Target, TargetKind
from scanner.transport.doors import of_folder

HISTORY_DAYS = 35  # a monthly audit must see the month before it


@dataclass(frozen=True)
class SqlTask:
    """One statement for one instance; `also` are further databases for the same reading."""

    target: Target
    collector: SqlCollector
    database: str
    parameters: tuple[str | int, ...]
    also: tuple[str, ...] = ()

    @property
    def databases(self) -> tuple[str, ...]:
        return (self.database, *self.also)


@dataclass(frozen=True)
class HostWork:
    """Every question for one host."""

    target: Target
    task: HostTask
    collectors: tuple[HostCollector, ...]


@dataclass(frozen=True)
class ShareWork:
    """Every question about one UNC folder."""

    target: Target
    collectors: tuple[ShareCollector, ...]

    def asked(self) -> Iterator[tuple[ShareCollector, str]]:
        """With what is asked of the file server."""
        name = self.target.name
        for one in self.collectors:
            yield one, of_folder(one.asks, name, one.depth, one.fields)


def management_tasks(management: Placed, collectors: Iterable[Collector]) -> tuple[SqlTask, ...]:
    """What discovery asks first, of the one connection that the estate gives."""
    alone = Servers(management, (management.on,), (), None, None)
    return tuple(task for task in sql_tasks(alone, collectors) if task.collector.discovers)


def sql_tasks(servers: Servers, collectors: Iterable[Collector]) -> tuple[SqlTask, ...]:
    mine = [one for one in collectors if isinstance(one, SqlCollector)]
    return tuple(task for one in mine for task in _placed(one, servers))


def host_work(windows: Windows, collectors: Iterable[Collector]) -> tuple[HostWork, ...]:
    mine = [one for one in collectors if isinstance(one, HostCollector)]
    return tuple(
        HostWork(
            Target(TargetKind.HOST, task.host),
            task,
            tuple(one for one in mine if _concerns(one, task)),
        )
        for task in windows.hosts
    )


def share_work(windows: Windows, collectors: Iterable[Collector]) -> tuple[ShareWork, ...]:
    mine = [one for one in collectors if isinstance(one, ShareCollector)]
    return tuple(
        ShareWork(
            Target(TargetKind.SHARE, folder),
            tuple(one for one in mine if one.holds in (None, *windows.holding.get(folder, ()))),
        )
        for folder in windows.folders
    )


def _concerns(collector: HostCollector, task: HostTask) -> bool:
    in_role = not collector.roles or bool(collector.roles & task.roles)
    return in_role and bool(collector.first(task))


def _placed(collector: SqlCollector, servers: Servers) -> Iterator[SqlTask]:
    parameters = _parameters(collector, servers)
    if collector.place is Place.JOB_DATABASES:
        by_target: dict[Target, list[str]] = {}
        for one in servers.databases:
            by_target.setdefault(one.on, []).append(one.database)
        for target, (first, *others) in by_target.items():
            yield SqlTask(target, collector, first, parameters, tuple(others))
        return
    for target, database in _places(collector.place, servers):
        yield SqlTask(target, collector, collector.database or database, parameters)


def _places(place: Place, servers: Servers) -> Iterator[tuple[Target, str]]:
    single = {Place.MANAGEMENT: servers.management, Place.SSO: servers.sso, Place.BAM: servers.bam}
    if place in single:
        if found := single[place]:
            yield found.on, found.database
        return
    holding, shipped = servers.instances + servers.stores, servers.destinations
    both = tuple(dict.fromkeys(holding + shipped))
    wanted = {Place.EVERY_INSTANCE: both, Place.JOB_INSTANCES: holding, Place.DESTINATION: shipped}
    for target in wanted[place]:
        yield target, ""


def _parameters(collector: SqlCollector, servers: Servers) -> tuple[str | int, ...]:
    values: dict[str, str | int] = {
        "management_database": servers.management.database,
        "history_days": HISTORY_DAYS,
    }
    return tuple(values[name] for name in collector.parameters)
