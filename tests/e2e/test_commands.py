"""Every command but scan, as people type it."""

import hashlib
import json
import re
from pathlib import Path

import pytest
import yaml

from checks.registry import all_checks
from tests.e2e.command import Ended, Scanned, btsready, scan
from tests.lab.client import Lab
from tests.lab.estates.variants import half_dark, sound

LISTED = re.compile(r"^  ([0-9a-f]{64})  (.+)$")
ROWS = "--rows=B04,B05,B07,B09,B10"


@pytest.fixture(scope="module")
def scanned(lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Scanned:
    lab.become(sound())
    return scan(lab, tmp_path_factory.mktemp("scanned"))


def asked(lab: Lab, *arguments: str) -> Ended:
    ended = btsready(*arguments, environment=lab.environment)
    assert ended.status == 0, ended.said
    return ended


def test_discover_names_everything_and_what_to_paste(lab: Lab) -> None:
    lab.become(sound())
    said = asked(lab, "discover", str(lab.estate_file)).out
    for name in ("BizTalkMsgBoxDb on SQL02", "SSODB on SQL01", "BAMPrimaryImport", "SQLDR01"):
        assert name in said
    reach = yaml.safe_load(said[said.index("reach:") :])["reach"]
    hosts = ["BTS01", "BTS02", "DEPLOY01", "SQL01", "SQL02", "SSO01", "VAULT01"]
    assert reach["hosts"] == hosts
    assert r"\\FILE01\BizTalkBackup\PROD" in reach["shares"]


def test_plan_prints_every_statement_with_its_digest(lab: Lab) -> None:
    lab.become(sound())
    printed: dict[str, list[str]] = {}
    text: list[str] = []
    for line in asked(lab, "plan", str(lab.estate_file), "--statements").out.splitlines():
        if found := LISTED.match(line):
            text = printed.setdefault(found[1], [])
            text.clear()
        elif line.startswith("    "):
            text.append(line[4:])
    assert printed
    for digest, lines in printed.items():
        bare = "\n".join(lines)
        digests = {hashlib.sha256(one.encode()).hexdigest() for one in (bare, f"{bare}\n")}
        assert digest in digests, bare


def test_plan_reads_nothing_but_what_discovery_needs(lab: Lab) -> None:
    lab.become(sound())
    before = _around(lab)
    asked(lab, "plan", str(lab.estate_file))
    assert _around(lab) == before


def _around(lab: Lab) -> int:
    """Connections to hosts and file servers so far."""
    seen = lab.seen().items()
    return sum(one.connections for name, one in seen if not name.startswith("sql:"))


def test_grants_are_a_script_without_holes(lab: Lab) -> None:
    lab.become(sound())
    script = asked(lab, "plan", str(lab.estate_file), "--grants").out
    assert "GRANT SELECT ON dbo.adm_BackupHistory TO [btsready_reader];" in script
    assert not re.search(r"[{}]", script)


def test_doctor_names_the_missing_right(lab: Lab) -> None:
    lab.become(half_dark())
    said = asked(lab, "doctor", str(lab.estate_file)).out
    assert "needs: GRANT SELECT ON dbo.sysjobschedules TO [btsready_audit];" in said
    assert "unreachable" in said
    assert "MS01 SSO01" in said


def test_report_renders_a_run_again(scanned: Scanned, tmp_path: Path) -> None:
    run = next(scanned.folder.glob("*-run.zip"))
    formats = [f"--format={name}:{tmp_path / name}" for name in ("html", "pdf", "json", "console")]
    ended = btsready("report", run, *formats)
    assert ended.status == 0, ended.said
    again = json.loads((tmp_path / "json").read_text("utf-8"))
    assert again == scanned.report
    assert (tmp_path / "pdf").read_bytes().startswith(b"%PDF")
    assert btsready("report", run).out.strip() == (tmp_path / "console").read_text("utf-8").strip()


@pytest.mark.parametrize(
    ("moment", "status", "word"),
    [("2100-01-01T00:00:00Z", 1, "FAIL"), ("2020-01-01T00:00:00+01:00", 3, "in the future of")],
)
def test_another_moment_is_hypothetical_and_never_better(
    moment: str, status: int, word: str, scanned: Scanned, tmp_path: Path
) -> None:
    ended = btsready("judge", scanned.evidence, "-o", tmp_path / "run.zip", ROWS, "--as-of", moment)
    assert ended.status == status, ended.said
    assert "Hypothetical" in ended.out
    assert word in ended.out


def test_limits_of_another_estate_file(lab: Lab, scanned: Scanned, tmp_path: Path) -> None:
    estate = tmp_path / "estate.yaml"
    strict = "\nlimits:\n  BS01: {max_age: 1m}\n  clock: {max_skew: 100d}\n"
    estate.write_text(lab.estate_file.read_text("utf-8") + strict, encoding="utf-8")
    (tmp_path / "lab-ca.pem").touch()
    run = tmp_path / "run.zip"
    assert btsready("judge", scanned.evidence, "-o", run, ROWS).status == 0
    ended = btsready("judge", scanned.evidence, "-o", run, ROWS, "--estate", estate)
    assert ended.status == 1, ended.said
    assert "limit 1 min" in ended.out
    assert "clocks up to 100 d off" in ended.out


def test_every_check_and_row_is_explained() -> None:
    listed = btsready("checks").out
    for one in all_checks():
        assert one.id in listed
    for wanted in ("bj01", "B04", "R10"):
        assert btsready("explain", wanted).status == 0
    assert btsready("explain", "XX99").status == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    assert "_BTSREADY_COMPLETE" in btsready("completion", shell).out


def test_colour_only_when_asked_for(scanned: Scanned) -> None:
    run = next(scanned.folder.glob("*-run.zip"))
    assert "\x1b" in btsready("--color", "always", "report", run).out
    assert "\x1b" not in btsready("report", run, environment={"NO_COLOR": "1"}).out


def test_quiet_says_nothing_of_what_went_well(scanned: Scanned, tmp_path: Path) -> None:
    ended = btsready("-q", "judge", scanned.evidence, "-o", tmp_path / "run.zip", ROWS)
    assert (ended.status, ended.said) == (0, "")
