"""Rows to sets, sets to the newest point that a restore can reach."""

from hypothesis import given
from hypothesis import strategies as st

from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.topology import DatabaseRef
from scanner.recovery.backup_sets import (
    BackupSet,
    DatabaseKey,
    backup_sets,
    holes,
    newest_chain,
    newest_full,
)
from tests import make

EXPECTED = frozenset({("sql01", "biztalkmgmtdb"), ("sql01", "ssodb")})
BOTH = (make.MANAGEMENT, make.SSO)


def key_of(database: DatabaseRef) -> DatabaseKey:
    return database.server.casefold(), database.name.casefold()


def sets(*rows: tuple[BackupHistoryRow, ...]) -> tuple[BackupSet, ...]:
    return backup_sets([one for each in rows for one in each], key_of)


def full(number: int, **changes: object) -> tuple[BackupHistoryRow, ...]:
    return make.backup_set(number, *BOTH, type="db", **changes)


def log(number: int, **changes: object) -> tuple[BackupHistoryRow, ...]:
    return make.backup_set(number, *BOTH, **changes)


def chain(*rows: tuple[BackupHistoryRow, ...]) -> list[int]:
    return [one.id for one in newest_chain(sets(*rows), EXPECTED)]


def test_sets_are_ordered_by_id_not_by_stamp() -> None:
    found = sets(log(3, stamp=make.ago(hours=9)), full(1), log(2))
    assert [(one.id, one.type) for one in found] == [(1, "db"), (2, "lg"), (3, "lg")]
    assert found[0].mark == ""
    assert found[1].mark.startswith("BTS_2026")


def test_complete_needs_the_flag_and_every_database() -> None:
    partial = make.backup_set(1, make.MANAGEMENT)
    unflagged = (
        *make.backup_set(2, make.MANAGEMENT),
        *make.backup_set(2, make.SSO, set_complete=False),
    )
    assert [one.is_complete(EXPECTED) for one in sets(partial, unflagged, log(3))] == [
        False,
        False,
        True,
    ]


def test_holes_are_runs_that_left_no_row() -> None:
    assert holes(sets(log(3), log(6)), 9) == (4, 5, 7, 8)
    assert holes((), 9) == ()


def test_newest_full_ignores_partial_ones_and_logs() -> None:
    found = newest_full(sets(full(1), full(2, set_complete=False), log(3)), EXPECTED)
    assert found is not None
    assert found.id == 1


def test_chain_needs_a_full_set_and_a_log_set() -> None:
    assert chain(full(1)) == []
    assert chain(log(1), log(2)) == []
    assert chain(full(1), log(2), log(3)) == [1, 2, 3]


def test_chain_ends_at_a_partial_log_set_until_the_next_full_set() -> None:
    broken = (full(1), log(2), log(3, set_complete=False), log(4))
    assert chain(*broken) == [1, 2]
    assert chain(*broken, full(5)) == [1, 2]
    assert chain(*broken, full(5), log(6)) == [5, 6]


def test_partial_full_set_does_not_hurt_the_chain() -> None:
    assert chain(full(1), log(2), full(3, set_complete=False), log(4)) == [1, 2, 4]


def test_holes_do_not_hurt_the_chain() -> None:
    assert chain(full(1), log(2), log(9)) == [1, 2, 9]


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_chain_is_complete_and_begins_with_a_full_set(plan: list[tuple[bool, bool]]) -> None:
    rows = [
        (full if is_full else log)(number, set_complete=complete)
        for number, (is_full, complete) in enumerate(plan, 1)
    ]
    found = newest_chain(sets(*rows), EXPECTED)
    assert all(one.is_complete(EXPECTED) for one in found)
    assert [one.type for one in found] == ["db"[: 2 if found else 0], *["lg"] * (len(found) - 1)][
        : len(found)
    ]
