"""The runbook of the sound estate, as people ask for it: its steps, its files, its refusals."""

import csv
import io
import json
import re
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from scanner import app, store
from scanner.errors import UserMistake, VerificationFailed
from scanner.judge import Terms
from scanner.model.estate import Restore, ServerNames
from scanner.model.evidence import Evidence, Gap, GapReason
from scanner.model.runbook import Disaster, Runbook, Step
from scanner.recovery.quoting import Unquotable
from scanner.runbook.choice import Choice
from scanner.runbook.order import RunbookOrder
from tests.e2e.command import btsready
from tests.e2e.inside import inside, statuses
from tests.lab.estates import company, update_info
from tests.lab.estates.faults import FAULTS
from tests.lab.estates.times import Times
from tests.lab.estates.variants import sound
from tests.needs import checker
from tests.restore_simulator.reader import commands

OTHER = {"SQL01": "SQLDR01", "SQL02": "SQLDR01"}
DISK = re.compile(r"DISK = N'([^']+)'")


@dataclass(frozen=True)
class Saved:
    """A run and its evidence on disk, side by side as `scan` writes them."""

    folder: Path
    evidence: Evidence

    @property
    def run(self) -> Path:
        return self.folder / "sound-run.zip"

    def runbook(self, choice: Choice, name: str = "book.md") -> tuple[Runbook, Path]:
        out = self.folder / f"{choice.disaster}{len(choice.renames)}{choice.site}" / name
        return app.runbook(RunbookOrder(self.run, None, out, choice)), out


def save(folder: Path, evidence: Evidence) -> Saved:
    sha256 = app.save_evidence(evidence, folder / "sound-evidence.zip")
    app.save_run(app.judged(evidence, sha256, Terms(evidence.limits)), folder / "sound-run.zip")
    return Saved(folder, evidence)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    with inside(tmp_path_factory.mktemp("inside")) as ready:
        evidence = ready.collect(sound(Times.of_now(log_hours=54)))
    return save(tmp_path_factory.mktemp("saved"), evidence)


def files_of(out: Path) -> Path:
    return out.with_name(f"{out.stem}-files")


def titles(book: Runbook) -> list[str]:
    return [step.title for phase in book.phases for step in phase.steps]


def rows(book: Runbook) -> list[str]:
    found = [step.row for phase in book.phases for step in phase.steps if step.row.startswith("R")]
    return list(dict.fromkeys(found))


def text(path: Path) -> str:
    return path.read_text("utf-8-sig")


def test_lost_sql_servers(saved: Saved) -> None:
    book, out = saved.runbook(Choice(Disaster.SQL))
    assert book.leads_somewhere
    assert book.lacking == 0
    files = {one.name for one in files_of(out).iterdir()}
    assert files == {one.name for one in book.attachments}
    assert {"restore_SQL01.sql", "restore_SQL02.sql", "files-to-fetch.csv", "jobs.csv"} <= files
    assert "SampleUpdateInfo.xml" not in files
    assert rows(book) == ["R03", "R01", "R02"]


def test_every_file_that_a_script_reads_is_on_the_list(saved: Saved) -> None:
    _, out = saved.runbook(Choice(Disaster.SQL))
    folder = files_of(out)
    listed = list(csv.DictReader(io.StringIO(text(folder / "files-to-fetch.csv"), newline="")))
    read = [path for one in folder.glob("restore_*.sql") for path in DISK.findall(text(one))]
    assert sorted(one["path"] for one in listed) == sorted(read)
    assert all(int(one["bytes"]) > 0 for one in listed)


def test_scripts_are_t_sql(saved: Saved) -> None:
    _, out = saved.runbook(Choice(Disaster.BOTH, OTHER))
    scripts = sorted(files_of(out).glob("*.sql"))
    for one in scripts:
        if one.name.startswith("restore"):
            assert commands(text(one))
    command = [checker("tsqlcheck"), "--script", "--server", "2012", *map(str, scripts)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_other_names_bring_the_file_of_names(saved: Saved) -> None:
    book, out = saved.runbook(Choice(Disaster.BOTH, OTHER))
    data = (files_of(out) / "SampleUpdateInfo.xml").read_bytes()
    root = ET.fromstring(data)  # noqa: S314 - written by us just before
    named = {one.get("oldDBName") for one in root.iter()} - {None}
    bam = {one.text for one in root.iter("Property")}
    assert {one.name for one in company.DATABASES} <= named | bam
    assert not {"SQL01", "SQL02"} & {one.get("newDBServer") for one in root.iter()}
    assert "Tell the databases of each other's new places, once" in titles(book)
    assert {f"R{n:02}" for n in range(1, 11)} - {"R05"} == set(rows(book))  # it is Enterprise


@pytest.mark.parametrize(
    ("declared", "renames", "said"),
    [
        (ServerNames.OTHER, {}, "get other names in a restore; this runbook keeps them."),
        (ServerNames.SAME, OTHER, "keep their names in a restore."),
        (ServerNames.OTHER, OTHER, ""),
        (None, OTHER, ""),
    ],
)
def test_names_that_the_estate_declares_otherwise_are_a_warning(
    saved: Saved,
    tmp_path: Path,
    declared: ServerNames | None,
    renames: dict[str, str],
    said: str,
) -> None:
    group = replace(saved.evidence.group, restore=Restore(declared))
    book, _ = save(tmp_path, replace(saved.evidence, group=group)).runbook(
        Choice(Disaster.SQL, renames)
    )
    told = [one for one in book.warnings if "The estate declares" in one]
    assert len(told) == bool(said)
    assert all(said in one for one in told)


def test_our_own_check_takes_the_file_of_names(saved: Saved, tmp_path: Path) -> None:
    """On the BizTalk servers that the runbook asks to put it on, read as a scan does."""
    _, out = saved.runbook(Choice(Disaster.BOTH, OTHER))
    data = (files_of(out) / "SampleUpdateInfo.xml").read_text("utf-8")
    estate = sound(Times.of_now(log_hours=6))
    assert data != update_info.prepared()
    update_info.write(estate, data)
    with inside(tmp_path) as ready:
        found = statuses(ready.scan(estate))
    mine = {name: status for name, status in found.items() if name.startswith("RD03")}
    assert mine == {"RD03/BTS01": "pass", "RD03/BTS02": "pass"}


def test_lost_biztalk_server_leaves_the_databases_alone(saved: Saved) -> None:
    book, out = saved.runbook(Choice(Disaster.BIZTALK, server="BTS02"))
    assert not files_of(out).exists()
    assert "R01" not in rows(book)
    (export,) = (step for phase in book.phases for step in phase.steps if step.row == "R08")
    assert "BTS02" in export.evidence[0]


def test_lost_site_restores_from_the_copies_elsewhere(saved: Saved) -> None:
    near, _ = saved.runbook(Choice(Disaster.SQL))
    far, out = saved.runbook(Choice(Disaster.SQL, site="Rosenheim"))
    scripts = text(files_of(out) / "restore_SQL01.sql")
    assert far.goal < near.goal
    assert "FILE01" not in scripts


@pytest.mark.parametrize(
    "choice",
    [
        Choice(Disaster.SQL, {"SQL01": "SQLDR01"}),
        Choice(Disaster.SQL, {"SQL77": "SQLDR01"}),
        Choice(Disaster.SQL, site="Atlantis"),
        Choice(Disaster.BOTH, server="BTS77"),
    ],
)
def test_what_does_not_fit_the_group_is_refused(saved: Saved, choice: Choice) -> None:
    with pytest.raises(UserMistake):
        saved.runbook(choice)


def test_no_secret_is_in_anything_written(saved: Saved) -> None:
    for name in ("book.md", "book.html"):  # the PDF says what the page says
        _, out = saved.runbook(Choice(Disaster.BOTH, OTHER), name)
        for path in (out, *files_of(out).iterdir()):
            data = path.read_bytes()
            assert not [one for one in company.CANARIES if one.encode() in data], path


def test_same_run_same_bytes(saved: Saved) -> None:
    _, first = saved.runbook(Choice(Disaster.SQL), "one.html")
    _, second = saved.runbook(Choice(Disaster.SQL), "two.html")
    assert first.read_bytes() == second.read_bytes()


def test_files_move_into_the_folders_that_were_named(saved: Saved) -> None:
    choice = Choice(Disaster.SQL, OTHER, data_folder="E:\\data\\", log_folder="F:\\log")
    _, out = saved.runbook(choice, "moved.md")
    script = text(files_of(out) / "restore_SQLDR01.sql")
    targets = re.findall(r"MOVE N'[^']+' TO N'([^']+)'", script)
    assert len(targets) == len(set(targets)) == 2 * len(company.DATABASES)
    assert {one.rpartition("\\")[0] for one in targets} == {"E:\\data", "F:\\log"}


def test_other_evidence_is_refused(saved: Saved, tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    store.write_file(other, store.evidence_bytes(replace(saved.evidence, planned=())))
    with pytest.raises(VerificationFailed, match="not the evidence"):
        app.runbook(RunbookOrder(saved.run, other, tmp_path / "x.md", Choice(Disaster.SQL)))


def test_missing_evidence_is_said_in_the_step_that_needs_it(saved: Saved, tmp_path: Path) -> None:
    for lost, title in (
        ("sql:SQL01/server_logins", "Create the logins"),
        ("sql:SQL02/agent_jobs", "Create the SQL Server Agent jobs, BizTalk's own disabled"),
        ("sql:SQL02/chain_backups", "Find out what can be restored"),
    ):
        gap = Gap(GapReason.DENIED, "no right to read it")
        readings = tuple(
            replace(one, rows=(), gap=gap) if one.id == lost else one
            for one in saved.evidence.readings
        )
        assert readings != saved.evidence.readings
        folder = tmp_path / title[:4]
        less = save(folder, replace(saved.evidence, readings=readings))
        book, _ = less.runbook(Choice(Disaster.SQL))
        (step,) = step_of(book, title)
        assert "no right to read it" in " ".join(step.missing)
        assert book.leads_somewhere == (lost != "sql:SQL02/chain_backups")


def test_command_line(saved: Saved, tmp_path: Path) -> None:
    out = tmp_path / "runbook.pdf"
    ended = btsready("runbook", saved.run, "-o", out, "--same-names")
    assert ended.status == 0, ended.said
    assert out.read_bytes().startswith(b"%PDF")
    assert "3 of its steps nobody has said" in ended.out
    assert "Evidence is missing" not in ended.out
    refused = btsready("runbook", saved.run, "-o", tmp_path / "x.docx")
    assert (refused.status, "of no known form" in refused.err) == (2, True)
    alone = tmp_path / "alone.zip"
    alone.write_bytes(saved.run.read_bytes())
    assert btsready("runbook", alone, "-o", out).status == 2


def test_broken_chain_leads_to_an_older_mark_and_says_why(saved: Saved, tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    fault = FAULTS["log_set_incomplete"]
    with inside(tmp_path / "inside") as ready:
        evidence = ready.collect(sound(Times.of_now(log_hours=54)).with_faults([fault.apply]))
    broken, out = save(tmp_path, evidence).runbook(Choice(Disaster.SQL))
    well, _ = saved.runbook(Choice(Disaster.SQL))
    assert broken.goal < well.goal
    assert "Newer backups cannot be used" in broken.warnings[0]
    (step,) = step_of(broken, "Restore every database to the mark")
    assert any("The log chain ends at" in one for one in step.warnings)
    script = text(files_of(out) / "restore_SQL01.sql")
    assert "-- WARNING: Newer backups cannot be used" in script


def step_of(book: Runbook, title: str) -> list[Step]:
    return [one for phase in book.phases for one in phase.steps if one.title == title]


def renamed(evidence: Evidence, database: str) -> Evidence:
    """The same, but the rule engine's database has another name everywhere."""
    known = json.dumps(store.converter().unstructure(evidence))
    other = json.dumps(database)[1:-1]
    found = json.loads(known.replace(company.RULES.name, other))
    made: Evidence = store.converter().structure(found, Evidence)
    return made


def test_hostile_name_stays_a_name(saved: Saved, tmp_path: Path) -> None:
    name = "x]; DROP DATABASE [y'; --<b>"
    book, out = save(tmp_path, renamed(saved.evidence, name)).runbook(Choice(Disaster.SQL))
    assert book.leads_somewhere
    well, path = saved.runbook(Choice(Disaster.SQL))
    hostile = commands(text(files_of(out) / "restore_SQL01.sql"))
    usual = commands(text(files_of(path) / "restore_SQL01.sql"))
    assert sorted(one.words for one in hostile) == sorted(one.words for one in usual)
    assert len(book.attachments) == len(well.attachments)


def test_unsafe_login_costs_its_script_only(saved: Saved, tmp_path: Path) -> None:
    known = json.dumps(store.converter().unstructure(saved.evidence))
    found = json.loads(known.replace("svc-biztalk-host", "svc$(x)"))
    evidence = store.converter().structure(found, Evidence)
    book, out = save(tmp_path, evidence).runbook(Choice(Disaster.SQL))
    (step,) = step_of(book, "Create the logins")
    assert "logins_SQL01.sql was not written" in " ".join(step.missing)
    files = {one.name for one in files_of(out).iterdir()}
    assert "restore_SQL01.sql" in files
    assert "logins_SQL01.sql" not in files


@pytest.mark.parametrize("name", ["bad$(x)", "two\nlines", "\u202egnp"])
def test_unsafe_name_stops_it_before_anything_is_written(
    saved: Saved, tmp_path: Path, name: str
) -> None:
    unsafe = save(tmp_path, renamed(saved.evidence, name))
    with pytest.raises(Unquotable):
        unsafe.runbook(Choice(Disaster.SQL))
    assert {one.name for one in tmp_path.iterdir()} == {"sound-evidence.zip", "sound-run.zip"}
