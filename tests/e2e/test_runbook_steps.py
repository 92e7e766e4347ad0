"""What the steps of a runbook say of the lab's estates: findings, people's words, editions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from checks.registry import all_checks
from scanner import app, store
from scanner.collectors.registry import COLLECTORS
from scanner.factbook import FactBook, View
from scanner.judge import Terms
from scanner.model.evidence import Evidence, Gap, GapReason
from scanner.model.run import Run
from scanner.model.runbook import Disaster, Runbook, Step
from scanner.model.status import Status
from scanner.runbook.choice import Choice
from scanner.runbook.compose import compose
from scanner.runbook.concerns import concerns
from scanner.runbook.order import RunbookOrder
from tests.e2e.command import btsready
from tests.e2e.inside import inside
from tests.lab.estates import company, machines
from tests.lab.estates.faults import FAULTS
from tests.lab.estates.times import Times
from tests.lab.estates.variants import neglected, sound

SKEW = timedelta(minutes=5)
OTHER = {"SQL01": "SQLDR01", "SQL02": "SQLDR01"}
CHOICES = (
    Choice(Disaster.SQL),
    Choice(Disaster.SQL, OTHER),
    Choice(Disaster.BIZTALK),
    Choice(Disaster.BIZTALK, server="BTS02"),
    Choice(Disaster.BOTH),
    Choice(Disaster.BOTH, OTHER),
)
ROWS = ("B02", "B03", *(f"R{number:02}" for number in range(1, 11)))


@dataclass(frozen=True)
class Saved:
    path: Path
    run: Run

    def book(self, choice: Choice) -> Runbook:
        out = self.path.with_name("book.md")
        return app.runbook(RunbookOrder(self.path, None, out, choice))


def save(folder: Path, evidence: Evidence) -> Saved:
    sha256 = app.save_evidence(evidence, folder / "x-evidence.zip")
    run = app.judged(evidence, sha256, Terms(evidence.limits))
    app.save_run(run, folder / "x-run.zip")
    return Saved(folder / "x-run.zip", run)


@pytest.fixture(scope="module")
def estates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Saved]:
    times = Times.of_now(log_hours=54)
    standard = sound(times).with_faults([FAULTS["standard_edition_prepared"].apply])
    made = {"sound": sound(times), "neglected": neglected(times), "standard": standard}
    with inside(tmp_path_factory.mktemp("inside")) as ready:
        return {
            name: save(tmp_path_factory.mktemp(name), ready.collect(one))
            for name, one in made.items()
        }


def stated(row: str) -> dict[str, Any]:
    """What a person said of a row before the scan."""
    entered = {"at": "2020-01-01T00:00:00Z", "account": "CORP\\huber", "host": "ADMIN01"}
    who = {"group": company.GROUP, "about": row, "by": "Maria Huber", "statement": "Seen."}
    until = "2199-12-31T00:00:00+01:00"
    return {"kind": "attestation", "id": f"A-{row}", "entered": entered, "until": until} | who


def step(book: Runbook, title: str) -> Step:
    (found,) = (one for one in book.steps if one.title == title)
    return found


def texts(book: Runbook) -> Iterator[str]:
    for one in book.steps:
        yield from (*one.warnings, *one.accepted, *one.unsaid, *one.stated)


@pytest.mark.parametrize("choice", CHOICES, ids=lambda one: f"{one.disaster}{len(one.renames)}")
def test_every_step_says_who_where_what_and_what_to_expect(
    estates: dict[str, Saved], choice: Choice
) -> None:
    for one in estates["sound"].book(choice).steps:
        assert all((one.title, one.who, one.where, one.actions, one.expected)), one.title
        assert not one.warnings, one.title


@pytest.mark.parametrize("choice", CHOICES, ids=lambda one: f"{one.disaster}{len(one.renames)}")
def test_every_failure_of_a_restore_row_is_told_exactly_once(
    estates: dict[str, Saved], choice: Choice
) -> None:
    run, said = estates["neglected"].run, list(texts(estates["neglected"].book(choice)))
    wrong = [one for one in run.findings if one.status in (Status.FAIL, Status.ERROR)]
    restoring = [one for one in wrong if any(row.startswith("R") for row in one.rows)]
    assert restoring
    for one in restoring:
        assert sum(one.message in text for text in said) == 1, one.id


def test_every_check_of_a_restore_row_is_asked_for_by_a_step(estates: dict[str, Saved]) -> None:
    """A new check is read by whoever restores only when a step names it."""
    books = [estates["standard"].book(choice) for choice in CHOICES]
    asked = {each for book in books for one in book.steps for each in one.checks}
    letters = {each.partition("/")[0] for each in asked}
    serving = [one.id for one in all_checks() if any(row.startswith("R") for row in one.rows)]
    missing = [one for one in serving if one not in letters and f"{one[:2]}*" not in letters]
    assert missing == []


def test_each_open_question_is_asked_once_and_answered_by_a_statement(
    estates: dict[str, Saved], tmp_path: Path
) -> None:
    saved, choice = estates["sound"], Choice(Disaster.BOTH, OTHER)
    book = saved.book(choice)
    asked = [pattern for one in book.steps for pattern in one.checks]
    waiting = [one for one in saved.run.findings if one.status is Status.NOT_CHECKED]
    mine = [one for one in waiting if any(concerns(each, one) for each in asked)]
    assert sum(len(one.unsaid) for one in book.steps) == len(mine) == len(waiting)

    file = tmp_path / "decisions.yaml"
    file.write_text(yaml.safe_dump([stated(row) for row in ROWS]), encoding="utf-8")
    evidence, run = saved.path.with_name("x-evidence.zip"), tmp_path / "run.zip"
    judged = btsready("judge", evidence, "-o", run, "--decisions", file)
    assert judged.status == 0, judged.said
    out = tmp_path / "book.md"
    order = RunbookOrder(run, evidence, out, choice)
    answered = app.runbook(order)
    assert answered.waiting == answered.lacking == 0
    safe = step(answered, "Have the secrets of the restore at hand")
    assert "of R03: “Seen.” Counts until" in safe.stated[0]
    text = out.read_text("utf-8")
    assert "NOBODY HAS SAID" not in text
    assert "MISSING" not in text


def test_replacement_is_installed_by_evidence(estates: dict[str, Saved]) -> None:
    book = estates["sound"].book(Choice(Disaster.BIZTALK, server="bts02"))
    one = step(book, "Install BizTalk Server on the replacement")
    said = "\n".join(one.evidence)
    for part in (
        "BTS02: Microsoft BizTalk Server 2020 Enterprise, version 3.13.717.0",
        "KB5032870",
        "features by the export of",
        machines.IMAGE.replace("/", "\\"),
        machines.UPDATE.replace("/", "\\"),
    ):
        assert part in said
    assert one.missing == ()
    assert "BTS01" not in said
    assert "R05" not in {each.row for each in book.steps}


def test_which_server_is_lost_is_said_or_left_open(estates: dict[str, Saved]) -> None:
    one = estates["sound"].book(Choice(Disaster.BOTH, server="bts01"))
    assert one.disaster.startswith("All SQL Servers and the BizTalk server BTS01 are lost.")
    assert step(one, "Stop BizTalk Server everywhere").where == ("BTS02",)
    any_of_them = estates["sound"].book(Choice(Disaster.BIZTALK))
    where = step(any_of_them, "Install BizTalk Server on the replacement").where
    assert where == ("the replacement of the lost server: BTS01 or BTS02",)
    portal = step(any_of_them, "Bring back the BAM portal of BTS02")
    assert portal.actions[0].text.startswith("Only if BTS02 is the lost server")


def test_standard_edition_has_steps_of_its_own(estates: dict[str, Saved]) -> None:
    book = estates["standard"].book(Choice(Disaster.BIZTALK, server="BTS01"))
    store = step(book, "Restore the certificate store and the private keys")
    assert store.row == "R05"
    group = step(book, "Join the BizTalk group")
    assert any("RestoreConfig.vbe" in one for one in group.evidence)
    assert any("32-bit" in one.text for one in group.actions)
    assert any("will be named BTS01" in one or "same name" in one for one in group.unsaid)


def test_what_stood_at_a_lost_site_is_not_relied_on(estates: dict[str, Saved]) -> None:
    saved = estates["sound"]
    near = saved.book(Choice(Disaster.BOTH))
    far = saved.book(Choice(Disaster.BOTH, site="Rosenheim"))
    assert any("VAULT01" in line for one in near.steps for line in one.evidence)
    assert not any("VAULT01" in line for one in far.steps for line in one.evidence)
    assert far.lacking > near.lacking == 0
    for title in ("Create the logins", "Install BizTalk Server on the replacement"):
        assert any("VAULT01" in one and "lost" in one for one in step(far, title).missing)


def test_no_gap_stops_the_runbook(estates: dict[str, Saved]) -> None:
    """What could not be read is told by the steps; whoever restores needs the others still."""
    saved = estates["sound"]
    path = saved.path.with_name("x-evidence.zip")
    evidence = store.evidence_of(store.read_file(path)[0], str(path))
    gap, said = Gap(GapReason.DENIED, "no right"), set()
    for name in sorted({one.collector for one in evidence.readings}):
        readings = tuple(
            replace(one, rows=(), gap=gap) if one.collector == name else one
            for one in evidence.readings
        )
        book = FactBook(replace(evidence, readings=readings), COLLECTORS, saved.run.as_of, SKEW)
        facts = View(book, frozenset(one.fact for one in COLLECTORS))
        made = compose(facts, saved.run, "0" * 64, Choice(Disaster.BOTH, OTHER))
        if any("no right" in line for one in made.steps for line in one.missing):
            said.add(name)
    for name in ("installation", "updates", "adapters", "sso_service", "server_logins"):
        assert name in said


def test_page_one_says_how_long_who_and_what_is_missing(
    estates: dict[str, Saved], tmp_path: Path
) -> None:
    out = tmp_path / "book.html"
    app.runbook(RunbookOrder(estates["neglected"].path, None, out, Choice(Disaster.BOTH)))
    page = out.read_text("utf-8").partition("<main>")[0]
    for part in (
        "All SQL Servers and all BizTalk servers of the group are lost.",
        "All databases to the mark",
        "of machine time to restore",
        "Evidence that a step relies on: ",
        "What only people know, and nobody has said: 1.1, 1.2",
        "A member of sysadmin on that SQL Server: 2.1\u2013",
        "Newer backups cannot be used to a mark.",
    ):
        assert part in page, part
