"""Every collector: its recording becomes its facts, and nothing else is taken for an answer."""

from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.collectors.registry import COLLECTORS
from scanner.model.collector import Collector, Denied, Unparsable
from tests.collectors.recording import CLOCK, FOLDER, interpreted, plain_list, recording

GARBAGE = {"garbled": [1.5]}
NAMES = [collector.name for collector in COLLECTORS]
BY_NAME = dict(zip(NAMES, COLLECTORS, strict=True))
UNPUBLISHED = {"log_shipping_databases", "log_shipping_history", "log_shipping_last_set"}

each = pytest.mark.parametrize("name", NAMES)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def columns_read(name: str) -> list[tuple[int, str]]:
    held = recording(name)
    return [
        (number, column)
        for number, row in enumerate(held.rows)
        for column in row
        if column not in held.unread
    ]


@each
def test_recording_becomes_facts(name: str) -> None:
    held = recording(name)
    assert interpreted(BY_NAME[name], held.rows) == held.facts
    assert held.facts


@each
def test_facts_are_of_the_declared_class(name: str) -> None:
    facts = list(BY_NAME[name].interpret(recording(name).rows, CLOCK))
    assert {type(fact) for fact in facts} == {BY_NAME[name].fact}


@each
def test_interpreting_leaves_the_rows_alone(name: str) -> None:
    rows = recording(name).rows
    before = deepcopy(rows)
    assert interpreted(BY_NAME[name], rows) == interpreted(BY_NAME[name], rows)
    assert rows == before


@each
def test_garbled_value_is_unparsable(name: str) -> None:
    for number, column in columns_read(name):
        rows = deepcopy(recording(name).rows)
        rows[number][column] = GARBAGE
        with pytest.raises(Unparsable):
            taken(BY_NAME[name], rows)


@each
def test_missing_column_is_unparsable(name: str) -> None:
    if name in UNPUBLISHED:
        pytest.skip("nobody says which columns that table has")
    for number, column in columns_read(name):
        rows = deepcopy(recording(name).rows)
        del rows[number][column]
        with pytest.raises(Unparsable):
            taken(BY_NAME[name], rows)


@each
def test_no_rows_are_no_facts(name: str) -> None:
    try:
        assert taken(BY_NAME[name], ()) == []
    except Unparsable:
        assert name not in UNPUBLISHED


@given(st.sampled_from(NAMES), st.data())
def test_no_answer_ends_in_another_way(name: str, data: st.DataObject) -> None:
    rows = deepcopy(recording(name).rows)
    number, column = data.draw(st.sampled_from(columns_read(name)))
    rows[number][column] = data.draw(JSON)
    with suppress(Unparsable, Denied):
        taken(BY_NAME[name], rows)


def test_refusal_never_tells_the_value() -> None:
    rows = deepcopy(recording("job_steps").rows)
    rows[0]["job_id"] = "S3cr3t!"
    with pytest.raises(Unparsable) as refusal:
        taken(BY_NAME["job_steps"], rows)
    assert "S3cr3t" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_recordings_are_all_in_use() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == sorted(NAMES)


def taken(collector: Collector, rows: Any) -> list[Any]:
    return plain_list(collector.interpret(rows, CLOCK))
