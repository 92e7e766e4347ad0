"""What a restore script holds: the right files in the right order, guards, nothing hidden."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scanner.errors import UserMistake
from scanner.facts.backup_chain import ChainBackup
from scanner.model.estate import Loss
from scanner.recovery.history import History, gather
from scanner.recovery.points import outcome
from scanner.recovery.quoting import Unquotable
from scanner.recovery.restore_script import Heading, file_name, restore_script
from scanner.recovery.restore_sequence import (
    DatabaseRestore,
    Destination,
    InstanceRestore,
    Piece,
    restore_sequence,
)
from scanner.recovery.scenarios import Scenario
from tests import make
from tests.needs import checker
from tests.recovery_oracle.evidence import facts_of
from tests.recovery_oracle.scripts import Event, played
from tests.recovery_oracle.world import ARCHIVE, Layout, World
from tests.restore_simulator import characters
from tests.restore_simulator.instance import Instance, Refused
from tests.restore_simulator.reader import commands

HEADING = Heading("Production", "the SQL Server machine SQL01", "ab" * 32)
LOG: Event = ("log", 9, 0)
HERE = Destination("SQL01")
MARK = "BTS_2026_11_22_04_45_00_123"
KEY = ("sql01", "biztalkmgmtdb")


def piece(set_id: int, path: str) -> Piece:
    return Piece(set_id, KEY, path, "FILE01", 1_000)


def sequence(
    name: str = "BizTalkMgmtDb", folder: str = r"\\FILE01\backup", logs: int = 3
) -> InstanceRestore:
    full = piece(1, rf"{folder}\{name}_Full.bak")
    made = tuple(piece(2 + one, rf"{folder}\{name}_Log_{one}.bak") for one in range(logs))
    return InstanceRestore("SQL01", MARK, make.NOW, (DatabaseRestore(KEY, name, full, made),))


def script(one: InstanceRestore | None = None, to: Destination = HERE) -> str:
    return restore_script(one or sequence(), to, HEADING)


def history_of(world: World) -> History:
    return gather(facts_of(world))


def test_order_and_options() -> None:
    shapes = [one.words for one in commands(script()) if one.words.startswith("RESTORE")]
    log = "RESTORE LOG ? FROM DISK = ? WITH FILE = ? , NORECOVERY"
    assert shapes == [
        "RESTORE DATABASE ? FROM DISK = ? WITH FILE = ? , NORECOVERY , STATS = ?",
        log,
        log,
        "RESTORE LOG ? FROM DISK = ? WITH FILE = ? , STOPATMARK = ? , RECOVERY",
    ]


def test_only_what_survives_is_read() -> None:
    world = played(Layout(("SQL01",), "SQL01"), [LOG, LOG, ("copied", 0, 0), LOG])
    history = history_of(world)
    lost = Scenario(Loss.SQL_MACHINES, hosts=history.sql_machines)
    point = outcome(history, lost.survives).guaranteed
    assert point
    (one,) = restore_sequence(history, point, lost.survives)
    folders = {each.path.rpartition("\\")[0] for each in one.databases[0].pieces}
    assert folders == {ARCHIVE}


def test_log_that_ends_before_the_full_does_is_left_out() -> None:
    world = played(Layout(("SQL01",)), [LOG, LOG, LOG])
    facts = facts_of(world)
    logs = [one for one in world.databases[0].backups if one.kind == "L"]
    later = logs[1].last
    held = [
        replace(one, facts=tuple(_longer(fact, later) for fact in one.facts)) for one in facts.held
    ]
    history = gather(replace(facts, held=tuple(held)))
    point = outcome(history).newest
    assert point
    (one,) = restore_sequence(history, point, lambda _: True)
    assert [each.set_id for each in one.databases[0].pieces] == [1, 4, 5]


def _longer(fact: object, last: int) -> object:
    is_full = isinstance(fact, ChainBackup) and fact.type == "D"
    return replace(fact, last_lsn=last) if is_full and isinstance(fact, ChainBackup) else fact


def test_other_server_is_refused_before_anything_is_done() -> None:
    instance = Instance("SQL99", lambda _: None)
    with pytest.raises(Refused, match="This server is not"):
        instance.run(script())
    assert instance.done == []


def test_port_of_a_server_is_no_part_of_its_name() -> None:
    assert "SERVERPROPERTY(N'MachineName')" in script(to=Destination("SQL01,1444"))


def test_certificate_comes_first() -> None:
    text = script(to=replace(HERE, thumbprints=("A" * 40,)))
    assert text.index("0x" + "A" * 40) < text.index("RESTORE DATABASE")
    with pytest.raises(Refused, match="Create the certificate"):
        Instance("SQL01", lambda _: None).run(text)


@pytest.mark.parametrize("thumbprint", ["", "a" * 40, "A" * 39, "A" * 40 + ") OR (1=1"])
def test_no_thumbprint(thumbprint: str) -> None:
    with pytest.raises(Unquotable):
        script(to=replace(HERE, thumbprints=(thumbprint,)))


def test_files_move_where_the_destination_keeps_them() -> None:
    moves = {"biztalkmgmtdb": {"Data": r"F:\data\m.mdf", "Log": r"G:\log\m_log.ldf"}}
    text = script(to=replace(HERE, moves=moves))
    assert r"MOVE N'Data' TO N'F:\data\m.mdf', MOVE N'Log' TO N'G:\log\m_log.ldf'" in text


def test_fetched_files_are_read_from_their_folder() -> None:
    text = script(to=replace(HERE, files="R:\\from-vault\\"))
    assert r"DISK = N'R:\from-vault\BizTalkMgmtDb_Full.bak'" in text
    assert "FILE01" not in text


def test_drive_of_another_machine_cannot_be_read() -> None:
    local = sequence(folder=r"D:\backup")
    with pytest.raises(UserMistake, match="on a drive of FILE01"):
        script(local)
    assert "D:\\backup" in script(local, Destination("FILE01\\BIZ"))


def test_url_is_a_device_of_its_own() -> None:
    url = "https://store.blob.core.windows.net/backup/one.bak"
    full = DatabaseRestore(KEY, "One", piece(1, url), (piece(2, url),))
    assert f"FROM URL = N'{url}'" in script(InstanceRestore("SQL01", MARK, None, (full,)))


def test_no_log_is_no_way_to_a_mark() -> None:
    with pytest.raises(UserMistake, match="at least one log"):
        script(sequence(logs=0))


def test_mark_that_is_not_there_leaves_the_database_closed() -> None:
    world = played(Layout(("SQL01",)), [LOG, LOG])
    history = history_of(world)
    point = outcome(history).guaranteed
    assert point
    (one,) = restore_sequence(history, point, lambda _: True)
    text = script(replace(one, mark="BTS_1999_01_01_00_00_00_000"))
    made = {each.order.path: (each, 1_000) for each in world.databases[0].backups}
    instance = Instance("SQL01", made.get)
    with pytest.raises(Refused, match="Not every database reached the mark"):
        instance.run(text)
    assert not any(each.is_open for each in instance.databases.values())


def test_open_database_is_never_overwritten() -> None:
    world = played(Layout(("SQL01",)), [LOG, LOG])
    history = history_of(world)
    point = outcome(history).guaranteed
    assert point
    (one,) = restore_sequence(history, point, lambda _: True)
    made = {each.order.path: (each, 1_000) for each in world.databases[0].backups}
    instance = Instance("SQL01", made.get)
    instance.run(script(one))
    done = list(instance.done)
    with pytest.raises(Refused, match="nothing was overwritten"):
        instance.run(script(one))
    assert instance.done == done


def test_warnings_stand_at_the_top() -> None:
    text = restore_script(sequence(), HERE, replace(HEADING, warnings=("the folder was not read",)))
    assert text.index("-- WARNING: the folder was not read") < text.index("USE [master]")


def test_warning_from_evidence_cannot_stop_or_change_the_script() -> None:
    said = "a log backup with tool\nDROP DATABASE [x]; $(y)\u202e"
    text = restore_script(sequence(), HERE, replace(HEADING, warnings=(said,)))
    assert [one.words for one in commands(text)] == [one.words for one in commands(script())]
    assert "toolU+000ADROP DATABASE [x]; $ (y)U+202E" in text


def test_no_line_grows_beyond_reading() -> None:
    assert max(map(len, script(sequence(logs=40)).splitlines())) <= 130


shown = st.text(characters.shown, min_size=1, max_size=60)


@given(shown, shown, shown)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_hostile_names_change_no_statement(name: str, folder: str, mark: str) -> None:
    assume(not any("$(" in one for one in (name, folder, mark)))
    one = replace(sequence(name, r"\\FILE01" + "\\" + folder), mark=mark)
    heading = replace(HEADING, group=name, loss=folder)
    hostile = commands(restore_script(one, HERE, heading))
    assert [one.words for one in hostile] == [one.words for one in commands(script())]


@pytest.mark.parametrize(
    "heading",
    [replace(HEADING, group="x\nDROP DATABASE [y];"), replace(HEADING, loss="x\rGO")],
)
def test_heading_cannot_end_its_line(heading: Heading) -> None:
    with pytest.raises(Unquotable):
        restore_script(sequence(), HERE, heading)


def test_microsofts_parser_takes_every_kind_of_script(tmp_path: Path) -> None:
    tool = checker("tsqlcheck")
    moves = {"x]; drop database [y": {"a'b": r"F:\d.mdf"}}
    kinds = {
        "plain": script(),
        "hostile": script(sequence("x]; DROP DATABASE [y", r"\\F\it's -- /*")),
        "moved": script(
            sequence("x]; DROP DATABASE [y"),
            replace(HERE, moves=moves, thumbprints=("A" * 40,), files="R:\\x"),
        ),
    }
    for name, text in kinds.items():
        (tmp_path / f"{name}.sql").write_text(text, "utf-8-sig", newline="\r\n")
    paths = [str(one) for one in sorted(tmp_path.iterdir())]
    command = [tool, "--script", "--server", "2012", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("instance", "name"),
    [("SQL01", "restore_SQL01.sql"), ("SQL01\\BIZ", "restore_SQL01_BIZ.sql"),
     ("../../x", "restore_x.sql"), ("名", "restore_instance.sql")],
)  # fmt: skip
def test_file_is_named_after_the_instance(instance: str, name: str) -> None:
    assert file_name(instance) == name


def test_simulator_knows_nothing_else() -> None:
    unknown: tuple[Callable[[], object], ...] = (
        lambda: commands("DROP DATABASE [x"),
        lambda: Instance("SQL01", lambda _: None).run("DROP DATABASE [x];"),
    )
    for one in unknown:
        with pytest.raises(ValueError, match=r".+"):
            one()
