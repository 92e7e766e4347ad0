"""What people type to decide: written where and as it is meant, or refused with nothing written."""

import getpass
import platform
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from scanner import app, people
from tests.e2e.command import Ended, btsready
from tests.e2e.inside import inside
from tests.lab.client import Lab
from tests.lab.estates import company
from tests.lab.estates.faults import FAULTS
from tests.lab.estates.times import Times
from tests.lab.estates.variants import sound


def test_a_document_is_found_from_the_file_of_decisions(tmp_path: Path) -> None:
    """Who wrote it, where, and on what it rests."""
    paper, file = tmp_path / "drills" / "2026.txt", tmp_path / "decisions" / "ours.yaml"
    paper.parent.mkdir()
    paper.write_text("all six", encoding="utf-8")
    said = ("--by=Maria Huber", "--statement=Seen.", "--valid=90d", "--document", paper)
    ended = btsready("attest", "B03", f"--group={company.GROUP}", *said, "--decisions", file)
    assert ended.status == 0, ended.said
    (entry,) = yaml.safe_load(file.read_text("utf-8"))
    assert entry["document"]["path"] == "../drills/2026.txt"
    assert entry["entered"]["account"] == getpass.getuser()
    assert entry["entered"]["host"] == platform.node()
    assert f"unsigned, entered {entry['entered']['at']} by {getpass.getuser()}" in ended.out
    paper.write_text("all ten", encoding="utf-8")
    changed = btsready("decisions", "list", "--decisions", file)
    assert "was changed since; state it anew" in changed.out
    paper.unlink()
    assert "cannot be looked at" in btsready("decisions", "list", "--decisions", file).out


def test_list_and_expire(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    asked = people.Statement("b03", company.GROUP, "Maria Huber", "Seen.", "90d")
    made = people.attest(asked, file).decision
    listed = btsready("decisions", "list", "--decisions", file)
    assert (listed.status, made.id in listed.out, "In force until" in listed.out) == (0, True, True)
    assert btsready("decisions", "expire", made.id, "--decisions", file).status == 0
    assert "Ended 2" in btsready("decisions", "list", "--decisions", tmp_path).out
    again = btsready("decisions", "expire", made.id, "--decisions", file)
    assert (again.status, "over already" in again.err) == (2, True)
    file.write_text(file.read_text("utf-8") + "- kind: promise\n", encoding="utf-8")
    wrong = btsready("decisions", "list", "--decisions", file)
    assert (wrong.status, "kind must be one of" in wrong.out) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("attest", "B77", "--by=A", "--statement=B", "--valid=9d"), "no row, check or finding"),
        (("attest", "BJ99", "--by=A", "--statement=B", "--valid=9d"), "there are BJ01, BJ02"),
        (("attest", "DR1", "--by=A", "--statement=B", "--valid=9d"), "did you mean 'DR01'?"),
        (("attest", "DR01-xyz", "--by=A", "--statement=B", "--valid=9d"), "DR01- and 6 digits"),
        (("attest", "B03", "--by=A", "--statement=B", "--valid=soon"), "how long"),
        (
            ("waive", "BJ02", "--owner=A", "--approver=a", "--reason=R", "--until=2199-01-01"),
            "approver must be another person",
        ),
        (
            ("waive", "BJ02", "--owner=A", "--approver=B", "--reason=R", "--until=2020-01-01"),
            "does not lie ahead",
        ),
    ],
)
def test_mistakes_write_nothing(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    ended = btsready(*arguments, f"--group={company.GROUP}", "--decisions", file)
    assert (ended.status, said in ended.err) == (2, True), ended.said
    assert not file.exists()


SAID = ("--by=Maria Huber", "--statement=Seen.", "--valid=90d")
ACCEPTED = ("--owner=Olaf Otto", "--approver=Anna Aigner", "--reason=R", "--until=2198-07-01")


@pytest.fixture(scope="module")
def run_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a group that fails B11 and waits for B03."""
    folder = tmp_path_factory.mktemp("judged")
    broken = sound(Times.of_now(log_hours=6)).with_faults(
        [FAULTS["application_never_exported"].apply]
    )
    with inside(folder) as ready:
        app.save_run(ready.scan(broken), folder / "run.zip")
    return folder / "run.zip"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("attest", "DR01", "--group=Prodktion", *SAID), "did you mean 'Produktion'?"),
        (("attest", "DR01-000000", "--group=Produktion", *SAID), "It has DR01/Produktion, DR01-"),
        (("attest", "DR01/Prodktion", "--group=Produktion", *SAID), "'DR01/Produktion'?"),
        (("attest", "B11", "--group=Produktion", *SAID), "never counts for a failure"),
        (("waive", "BJ02", "--group=Produktion", *ACCEPTED), "fails today"),
        (("waive", "DR01", "--group=Produktion", *ACCEPTED), "fails today"),
    ],
)
def test_what_would_not_count_in_a_run_is_not_written(
    arguments: tuple[str, ...], said: str, run_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "decisions.yaml"
    ended = btsready(*arguments, "--decisions", file, "--run", run_file)
    assert (ended.status, said in ended.err) == (2, True), ended.said
    assert not file.exists()


def test_what_nobody_looked_up_is_told(lab: Lab, run_file: Path, tmp_path: Path) -> None:
    def attest(about: str, file: str, *more: str | Path) -> Ended:
        """Each into a file of its own: the same twice within a second is refused."""
        asked = ("attest", about, "--group=produktion", *SAID, "--decisions", tmp_path / file)
        return btsready(*asked, *more)

    drill = f"DR01/{company.GROUP}"
    blind = attest(drill, "blind.yaml")
    assert (blind.status, "Nobody looked up the group and the finding" in blind.err) == (0, True)
    known = attest(drill, "known.yaml", "--estate", lab.estate_file)
    assert (known.status, "Nobody looked up the finding:" in known.err) == (0, True)
    assert attest(drill, "seen.yaml", "--run", run_file).err == ""
    needless = attest("BJ02", "needless.yaml", "--run", run_file)
    assert (needless.status, "Not needed" in needless.err) == (0, True)
    wrong = btsready("attest", "B03", "--group=Test", *SAID, "--estate", lab.estate_file)
    assert (wrong.status, "the estate has no group 'Test'" in wrong.err) == (2, True)


def test_a_moment_is_written_in_utc(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    people_of = ("--owner=A", "--approver=B", "--reason=R", "--until=2198-07-01 Europe/Berlin")
    asked = ("waive", "bj02-ABCDEF", f"--group={company.GROUP}", *people_of, "--decisions", file)
    assert btsready(*asked).status == 0
    (entry,) = yaml.safe_load(file.read_text("utf-8"))
    assert datetime.fromisoformat(entry["until"]) == datetime(2198, 7, 1, 22, tzinfo=UTC)
    assert entry["about"] == "BJ02-abcdef"
