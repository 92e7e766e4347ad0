"""The generated SampleUpdateInfo.xml: no element is missing, and our own check takes it."""

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.restore.update_info_is_prepared import update_info_is_prepared as check
from scanner.collectors import update_info as collector
from scanner.facts.restoring import UpdateInfo
from scanner.facts.topology import (
    BackupDatabase,
    BamProperty,
    BizTalkServer,
    DatabaseRef,
    MessageBox,
)
from scanner.model.collector import HostTask
from scanner.model.estate import LogShipping
from scanner.model.evidence import JsonValue, Row
from scanner.model.finding import Verdict
from scanner.model.status import Status
from scanner.recovery.bam_stores import databases
from scanner.recovery.quoting import Unquotable
from scanner.runbook.update_info import update_info
from tests import make
from tests.collectors.recording import CLOCK
from tests.lab.winrm.answers import answer_document
from tests.lab.winrm.description import LabFile, LabHost, LabUser
from tests.restore_simulator import characters

DESTINATION = "SQLDR01"
FOLDER = r"D:\BizTalk"
STORES = ("Archiving", "StarSchema", "Analysis")
letters = characters.shown.filter(lambda one: one not in "\ufffe\uffff$")
names = st.text(letters, min_size=1, max_size=20).filter(lambda one: one == one.strip())
servers = st.builds(
    "{}{}".format,
    st.from_regex(r"SQL[0-9]{2}", fullmatch=True),
    st.sampled_from(["", r"\BIZ", ",1444", r"\A&B<'\"", ".corp.example"]),
)
places = st.builds(DatabaseRef, servers, names)


def held(group: Iterable[object], *more: object) -> make.HandFacts:
    return make.facts(
        make.sql("SQL01", BizTalkServer("BTS01"), *group),
        *(one for one in more if isinstance(one, make.Held)),
        group=make.group(log_shipping=LogShipping((DESTINATION,))),
    )


def as_read(data: bytes) -> list[UpdateInfo]:
    """Where the reader of hosts finds it, through the collector's own questions."""
    values: JsonValue = {"InstallPath": {"type": "String", "data": FOLDER}}
    views: list[Row] = [
        {"question": collector.INSTALLED, "view": view, "exists": True, "values": values}
        for view in ("64", "32")
    ]
    questions = collector.second(HostTask("BTS01", frozenset()), {collector.INSTALLED: views})
    host = LabHost("BTS01", domain="corp.example", users={"reader": LabUser("-")})
    host.files = {str(questions[0]["path"]): LabFile(content=data)}
    answers = answer_document({"questions": questions, "seconds": 60}, host, "reader")
    rows = [{"question": one["id"], **row} for one in answers for row in one["rows"]]
    return list(collector.interpret([*views, *rows], CLOCK))


def judged(group: Iterable[object], stores: make.Held | None = None) -> tuple[bytes, Verdict]:
    data = update_info(held(group, stores), lambda _old: DESTINATION)
    given = held(group, stores, make.host("BTS01", *as_read(data)))
    return data, make.verdict(check, given)


def stores_of(bam: DatabaseRef, named: Mapping[str, DatabaseRef]) -> make.Held:
    rows = [
        BamProperty(f"{word}Database", key, value)
        for word, one in named.items()
        for key, value in (("ServerName", one.server), ("DatabaseName", one.name))
    ]
    on = make.facts().sql(bam.server)
    return make.Held(on, tuple(rows))


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_our_own_check_takes_it_whatever_the_names_are(data: st.DataObject) -> None:
    boxes = data.draw(st.lists(places, min_size=1, max_size=3, unique_by=lambda one: one.name))
    master = data.draw(st.sampled_from(boxes))
    one = st.one_of(st.none(), places)
    bam, rules, tracking = data.draw(one), data.draw(one), data.draw(one)
    named = data.draw(st.dictionaries(st.sampled_from(STORES), places)) if bam else {}
    custom = data.draw(st.lists(st.builds(make.sso_database, places), max_size=3))
    group = [
        make.biztalk_group(bam=bam, rules=rules, tracking=tracking),
        BackupDatabase(make.MANAGEMENT),
        *(MessageBox(box, box is master) for box in boxes),
        make.sso_database(),
        *custom,
    ]
    _, verdict = judged(group, stores_of(bam, named) if bam else None)
    assert verdict.status is Status.PASS, verdict.message


def test_our_own_check_takes_names_with_blanks_behind_them() -> None:
    box = DatabaseRef("SQL01 ", "BizTalkMsgBoxDb ")
    own = (BackupDatabase(make.MANAGEMENT), MessageBox(box, True))
    group = [make.biztalk_group(), *own, make.sso_database()]
    data, verdict = judged(group)
    assert b'"BizTalkMsgBoxDb"' in data
    assert verdict.status is Status.PASS


@pytest.mark.parametrize("name", ["Box\uffff", "a$(b)", "two\nlines"])
def test_a_name_that_no_file_can_hold_stops_it(name: str) -> None:
    box = MessageBox(DatabaseRef("SQL01", name), True)
    with pytest.raises(Unquotable):
        judged([make.biztalk_group(), box])


def test_every_store_of_bam_is_named() -> None:
    named = {word: DatabaseRef(r"SQL03\BAM", f"BAM {word} & more") for word in STORES}
    group = [make.biztalk_group(), MessageBox(make.MANAGEMENT, True), make.sso_database()]
    data, verdict = judged(group, stores_of(make.BAM, named))
    assert len(databases(stores_of(make.BAM, named).facts)) == len(STORES)
    assert verdict.status is Status.PASS
    assert len(re.findall(rb"BAM \w+ &amp; more", data)) == len(STORES)


def update_info_of(bam: DatabaseRef | None = make.BAM) -> ET.Element:
    box = DatabaseRef("SQL02", "BizTalkMsgBoxDb")
    facts = make.facts(
        make.sql(
            "SQL01",
            make.biztalk_group(bam=bam),
            BackupDatabase(make.MANAGEMENT),
            MessageBox(DatabaseRef("SQL02", "Box & <more>"), False),
            MessageBox(box, True),
            make.sso_database(),
            BamProperty("ArchivingDatabase", "ServerName", "SQL03"),
            BamProperty("ArchivingDatabase", "DatabaseName", "BAMArchive"),
        )
    )
    data = update_info(facts, lambda old: {"SQL01": "DR01"}.get(old, old))
    return ET.fromstring(data)  # noqa: S314 - written by us just before


def test_every_live_database_is_in_the_file() -> None:
    root = update_info_of()
    named = {one.get("oldDBName") for one in root.iter() if one.get("oldDBName")}
    assert {"BizTalkMgmtDb", "BizTalkMsgBoxDb", "Box & <more>", "SSODB"} <= named
    assert [one.get("IsMaster") for one in root.findall("MessageBoxDB")] == ["1", "0"]
    management = root.find("ManagementDB")
    assert management is not None
    assert (management.get("oldDBServer"), management.get("newDBServer")) == ("SQL01", "DR01")


def test_bam_names_where_it_was_and_where_things_are() -> None:
    found = update_info_of().iter("DeploymentUnit")
    units = {one.get("Name"): [each.text for each in one] for one in found}
    assert units["OldPrimaryImportDatabase"] == ["SQL01", "BAMPrimaryImport"]
    assert units["PrimaryImportDatabase"] == ["DR01", "BAMPrimaryImport"]
    assert units["ArchivingDatabase"] == ["SQL03", "BAMArchive"]


def test_without_bam_there_is_no_section() -> None:
    assert update_info_of(bam=None).find("BAM") is None
