"""The three estates end as the lab says they must."""

from pathlib import Path

from scanner.model.evidence import GapReason
from tests.e2e.command import scan
from tests.lab.client import Lab
from tests.lab.estates.variants import half_dark, neglected, sound

GAP_REASONS = {reason.value for reason in GapReason}


def test_sound_is_ready_for_the_rows_that_have_checks(lab: Lab, tmp_path: Path) -> None:
    lab.become(sound())
    scanned = scan(lab, tmp_path, formats=["html"])
    assert scanned.ended.status == 0, scanned.ended.said
    assert "READY for 9 of 21 rows" in scanned.ended.out
    assert "READY for 9 of 21 rows" in (tmp_path / "report.html").read_text("utf-8")
    assert "READY for 9 of 21 rows" in scanned.report["verdict"]["sentence"]
    assert set(scanned.statuses.values()) == {"pass", "not_applicable"}


def test_sound_is_incomplete_until_people_have_spoken(lab: Lab, tmp_path: Path) -> None:
    lab.become(sound())
    scanned = scan(lab, tmp_path, rows="")
    assert scanned.ended.status == 3, scanned.ended.said
    assert scanned.report["verdict"]["status"] == "INCOMPLETE"
    open_rows = [row["id"] for row in scanned.report["rows"] if row["status"] == "not_checked"]
    assert open_rows == ["B02", "B03", "R01", "R02", "R03", "R04", "R06", "R08", "R09"]


def test_neglected_is_not_ready(lab: Lab, tmp_path: Path) -> None:
    lab.become(neglected())
    scanned = scan(lab, tmp_path, rows="")
    assert scanned.ended.status == 1, scanned.ended.said
    assert scanned.report["verdict"]["status"] == "NOT READY"
    failed = {one.partition("/")[0] for one, status in scanned.statuses.items() if status == "fail"}
    assert failed >= {"BJ03", "BS01", "BS02", "BS03", "LS01", "MS01", "MS02", "BP01", "BP02"}


def test_half_dark_passes_nothing_that_it_could_not_read(lab: Lab, tmp_path: Path) -> None:
    lab.become(half_dark())
    scanned = scan(lab, tmp_path, rows="")
    assert scanned.ended.status == 3, scanned.ended.said
    assert "fail" not in scanned.statuses.values()
    lost = {one["id"] for one in scanned.report["readings"] if one["gap"]}
    assert lost
    for one in scanned.report["findings"]:
        if lost & set(one["readings"]):
            assert one["status"] == "error", one["id"]
            assert one["gap"]["reason"] in GAP_REASONS
