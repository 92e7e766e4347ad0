"""What is typed about a restore, and what is refused."""

import pytest

from scanner.errors import UserMistake
from scanner.model.runbook import Disaster
from scanner.runbook.choice import Choice, Typed, choice_of, renames_of


def typed(**said: str) -> Choice:
    return choice_of(Typed(**said))


def test_default_is_lost_sql_servers_under_their_names() -> None:
    assert typed() == Choice(Disaster.SQL)
    assert typed().destination("SQL01", "SQL01") == "SQL01"


def test_pairs_are_read_whatever_their_spelling() -> None:
    assert renames_of(" sql01.corp.example = SQLDR01 , SQL02=SQLDR01\\BIZ") == {
        "SQL01": "SQLDR01",
        "SQL02": "SQLDR01\\BIZ",
    }


@pytest.mark.parametrize("text", ["SQL01", "SQL01=", "=SQL02", "SQL01=A,,"])
def test_what_is_no_pair(text: str) -> None:
    with pytest.raises(UserMistake, match="OLD=NEW"):
        renames_of(text)


@pytest.mark.parametrize(
    "said",
    [
        {"scenario": "biztalk", "other_names": "SQL01=SQL02"},
        {"scenario": "sql", "server": "BTS01"},
        {"data_folder": "E:\\data"},
    ],
)
def test_contradictions(said: dict[str, str]) -> None:
    with pytest.raises(UserMistake):
        typed(**said)


def test_same_and_other_names_exclude_each_other() -> None:
    with pytest.raises(UserMistake, match="exclude"):
        choice_of(Typed(other_names="A=B"), same_names=True)


def test_every_server_is_named_or_none() -> None:
    choice = typed(other_names="SQL01=SQLDR01")
    choice.require_all(["SQL01"])
    with pytest.raises(UserMistake, match="no new name for SQL02"):
        choice.require_all(["SQL01", "SQL02"])
    with pytest.raises(UserMistake, match="no database was on SQL01"):
        choice.require_all(["SQL07"])
