"""Citations as tables."""

from reports.tables import FURTHER, WIDEST, tables
from tests.reports.sample import BTS01, DATABASES, agent_job, backup_set, cite, stored


def test_one_table_a_kind_in_the_order_of_citing() -> None:
    made = tables([agent_job(True), backup_set("SSODB", 1, 22), agent_job(True)])
    assert [table.title for table in made] == ["Agent job", "Backup history row"]


def test_what_all_rows_share_is_said_once() -> None:
    (table,) = tables([backup_set(name, number, 22) for number, name in enumerate(DATABASES)])
    assert table.columns == ("database", "file name", "stamp")
    assert dict(table.same)["set id"] == "4022"
    assert len(table.rows) == table.count == len(DATABASES)


def test_the_same_fact_cited_twice_stands_once() -> None:
    (table,) = tables([stored("a.bak", 1, 22), stored("a.bak", 1, 22), stored("b.bak", 1, 22)])
    assert table.count == 2


def test_a_single_fact_has_no_columns_but_a_record() -> None:
    (table,) = tables([agent_job(False)])
    assert table.rows == ()
    assert ("enabled", "no") in table.same
    assert table.readings == ("sql:SQL01/agent_jobs",)


def test_what_paper_has_no_room_for_goes_into_one_last_column() -> None:
    made = [
        cite(BTS01, "x", "Wide", **{f"f_{n:02}": n + row for n in range(12)}) for row in (0, 50)
    ]
    (table,) = tables(made)
    assert len(table.columns) == WIDEST
    assert table.columns[-1] == FURTHER
    assert table.rows[0][-1].startswith("f 06 6, f 07 7")


def test_a_field_that_only_some_facts_have_is_empty_in_the_others() -> None:
    (table,) = tables([cite(BTS01, "x", "Odd", a=1), cite(BTS01, "x", "Odd", b=2)])
    assert table.rows == (("1", "\u2013"), ("\u2013", "2"))
