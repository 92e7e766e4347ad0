"""IIS: the configuration in use, its backups, where it is shared."""

from typing import Any

import pytest

from scanner.collectors import iis_backups, iis_history, iis_portal, iis_redirection
from scanner.facts.iis import SharedConfiguration
from scanner.model.collector import Unparsable
from tests.collectors.recording import CLOCK, recording

ABSENT: dict[str, Any] = {"question": "x", "path": "C:\\inetpub\\history", "exists": False}
ROOT = {**recording("iis_redirection").rows[0]}


def portal(*left_out: str, **root: Any) -> tuple[Any, ...]:
    """The recording without some questions; `root` changes the live file's own row."""
    live, *others = recording("iis_portal").rows
    return tuple(row for row in ({**live, **root}, *others) if row["question"] not in left_out)


def test_backup_that_is_no_xml_holds_nothing() -> None:
    rows = [row for row in portal() if "select" not in row or row["question"] == iis_portal.LIVE]
    broken = [{**row, "well_formed": row["question"] == iis_portal.LIVE} for row in rows]
    found = list(iis_portal.interpret(broken, CLOCK))
    assert {element.source for element in found} == {"live"}


def test_live_configuration_must_be_readable() -> None:
    rows = [row for row in portal(well_formed=False) if "select" not in row]
    with pytest.raises(Unparsable, match="no readable configuration"):
        iis_portal.interpret(rows, CLOCK)


@pytest.mark.parametrize("question", ["live", "backups", "backup/BTS_20261101"])
def test_every_question_must_be_answered(question: str) -> None:
    with pytest.raises(Unparsable, match="has no answer"):
        iis_portal.interpret(portal(f"iis_portal/{question}"), CLOCK)


def test_broken_file_cannot_have_elements() -> None:
    with pytest.raises(Unparsable):
        iis_portal.interpret(portal(well_formed=False), CLOCK)


@pytest.mark.parametrize("column", ["context", "attributes"])
def test_element_without_its_name_is_unparsable(column: str) -> None:
    rows = [{**row, column: {}} if row.get("select") == "application" else row for row in portal()]
    with pytest.raises(Unparsable):
        iis_portal.interpret(rows, CLOCK)


def test_attribute_of_another_type_is_unparsable() -> None:
    rows = [
        {**row, "attributes": {**row["attributes"], "id": 1}} if "select" in row else row
        for row in portal()
    ]
    with pytest.raises(Unparsable, match="attribute id"):
        iis_portal.interpret(rows, CLOCK)


@pytest.mark.parametrize("collector", [iis_backups, iis_history])
def test_folder_that_is_not_there_is_an_answer(collector: Any) -> None:
    assert list(collector.interpret([ABSENT], CLOCK)) == []


def test_content_of_a_missing_folder_is_unparsable() -> None:
    with pytest.raises(Unparsable):
        list(iis_history.interpret([ABSENT, *recording("iis_history").rows[1:]], CLOCK))


@pytest.mark.parametrize(
    "rows", [[ROOT], [{**ROOT, "exists": False}]], ids=["without element", "without file"]
)
def test_nothing_redirected(rows: list[Any]) -> None:
    assert iis_redirection.interpret(rows, CLOCK) == [SharedConfiguration(False, "")]


def test_redirection_must_be_well_formed() -> None:
    with pytest.raises(Unparsable, match="well-formed"):
        iis_redirection.interpret([{**ROOT, "well_formed": False}], CLOCK)


def test_redirection_is_true_or_false() -> None:
    root, element = recording("iis_redirection").rows
    with pytest.raises(Unparsable, match="attribute enabled"):
        iis_redirection.interpret([root, {**element, "attributes": {"enabled": "ja"}}], CLOCK)
