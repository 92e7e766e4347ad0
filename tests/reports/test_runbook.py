"""A runbook in its three forms: the same steps, nothing of it active, red where evidence lacks."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from reports.runbook import (
    FORMATS,
    needed,
    numbered,
    render_html,
    render_markdown,
    render_pdf,
)
from scanner.model.runbook import Action, Attachment, Phase, Runbook, Step
from tests.needs import program

MADE = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
HOSTILE = "<script>x</script> **b** [l](javascript:1) \u202e`c`\n# h"
STEP = Step(
    title="Restore every database",
    row="R01",
    who="a sysadmin",
    where=("SQL01",),
    actions=(Action("Run it:", "sqlcmd -b\nsecond line"), Action("Look.")),
    expected="It ends.",
    evidence=("\\\\FILE01\\backup",),
    warnings=("It is a warning.",),
    missing=("The mark",),
    files=("restore_SQL01.sql",),
    reference="https://learn.microsoft.com/en-us/biztalk/core/how-to-restore-your-databases",
)
BOOK = Runbook(
    organisation="Firm",
    group="Production",
    disaster="All is lost.",
    names="Names stay.",
    goal="To the mark BTS_1",
    duration="About 2 h.",
    leads_somewhere=True,
    collected="2026-11-22 05:00 UTC",
    hypothetical="",
    run_sha256="ab" * 32,
    evidence_sha256="cd" * 32,
    warnings=(),
    phases=(Phase("First", (STEP,)), Phase("Then", (STEP, replace(STEP, missing=())))),
    attachments=(Attachment("restore_SQL01.sql", "A script", b"x"),),
)


def html(book: Runbook = BOOK) -> str:
    return render_html(book, MADE).decode()


def markdown(book: Runbook = BOOK) -> str:
    return render_markdown(book, MADE).decode()


def test_every_step_and_action_has_its_box() -> None:
    assert html().count('type="checkbox"') == 3 + 3 * 2
    assert markdown().count("- [ ]") == 3 * 2


def test_steps_are_numbered_by_phase() -> None:
    assert re.findall(r"### (\d\.\d)", markdown()) == ["1.1", "2.1", "2.2"]
    assert 'id="step-2.2"' in html()


def test_missing_evidence_is_red_in_the_overview_and_in_the_step() -> None:
    assert html().count('class="red"') == 2 + 1  # and on page one
    assert html().count('class="missing"') == 2
    assert markdown().count("MISSING EVIDENCE") == 2


def test_page_one_names_people_and_steps_that_lack_something() -> None:
    one = replace(STEP, missing=(), unsaid=("Who has the key?",))
    other = replace(one, who="an administrator", unsaid=())
    phases = (Phase("First", (one, one, other)), Phase("Then", (one, STEP, other, one)))
    book = replace(BOOK, phases=phases)
    assert [(each.who, each.steps) for each in needed(numbered(phases))] == [
        ("a sysadmin", "1.1\u20131.2, 2.1\u20132.2, 2.4"),
        ("an administrator", "1.3, 2.3"),
    ]
    page = html(book).partition("<main>")[0]
    assert "Evidence that a step relies on: 2.2." in page
    assert "What only people know, and nobody has said: 1.1, 1.2, 2.1, 2.4." in page
    assert "About 2 h." in page
    whole = replace(BOOK, phases=(Phase("First", (other,)),))
    assert "Nothing that a step of this runbook relies on." in html(whole)


def test_peoples_words_are_told_apart() -> None:
    said = replace(STEP, unsaid=("U1",), stated=("S1",), accepted=("W1",))
    book = replace(BOOK, phases=(Phase("First", (said,)),))
    for page in (html(book), markdown(book)):
        assert all(word in page for word in ("U1", "S1", "W1"))
    assert html(book).count('class="missing"') == 2
    assert "FOR A PERSON TO SETTLE" in markdown(book)


def test_commands_keep_their_lines() -> None:
    assert "<pre>sqlcmd -b\nsecond line</pre>" in html()
    assert "  sqlcmd -b\n  second line\n" in markdown()


def test_nothing_that_evidence_says_is_markup() -> None:
    hostile = replace(STEP, title="x", evidence=(HOSTILE,), where=(HOSTILE,))
    book = replace(BOOK, group=HOSTILE, phases=(Phase("First", (hostile,)),))
    assert "<script" not in html(book)
    assert "\u202e" not in html(book) + markdown(book)
    lines = markdown(book).splitlines()
    assert not any(line.startswith("# h") for line in lines)
    assert not any(re.search(r"(?<!\\)<script", line) for line in lines)


def test_page_asks_for_nothing() -> None:
    assert "default-src 'none'" in html()
    assert "<script" not in html()
    assert "src=" not in html()


def test_paper_is_tagged_and_the_same_each_time() -> None:
    first, second = render_pdf(BOOK, MADE), render_pdf(BOOK, MADE)
    assert first == second
    with pikepdf.open(BytesIO(first)) as document:
        assert "/StructTreeRoot" in document.Root


def test_contents_of_a_long_book_name_the_pages() -> None:
    book = replace(BOOK, phases=tuple(Phase(f"P{one}", (STEP,) * 2) for one in range(6)))
    text = subprocess.run(
        [program("pdftotext", "poppler-utils"), "-layout", "-", "-"],
        input=render_pdf(book, MADE),
        capture_output=True,
        check=True,
    ).stdout.decode()
    contents = re.findall(
        r"^ *(\d\.\d) Restore every database +evidence +(\d+)$", text, re.MULTILINE
    )
    pages = {number: int(page) for number, page in contents}
    assert len(pages) == 12
    for at, page in enumerate(text.split("\f"), 1):
        for number in re.findall(r"^ *(\d\.\d) Restore every database +R01$", page, re.MULTILINE):
            assert pages[number] == at


def test_hypothetical_is_said_aloud() -> None:
    book = replace(BOOK, hypothetical="2026-11-23 05:00 UTC")
    assert "Hypothetical" in html(book)
    assert "Hypothetical" in markdown(book)


@pytest.mark.parametrize("suffix", FORMATS)
def test_digests_of_what_it_was_made_from(suffix: str) -> None:
    if suffix != ".pdf":
        said = FORMATS[suffix](BOOK, MADE).decode()
        assert BOOK.run_sha256 in said
        assert BOOK.evidence_sha256 in said
