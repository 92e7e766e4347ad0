"""Every file of every database moves, no two to one place."""

from scanner.facts.instances import DatabaseFile
from scanner.model.runbook import Disaster
from scanner.recovery.restore_sequence import DatabaseRestore, InstanceRestore, Piece
from scanner.runbook.choice import Choice
from scanner.runbook.moves import moves
from tests import make

FACTS = make.facts(
    make.sql(
        "SQL01",
        DatabaseFile("One", False, r"D:\a\data.mdf", 1, "data"),
        DatabaseFile("One", True, r"D:\a\log.ldf", 1, "log"),
        DatabaseFile("Two", False, r"D:\b\Data.mdf", 1, "data"),
        DatabaseFile("Own", False, r"D:\b\own.mdf", 1, "own"),
    )
)


def restore(name: str) -> DatabaseRestore:
    piece = Piece(1, ("sql01", name.casefold()), "x.bak", "FILE01", 1)
    return DatabaseRestore(piece.database, name, piece, (piece,))


def moved(choice: Choice) -> object:
    one = InstanceRestore("SQL01", "M", None, (restore("One"), restore("Two")))
    return moves(FACTS, choice, [one])


def test_without_folders_nothing_moves() -> None:
    assert moved(Choice(Disaster.SQL)) == {}


def test_same_file_names_are_kept_apart() -> None:
    assert moved(Choice(Disaster.SQL, data_folder="E:\\", log_folder="F:\\l\\")) == {
        "one": {"data": "E:\\data.mdf", "log": "F:\\l\\log.ldf"},
        "two": {"data": "E:\\Two_1_Data.mdf"},
    }
