"""Registry and bm.exe.config of a BizTalk server: what is missing, and what is refused."""

from collections.abc import Mapping
from typing import Any

import pytest

from scanner.collectors import app_settings, bam_tool, biztalk_registry, portal_databases
from scanner.collectors.biztalk_registry import GROUP, KEY, STORE
from scanner.facts.biztalk_hosts import BamTool, BizTalkRegistry
from scanner.facts.topology import DatabaseRef
from scanner.model.collector import HostTask, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import JsonValue
from tests.collectors.recording import CLOCK, recording
from tests.machines import installation

TASK = HostTask("BTS01", frozenset({HostRole.BIZTALK}))
NAMED = {"MgmtDBServer": "SQL01", "MgmtDBName": "BizTalkMgmtDb"}


def views(question: str, native: dict[str, str] | None, wow64: dict[str, str] | None) -> list[Any]:
    """None: the key is not there."""
    return [
        {
            "question": question,
            "view": view,
            "exists": values is not None,
            "values": {k: {"type": "String", "data": v} for k, v in (values or {}).items()},
        }
        for view, values in (("64", native), ("32", wow64))
    ]


def registry(group: list[Any]) -> BizTalkRegistry:
    rows = [*group, *views(STORE, None, None)]
    (found,) = biztalk_registry.interpret(rows, CLOCK)
    return found


def test_views_are_kept_apart() -> None:
    found = registry(views(GROUP, NAMED, {**NAMED, "MgmtDBServer": "OLD"}))
    assert found.native == DatabaseRef("SQL01", "BizTalkMgmtDb")
    assert found.wow64 == DatabaseRef("OLD", "BizTalkMgmtDb")
    assert not found.address_book


@pytest.mark.parametrize("values", [None, {}, {**NAMED, "MgmtDBName": " "}])
def test_a_half_name_is_none(values: dict[str, str] | None) -> None:
    assert registry(views(GROUP, NAMED, values)).wow64 is None


@pytest.mark.parametrize(
    ("edition", "is_standard"),
    [("Standard", True), ("standard Edition", True), ("Developer", False), ("", None), ("X", None)],
)
def test_edition_is_told_by_its_word(edition: str, is_standard: bool | None) -> None:
    assert installation(edition=edition).is_standard is is_standard


@pytest.mark.parametrize(
    "group",
    [
        views(GROUP, NAMED, NAMED)[:1],
        views(GROUP, {"Password": "x"}, {}),
        [{**row, "exists": False} for row in views(GROUP, NAMED, NAMED)],
    ],
)
def test_more_or_less_than_asked_is_refused(group: list[Any]) -> None:
    with pytest.raises(Unparsable):
        registry(group)


def test_without_a_folder_no_file_is_asked_for() -> None:
    rows = views(bam_tool.PRODUCT, {}, None)
    assert bam_tool.second(TASK, {bam_tool.PRODUCT: rows}) == []
    assert list(bam_tool.interpret(rows, CLOCK)) == [BamTool("", False, False, "", "")]


def test_only_two_entries_of_the_file_are_asked_for() -> None:
    rows = views(bam_tool.PRODUCT, {"InstallPath": "D:\\BizTalk\\"}, {})
    (asked,) = bam_tool.second(TASK, {bam_tool.PRODUCT: rows})
    assert asked["path"] == r"D:\BizTalk\Tracking\bm.exe.config"
    selected: Any = asked["select"]
    assert [one["element"] for one in selected] == [
        f"configuration/appSettings/add[key={key}]" for key in ("DefaultServer", "DefaultDatabase")
    ]


@pytest.mark.parametrize("well_formed", [True, False])
def test_file_without_entries(well_formed: bool) -> None:
    rows = [
        *views(bam_tool.PRODUCT, {"InstallPath": "D:\\BizTalk"}, {}),
        {"question": bam_tool.FILE, "exists": True, "well_formed": well_formed},
    ]
    (found,) = bam_tool.interpret(rows, CLOCK)
    assert (found.exists, found.well_formed, found.server) == (True, well_formed, "")


def test_an_entry_not_asked_for_is_refused() -> None:
    rows: list[Mapping[str, JsonValue]] = [
        {"exists": True, "well_formed": True},
        {"select": "Password", "attributes": {"value": "x"}},
    ]
    with pytest.raises(Unparsable):
        app_settings.values(rows, "DefaultServer")


def test_the_portals_files_are_asked_by_application() -> None:
    rows = [row for row in recording("portal_databases").rows if row["question"].endswith("tions")]
    asked = portal_databases.second(TASK, {portal_databases.LIVE: rows})
    assert [one["path"] for one in asked] == [r"C:\BAMPortal\web.config"]
    assert KEY not in str(asked)
