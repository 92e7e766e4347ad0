"""What hosts are asked: data only, limits everywhere, no path of the network."""

import json
from typing import Any

import pytest

from scanner.collectors import iis_portal
from scanner.collectors.files_on_hosts import COLLECTOR as FILES
from scanner.collectors.registry import COLLECTORS
from scanner.model.collector import HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from tests.collectors.recording import recording

HOSTS = [collector for collector in COLLECTORS if isinstance(collector, HostCollector)]
TASK = HostTask(
    "BAM01",
    frozenset(HostRole),
    ("D:\\Backup", "E:\\Secret"),
    frozenset({"E:\\Secret"}),
    ("D:\\Apps",),
)
KINDS = {"host", "registry", "files", "xml", "events", "cim", "certificates"}

each = pytest.mark.parametrize("collector", HOSTS, ids=lambda collector: collector.name)


def asked(collector: HostCollector) -> list[Question]:
    answered = {iis_portal.LISTING: listing()}
    later = collector.second(TASK, answered) if collector.second else ()
    return [*collector.first(TASK), *later]


def listing() -> tuple[dict[str, Any], ...]:
    rows = recording("iis_portal").rows
    return tuple(row for row in rows if row["question"] == iis_portal.LISTING)


@each
def test_questions_are_data(collector: HostCollector) -> None:
    for question in asked(collector):
        assert json.loads(json.dumps(question)) == question
        assert str(question["id"]).startswith(f"{collector.name}/")
        assert question["kind"] in KINDS


@each
def test_questions_keep_limits(collector: HostCollector) -> None:
    for question in asked(collector):
        limits = question["limits"]
        assert isinstance(limits, dict)
        assert set(limits) == {"rows", "seconds", "bytes"}


@each
def test_ids_are_unique(collector: HostCollector) -> None:
    ids = [question["id"] for question in asked(collector)]
    assert len(ids) == len(set(ids))


@each
def test_rights_are_said(collector: HostCollector) -> None:
    assert collector.rights
    assert bool(collector.second) == bool(collector.second_template)


def test_content_is_hashed_only_where_allowed() -> None:
    assert [question["hash"] for question in FILES.first(TASK)] == [False, True]


def test_host_without_folders_is_not_asked_for_files() -> None:
    assert FILES.first(HostTask("BTS01", frozenset())) == []


def test_second_round_asks_for_the_backups_with_a_configuration() -> None:
    questions = iis_portal.second(TASK, {iis_portal.LISTING: listing()})
    assert [question["id"] for question in questions] == ["iis_portal/backup/BTS_20261101"]
    assert str(questions[0]["path"]).endswith("backup\\BTS_20261101\\applicationHost.config")


def test_listing_that_makes_no_sense_is_not_followed() -> None:
    with pytest.raises(Unparsable):
        iis_portal.second(TASK, {})


def test_second_round_asks_for_the_newest_only() -> None:
    backups = [copy for day in range(10, 20) for copy in backup(f"B{day}", f"2026-11-{day}")]
    questions = iis_portal.second(TASK, {iis_portal.LISTING: (listing()[0], *backups)})
    asked_for = [str(question["id"]).removeprefix(iis_portal.BACKUP) for question in questions]
    assert asked_for == ["B19", "B18", "B17", "B16", "B15"]


def test_backup_cannot_pass_for_the_live_configuration() -> None:
    rows = (listing()[0], *backup("Live", "2026-11-20"))
    assert iis_portal.second(TASK, {iis_portal.LISTING: rows}) == []


def backup(name: str, day: str) -> list[dict[str, Any]]:
    root, folder, file, *_ = listing()
    where = f"{root['path']}\\{name}"
    times = {"written": f"{day}T00:00:00.0000000Z"}
    return [
        {**folder, **times, "path": where},
        {**file, **times, "path": f"{where}\\applicationHost.config"},
    ]
