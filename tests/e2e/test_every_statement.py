"""The sound estate with all that people have to say, and with one statement less."""

import re
from pathlib import Path

from scanner import people
from tests.e2e.command import btsready, scan
from tests.lab.client import Lab
from tests.lab.estates import company

NEEDED = ("B02", "B03", *(f"R{number:02}" for number in range(1, 11)))


def stated(folder: Path) -> Path:
    """Every statement that the sound estate needs; the first as people type it."""
    file = folder / "decisions.yaml"
    said = ("--by", "Maria Huber", "--statement", "Seen.", "--valid", "90d", "--decisions", file)
    ended = btsready("attest", NEEDED[0].lower(), "--group", company.GROUP, *said)
    assert ended.status == 0, ended.said
    for row in NEEDED[1:]:
        asked = people.Statement(row, company.GROUP, "Maria Huber", "Seen.", "90d")
        people.attest(asked, file)
    return file


def without(file: Path, row: str) -> str:
    """The text without the entry about that row."""
    text = file.read_text("utf-8")
    about = text.index(f"about: {row}")
    start, end = text.rindex("- kind:", 0, about), text.index("- kind:", about)
    return text[:start] + text[end:]


def name_in_estate(lab: Lab, file: Path) -> None:
    estate = lab.estate_file.read_text("utf-8").partition("\ndecisions: ")[0]
    lab.estate_file.write_text(f"{estate}\ndecisions: {file}\n", encoding="utf-8")


def test_sound_with_every_statement_is_ready(lab: Lab, tmp_path: Path) -> None:
    name_in_estate(lab, stated(tmp_path))
    ready = scan(lab, tmp_path / "ready", rows="")
    assert ready.ended.status == 0, ready.ended.said
    assert ready.report["verdict"]["status"] == "READY"
    bases = ready.report["decisions"]["bases"]
    assert (bases["attested"] > 0, bases["waived"], bases["open"]) == (True, 0, 0)
    rows = [row["status"] for row in ready.report["rows"]]
    assert (len(rows), set(rows) <= {"pass", "not_applicable"}) == (21, True)

    run, again = next((tmp_path / "ready").glob("*-run.zip")), tmp_path / "again.zip"
    assert btsready("judge", ready.evidence, "-o", again, "--decisions", run).status == 0
    assert again.read_bytes() == run.read_bytes()


def test_without_one_statement_reports_say_who_has_to_say_what(lab: Lab, tmp_path: Path) -> None:
    """What they say to type makes it ready again."""
    file = stated(tmp_path)
    name_in_estate(lab, file)
    file.write_text(without(file, "B03"), encoding="utf-8")
    short = scan(lab, tmp_path / "short", rows="", formats=["html"])
    assert short.ended.status == 3, short.ended.said
    assert "Waiting for a person, B03: Restore all" in short.ended.out
    page = (tmp_path / "short" / "report.html").read_text("utf-8").replace("<wbr>", "")
    assert "Waiting for a person: row B03</a>" in page
    command = rf"btsready attest DR01-[0-9a-f]{{6}} --group {company.GROUP} --by NAME"
    (typed,) = set(re.findall(command, short.ended.out + page))
    (waiting,) = short.report["decisions"]["waiting"]
    assert (waiting["rows"], waiting["about"]) == ("B03", typed.split()[2])

    said = ("--by=Maria Huber", "--statement=Done.", "--valid=90d", "--estate", lab.estate_file)
    run = next((tmp_path / "short").glob("*-run.zip"))
    ended = btsready(*typed.split()[1:5], *said, "--run", run)
    assert (ended.status, ended.err) == (0, "")
    assert "Done." in file.read_text("utf-8"), "the file that the estate names"
    assert scan(lab, tmp_path / "whole", rows="").ended.status == 0


def test_a_file_that_the_estate_names_in_vain_is_told(lab: Lab, tmp_path: Path) -> None:
    name_in_estate(lab, tmp_path / "absent.yaml")
    named = scan(lab, tmp_path / "named", rows="B03")
    assert named.ended.status == 3, named.ended.said
    assert "there is no such file" in named.ended.out
