"""A drill imported from a share, over the real command line: it weighs, or says why it does not."""

import json
import re
from pathlib import Path

import pytest

from reports import json as report
from reports import view
from scanner import app, people
from tests.e2e.command import Scanned, btsready, scan
from tests.lab.client import Lab
from tests.lab.estates import company, drill_results
from tests.lab.estates.faults import FAULTS
from tests.lab.estates.times import Times
from tests.lab.estates.variants import sound

DRILL = f"RD01/{company.GROUP}"
FILE = rf"{drill_results.PATH}\{drill_results.NAME}"
OTHERS = ("RD04",)  # what R01 asks of a person besides


@pytest.fixture(scope="module")
def base() -> Times:
    return Times.of_now(log_hours=6)


def become(lab: Lab, fault: str, times: Times) -> None:
    lab.become(sound(times).with_faults([FAULTS[fault].apply]))


def stated(folder: Path) -> Path:
    file = folder / "decisions.yaml"
    for about in OTHERS:
        people.attest(people.Statement(about, company.GROUP, "Maria Huber", "Seen.", "90d"), file)
    return file


def row(found: Scanned) -> tuple[str, str, str]:
    (one,) = [one for one in found.report["rows"] if one["in_scope"]]
    return one["status"], one["basis"], one["sentence"]


def test_a_whole_one_weighs_as_an_attestation(lab: Lab, base: Times, tmp_path: Path) -> None:
    become(lab, "drill_result_of_all_databases", base)
    file = stated(tmp_path)
    estate = lab.estate_file.read_text("utf-8")
    lab.estate_file.write_text(f"{estate}\ndecisions: {file}\n", encoding="utf-8")
    found = scan(lab, tmp_path / "out", rows="R01", formats=["html"])

    assert found.ended.status == 0, found.ended.said
    assert found.statuses[DRILL] == "not_checked"
    status, basis, sentence = row(found)
    assert (status, basis) == ("pass", "attested")
    assert sentence.endswith("is an imported statement.")
    assert "1 attested (1 imported)" in found.ended.out
    assert "Imported, counts until" in found.ended.out
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "1 attested (1 imported)" in page
    (one,) = [x for x in found.report["decisions"]["attestations"] if x["imported"]]
    assert (one["findings"], one["document"]["path"]) == ([DRILL], FILE)
    assert not [x for x in found.report["decisions"]["waiting"] if x["about"].startswith("RD01")]

    run, again = next((tmp_path / "out").glob("*-run.zip")), tmp_path / "again.zip"
    judge = ("judge", found.evidence, "--rows=R01", "--decisions", run, "-o", again)
    assert btsready(*judge).status == 0
    assert again.read_bytes() == run.read_bytes()
    later = btsready(*judge, "--as-of", f"{lab.estate.times.ago(days=-80):%Y-%m-%dT%H:%M:%SZ}")
    assert later.status != 0
    told = json.loads(report.render(view.of(*app.read_run(again))))
    assert not [x for x in told["decisions"]["attestations"] if x["imported"]]


def test_a_replay_tells_the_same(lab: Lab, base: Times, tmp_path: Path) -> None:
    become(lab, "drill_result_of_all_databases", base)
    found = scan(lab, tmp_path / "out", rows="R01")
    out = tmp_path / "again"
    again = btsready(
        *("scan", lab.estate_file, "--out", out, "--rows=R01"),
        *("--replay", found.evidence, f"--format=json:{out / 'report.json'}"),
        environment=lab.environment,
    )
    assert again.status == found.ended.status, again.said
    told = json.loads((out / "report.json").read_text("utf-8"))
    assert told["decisions"]["attestations"] == found.report["decisions"]["attestations"]


def test_without_the_file_and_in_part_it_does_not(lab: Lab, base: Times, tmp_path: Path) -> None:
    become(lab, "drill_result_left_a_database_out", base)
    found = scan(lab, tmp_path, rows="R01")
    assert found.ended.status == 1, found.ended.said
    assert found.statuses[DRILL] == "fail"
    flat = re.sub(r"\s+", " ", found.ended.out)
    assert f"{company.MESSAGE_BOX.name} is not in it" in flat
    assert not found.report["decisions"]["attestations"]


def test_a_message_with_a_secret_is_covered(lab: Lab, base: Times, tmp_path: Path) -> None:
    become(lab, "drill_result_with_a_failed_restore", base)
    found = scan(lab, tmp_path, rows="R01")
    (drill,) = [one for one in found.report["findings"] if one["id"] == DRILL]
    told = [one["fields"] for one in drill["evidence"] if one["kind"] == "DrillResult"]
    assert [one["restore_result"] for one in told if one["database"] == company.SSO.name] == [
        "Cannot open backup device, password=[redacted]"
    ]
    for path in tmp_path.rglob("*"):
        assert company.STEP_PASSWORD.encode() not in path.read_bytes()


def test_it_is_said_before_it_is_read(lab: Lab, base: Times) -> None:
    become(lab, "drill_result_of_all_databases", base)
    asked = btsready("plan", lab.estate_file, "--statements", environment=lab.environment)
    assert asked.status == 0, asked.said
    question = (
        f"read the newest .csv or .json file of {drill_results.PATH}, and keep of each record"
    )
    assert asked.out.count(question) == 1
    granted = btsready("plan", lab.estate_file, "--grants", environment=lab.environment)
    assert "Where drill results are kept, read their files too." in granted.out
