"""A drill counts when every database was brought to the same mark."""

from datetime import datetime

from scanner.facts.backup_chain import Restore
from scanner.recovery.drill import Drill, newest_drill
from tests import make

EXPECTED = [("sql01", "one"), ("sql02", "two")]


def restored(name: str, mark: str | None, done: datetime, **more: str) -> Restore:
    kind, source = more.get("kind", "L"), more.get("source", "")
    return Restore(name, done, kind, "CORP\\dba", "SQL01", source, 1, mark)


def test_all_databases_to_one_mark() -> None:
    rows = [restored("One", "M1", make.ago(days=2)), restored("Two", "M1", make.ago(days=1))]
    assert newest_drill(rows, EXPECTED) == Drill("M1", make.ago(days=1))


def test_newest_of_several() -> None:
    rows = [restored(name, mark, make.ago(days=days))
            for name in ("One", "Two") for mark, days in (("M1", 9), ("M2", 3))]  # fmt: skip
    assert newest_drill(rows, EXPECTED) == Drill("M2", make.ago(days=3))


def test_database_that_was_left_out() -> None:
    assert newest_drill([restored("One", "M1", make.NOW)], EXPECTED) is None


def test_different_marks_are_no_drill() -> None:
    rows = [restored("One", "M1", make.NOW), restored("Two", "M2", make.NOW)]
    assert newest_drill(rows, EXPECTED) is None


def test_restore_to_no_mark_is_no_drill() -> None:
    assert newest_drill([restored(n, None, make.NOW) for n in ("One", "Two")], EXPECTED) is None


def test_verifying_alone_is_no_drill() -> None:
    rows = [restored(n, "M1", make.NOW, kind="V") for n in ("One", "Two")]
    assert newest_drill(rows, EXPECTED) is None


def test_drill_under_other_names() -> None:
    rows = [restored(f"Test{n}", "M1", make.NOW, source=n) for n in ("One", "Two")]
    assert newest_drill(rows, EXPECTED) == Drill("M1", make.NOW)


def test_nothing_expected_is_no_drill() -> None:
    assert newest_drill([restored("One", "M1", make.NOW)], []) is None
