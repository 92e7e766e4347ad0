"""What the collectors would have read of a world, as facts."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from scanner.facts.agent_jobs import JobStep
from scanner.facts.backup_chain import ChainBackup, LogMark, RecoveryState, Restore
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.model.estate import Artefact, Location
from tests import make
from tests.recovery_oracle.server import FULL, SIZE, Backup, SimDatabase
from tests.recovery_oracle.world import AGENT, ARCHIVE, SimSet, World

HERE, ELSEWHERE = "here", "elsewhere"
TOOL = "Some Backup Tool"


def facts_of(world: World, now: datetime | None = None) -> make.HandFacts:
    servers = sorted(set(world.layout.servers))
    folder = world.layout.folder
    group = make.group(
        locations=(
            Location(folder, "", (Artefact.SQL_BACKUPS,), HERE),
            Location(ARCHIVE, "", (Artefact.SQL_BACKUPS,), ELSEWHERE),
        )
    )
    return make.facts(
        *(make.sql(server, *_of_server(world, server)) for server in servers),
        make.sql("SQL01", *_of_management(world)),
        make.share(folder, make.folder(folder), *_files(world, folder)),
        make.share(ARCHIVE, make.folder(ARCHIVE), *_files(world, ARCHIVE)),
        group=group,
        now=now or world.now + timedelta(minutes=3),
    )


def _of_management(world: World) -> Iterator[object]:
    yield from (make.backup_database(one.ref) for one in world.databases)
    yield from (row for one in world.sets for row in _rows(world, one))
    yield make.next_set(world.next_id)
    yield make.agent_job()
    yield make.schedule()
    yield from _steps(world)


def _steps(world: World) -> Iterator[JobStep]:
    local = int(world.layout.is_local_time)
    folder = world.layout.folder
    full = f"exec [dbo].[sp_BackupAllFull_Schedule] 'd', 'BTS', '{folder}', 0, 0, {local}"
    yield make.step(2, "BackupFull", full)
    yield make.step(3, "MarkAndBackupLog", f"exec [dbo].[sp_MarkAll] 'BTS', '{folder}', {local}")


def _rows(world: World, one: SimSet) -> Iterator[BackupHistoryRow]:
    for number, path in one.paths.items():
        yield BackupHistoryRow(
            set_id=one.id,
            mark=one.mark if one.kind == "lg" else None,
            database=world.databases[number].ref,
            file_name=path.rpartition("\\")[2],
            location=world.layout.folder,
            type=one.kind,
            stamp=one.stamp,
            set_complete=one.is_flagged,
        )


def _of_server(world: World, server: str) -> Iterator[object]:
    offset = world.layout.zone.offset
    yield make.instance(name=server, machine=server, offset=offset(world.now))
    numbers = {one: number for number, one in enumerate(_all_backups(world), 1)}
    for one in world.recorded(server):
        database = next(each for each in world.databases if one in each.backups)
        yield _recorded(world, database, one, numbers[one])
    for database in world.databases:
        if database.ref.server == server:
            yield from _of_database(world, database)


def _all_backups(world: World) -> Iterator[Backup]:
    for database in world.databases:
        yield from database.backups


def _of_database(world: World, database: SimDatabase) -> Iterator[object]:
    name = database.ref.name
    yield make.database(name)
    yield RecoveryState(name, f"fork {database.fork}", database.chain)
    for mark, (lsn, time) in database.marks.items():
        yield LogMark(name, mark, lsn, time + world.layout.zone.offset(time))
    for moment in database.restored:
        server = database.ref.server
        yield Restore(name, moment, FULL, "CORP\\dba", server, name, SIZE, None)


def _recorded(world: World, database: SimDatabase, one: Backup, number: int) -> ChainBackup:
    return ChainBackup(
        number=number,
        database=database.ref.name,
        server=database.ref.server,
        type=one.kind,
        device=one.order.path,
        device_type=2,
        program="Microsoft SQL Server" if one.order.user == AGENT else TOOL,
        user=one.order.user,
        started=one.order.started,
        finished=one.order.finished,
        offset=world.layout.zone.offset(one.order.started),
        created=one.created,
        first_lsn=one.first,
        last_lsn=one.last,
        first_fork=f"fork {one.first_fork}",
        last_fork=f"fork {one.last_fork}",
        recovery_model="FULL",
        is_copy_only=one.order.is_copy_only,
        is_snapshot=False,
        is_damaged=one.order.is_damaged,
        has_bulk_changes=one.has_bulk,
        begins_log_chain=one.begins_chain,
        size=SIZE * 5,
        compressed_size=SIZE,
    )


def _files(world: World, folder: str) -> Iterator[StoredFile]:
    for path, size in world.files.items():
        if path.startswith(folder + "\\"):
            yield make.stored_file(path, folder, size=size)
