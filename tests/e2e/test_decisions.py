"""What people decide, over the real command line: valid, expired, malformed, scoped, changed."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from reports import json as report
from reports import view
from scanner import app
from tests.e2e.command import Ended, btsready
from tests.e2e.inside import inside
from tests.lab.estates import company
from tests.lab.estates.faults import FAULTS
from tests.lab.estates.times import Times
from tests.lab.estates.variants import sound

ENTERED = {"at": "2020-01-01T00:00:00Z", "account": "CORP\\huber", "host": "ADMIN01"}
FAR = "2199-12-31T00:00:00+01:00"
B03, B11 = "--rows=B03", "--rows=B11"


def attestation(about: str = "B03", **more: Any) -> dict[str, Any]:
    said = {"by": "Maria Huber", "statement": "Seen.", "entered": ENTERED, "until": FAR}
    plain = {"kind": "attestation", "id": "A-1", "group": company.GROUP, "about": about}
    return plain | said | more


def waiver(about: str, **more: Any) -> dict[str, Any]:
    said = {"owner": "Olaf Otto", "approver": "Anna Aigner", "reason": "It moves in March."}
    end = {"entered": ENTERED, "until": FAR}
    plain = {"kind": "waiver", "id": f"W-{about}", "group": company.GROUP, "about": about}
    return plain | said | end | more


@dataclass(frozen=True)
class Collected:
    """Evidence on disk: of the sound estate, and with an application that nobody exported."""

    well: Path
    unexported: Path


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Collected:
    folder = tmp_path_factory.mktemp("collected")
    base = sound(Times.of_now(log_hours=6))
    made = Collected(folder / "well.zip", folder / "unexported.zip")
    with inside(folder) as ready:
        app.save_evidence(ready.collect(base), made.well)
        broken = base.with_faults([FAULTS["application_never_exported"].apply])
        app.save_evidence(ready.collect(broken), made.unexported)
    return made


@dataclass(frozen=True)
class Judged:
    ended: Ended
    report: dict[str, Any]

    @property
    def troubles(self) -> str:
        return "\n".join(self.report["decisions"]["troubles"])


def judged(evidence: Path, folder: Path, entries: list[dict[str, Any]], *more: str) -> Judged:
    file, run = folder / "decisions.yaml", folder / "run.zip"
    plain = json.loads(json.dumps(entries))  # what is one thing twice, YAML would write once
    file.write_text(yaml.safe_dump(plain, sort_keys=False), encoding="utf-8")
    ended = btsready("judge", evidence, "-o", run, "--decisions", file, *more)
    return Judged(ended, json.loads(report.render(view.of(*app.read_run(run)))))


@pytest.mark.parametrize("about", ["B03", "DR01", f"DR01/{company.GROUP}"])
def test_a_statement_counts(about: str, collected: Collected, tmp_path: Path) -> None:
    found = judged(collected.well, tmp_path, [attestation(about)], B03)
    assert found.ended.status == 0, found.ended.said
    assert "Attested until 2199-12-30 23:00 UTC by Maria Huber: Seen." in found.ended.out
    assert "unsigned" in found.ended.out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"until": "2021-01-01T00:00:00Z"}, "Expired 2021-01-01"),
        ({"until": "2199-12-31T00:00:00"}, "decisions.yaml:11: [0].until:"),
        ({"entered": ENTERED | {"at": "2198-01-01T00:00:00Z"}}, "after the moment"),
        ({"ended": ENTERED}, "Ended 2020-01-01"),
        ({"group": "Prodktion"}, "which is none of this estate"),
        ({"about": "B04"}, ""),
        ({"statement": "password=hunter2"}, "looks like a secret"),
    ],
)
def test_one_that_does_not_count_changes_nothing(
    change: dict[str, Any], said: str, collected: Collected, tmp_path: Path
) -> None:
    found = judged(collected.well, tmp_path, [attestation(**change)], B03)
    assert found.ended.status == 3, found.ended.said
    assert said in found.troubles
    assert said in found.ended.out
    assert "hunter2" not in found.ended.said


def test_a_document_that_changed_or_is_gone(collected: Collected, tmp_path: Path) -> None:
    paper = tmp_path / "drill.txt"
    paper.write_text("all nine", encoding="utf-8")
    document = {"path": paper.name, "sha256": sha256(paper.read_bytes()).hexdigest()}
    entries = [attestation(document=document)]
    assert judged(collected.well, tmp_path, entries, B03).ended.status == 0
    paper.write_text("all ten", encoding="utf-8")
    changed = judged(collected.well, tmp_path, entries, B03)
    assert (changed.ended.status, "was changed since" in changed.troubles) == (3, True)
    paper.unlink()
    gone = judged(collected.well, tmp_path, entries, B03)
    assert (gone.ended.status, "cannot be looked at" in gone.troubles) == (3, True)


def failed(collected: Collected, folder: Path) -> list[str]:
    found = judged(collected.unexported, folder, [], B11)
    assert found.ended.status == 1, found.ended.said
    return [one["short"] for one in found.report["findings"] if one["status"] == "fail"]


def test_every_failure_waived_is_ready_with_exceptions(
    collected: Collected, tmp_path: Path
) -> None:
    """The names are those that the report prints."""
    names = failed(collected, tmp_path)
    found = judged(collected.unexported, tmp_path, [waiver(one) for one in names], B11)
    assert found.ended.status == 0, found.ended.said
    assert found.report["verdict"]["status"] == "READY WITH EXCEPTIONS"
    assert found.report["decisions"]["unwaived"]["status"] == "NOT READY"
    assert "Without waivers: NOT READY" in found.ended.out
    (row,) = [one for one in found.report["rows"] if one["in_scope"]]
    assert (row["status"], row["basis"]) == ("fail", "waived")
    entries, late = [waiver(one) for one in names], "--as-of=2199-12-31T00:00Z"
    later = judged(collected.unexported, tmp_path, entries, B11, late)
    assert later.ended.status == 1, later.ended.said
    assert "Expired 2199-12-30 23:00" in later.troubles


@pytest.mark.parametrize(
    "change",
    [{"until": "2021-01-01T00:00:00Z"}, {"until": "tomorrow"}, {"approver": "olaf otto"}],
)
def test_a_waiver_that_does_not_count(
    change: dict[str, Any], collected: Collected, tmp_path: Path
) -> None:
    entries = [waiver(one, **change) for one in failed(collected, tmp_path)]
    found = judged(collected.unexported, tmp_path, entries, B11)
    assert found.ended.status == 1, found.ended.said
    assert found.troubles


def test_a_waiver_of_one_subject_leaves_the_rest(collected: Collected, tmp_path: Path) -> None:
    first, *_ = failed(collected, tmp_path)
    entries = [waiver(first), waiver("AP03/Another", id="W-none")]
    found = judged(collected.unexported, tmp_path, entries, B11)
    assert found.ended.status == 1, found.ended.said
    assert "This run has no finding 'AP03/Another'" in found.troubles
    assert found.ended.out.count("Waived until") == 1


def test_a_statement_counts_for_no_failure(collected: Collected, tmp_path: Path) -> None:
    found = judged(collected.unexported, tmp_path, [attestation("B11")], B11)
    assert found.ended.status == 1, found.ended.said
    assert "A statement never counts for a failure" in found.troubles


def test_no_decisions_where_they_were_asked_for(collected: Collected, tmp_path: Path) -> None:
    asked = ("judge", collected.well, "-o", tmp_path / "run.zip", "--decisions")
    ended = btsready(*asked, tmp_path / "absent.yaml")
    assert ended.status == 2
    assert "no such file or folder of decisions" in ended.err
    assert btsready(*asked, collected.well).status == 4
