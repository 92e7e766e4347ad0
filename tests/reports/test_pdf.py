"""The run on paper, read back by other programs."""

import builtins
import io
import logging
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest

from reports import pdf, view
from scanner.errors import MissingProgram
from scanner.model.status import Status
from tests.needs import program
from tests.reports import sample, sample_recovery

pytestmark = pytest.mark.slow

SAMPLES = ["neglected", "ready_in_part", "incomplete", "hypothetical", "hostile"]


@cache
def paper(name: str) -> bytes:
    return pdf.render(view.of(getattr(sample, name)(), sample.RUN_SHA256))


def pages(name: str) -> list[str]:
    return text_of(paper(name))


def text_of(data: bytes) -> list[str]:
    """The text of each page, in reading order."""
    command = [program("pdftotext", "poppler-utils"), "-", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


@pytest.mark.parametrize(
    ("name", "answer", "label"),
    [
        ("neglected", "No", "NOT READY"),
        ("ready_in_part", "Yes, for 5 of 21 rows", "READY for 5 of 21 rows"),
        ("incomplete", "Not known", "INCOMPLETE"),
    ],
)
def test_page_one_begins_with_the_answer(name: str, answer: str, label: str) -> None:
    start = pages(name)[0][:400]
    assert f"Could we restore this group today?\n\n{answer}" in start
    assert label in start


@pytest.mark.parametrize("name", SAMPLES)
def test_page_one_holds_all_that_belongs_to_it(name: str) -> None:
    first = pages(name)[0]
    assert "content not verified" in first
    assert getattr(sample, name)().evidence_sha256 in first
    assert f"{sample.RUN_SHA256} unsigned" in first
    assert "What would be left" in pages(name)[1]


def test_page_one_says_what_waits_for_a_person_with_the_command() -> None:
    first = " ".join(pages("incomplete")[0].split())
    assert "Waiting for a person: rows B01," in first
    assert 'btsready attest ROW --group PROD-EU --by NAME --statement "…" --valid 90d' in first
    assert "Waiting for a person: 17 rows" in " ".join(pages("neglected")[0].split())


def test_page_one_says_what_to_fix_first_and_where_it_is_told() -> None:
    lines = " ".join(pages("neglected")[0].split())
    assert "The job is disabled since 2026-10-30 14:11 UTC or before." in lines
    assert lines.index("The job is disabled") < lines.index("unreachable")


def test_page_one_says_to_when_all_databases_could_be_restored() -> None:
    first = " ".join(pages("neglected")[0].split())
    assert (
        "If the SQL Server machine SQL01 were lost now, all 5 databases could be restored "
        "together to 2026-11-11 04:45 UTC, 11 d 15 min ago"
    ) in first
    assert "newest, not guaranteed: 2026-11-11 05:00 UTC." in first


def test_what_is_not_known_needs_no_page_of_its_own() -> None:
    run = replace(sample.neglected(), recovery=sample_recovery.unknown())
    first, second, *_ = text_of(pdf.render(view.of(run, sample.RUN_SHA256)))
    assert "SELECT on backupset was refused." in " ".join(first.split())
    assert "The checklist" in second


def test_facts_are_printed_of_what_needs_somebody_only() -> None:
    """BJ01 passes and BJ02 fails, both by the same fact."""
    text = " ".join(" ".join(pages("neglected")).split())
    assert "BJ01 The backup job exists once" in text
    assert text.count("Agent job name Backup BizTalk Server") == 1
    assert "its facts are in the HTML report and in the JSON" in text


def test_every_page_of_a_part_says_so() -> None:
    assert all("5 of 21 rows" in text for text in pages("ready_in_part"))


def test_every_page_of_a_hypothesis_says_so() -> None:
    assert all("hypothetical" in text.lower() for text in pages("hypothetical"))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_number_of_pages_is_sensible(name: str) -> None:
    assert 5 <= len(pages(name)) <= 12


def test_the_same_view_gives_the_same_bytes() -> None:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    again = pdf.render(view.of(sample.neglected(), sample.RUN_SHA256))
    assert again == paper("neglected")
    assert os.environ.get("SOURCE_DATE_EPOCH") == before


@pytest.mark.parametrize("name", SAMPLES)
def test_qpdf_finds_nothing_wrong(name: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(paper(name))
    done = subprocess.run([program("qpdf"), "--check", path], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def test_all_fonts_are_ours_and_embedded() -> None:
    command = [program("pdffonts", "poppler-utils"), "-"]
    done = subprocess.run(command, input=paper("hostile"), capture_output=True, check=True)
    lines = done.stdout.decode().splitlines()[2:]
    assert lines
    for line in lines:
        assert "+Report-" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]


def test_it_is_tagged_pdf_a_with_language_and_outline() -> None:
    with pikepdf.open(io.BytesIO(paper("neglected"))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["dc:title"] == "PROD-EU: restore readiness, NOT READY"
        with document.open_outline() as outline:
            (group,) = outline.root
            assert group.title == "PROD-EU"
            assert len(group.children) == 3 + len(sample.TITLES) + 1


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://example.invalid/x.png", "data:image/png;base64,AA"]
)
def test_a_page_that_asks_for_anything_is_no_page(address: str) -> None:
    weasyprint = pdf._weasyprint()
    document = weasyprint.HTML(
        string=f"<img src='{address}'>", url_fetcher=pdf._fetcher(weasyprint)
    )
    with pytest.raises(weasyprint.urls.FatalURLFetchingError):
        document.write_pdf()


def test_a_complaint_of_the_renderer_is_a_defect() -> None:
    with pytest.raises(pdf.Refused, match="no such anchor"), pdf._no_complaint():
        logging.getLogger("weasyprint").error("no such anchor")


def test_the_renderer_ignores_none_of_our_style(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, logger="weasyprint")
    pdf.render(view.of(sample.hostile(), sample.RUN_SHA256))
    assert caplog.messages == []


def test_without_pango_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    really = builtins.__import__

    def refuse(
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        if name == "weasyprint":
            raise OSError("cannot load library 'libgobject-2.0-0'")
        return really(name, globals, locals, fromlist, level)

    pdf._weasyprint.cache_clear()
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingProgram, match="libgobject") as caught:
        pdf.render(view.of(sample.neglected(), sample.RUN_SHA256))
    assert caught.value.hint == pdf.LIBRARIES


@pytest.mark.parametrize("failures", [0, 2, 8])
def test_page_one_takes_as_much_as_it_has_room_for(failures: int) -> None:
    text = "It is not as it must be, and this is said in a sentence of the usual length."
    found = [
        replace(one, status=Status.FAIL, message=text, fix=f"{text} Correct it.")
        if number < failures
        else one
        for number, one in enumerate(sample.sound_findings())
    ]
    run = replace(sample.run(found, asked=sample.SCOPE), hypothetical=True, cautions=(text,) * 5)
    texts = text_of(pdf.render(view.of(run, sample.RUN_SHA256)))
    assert f"{sample.RUN_SHA256} unsigned" in texts[0]
    assert "Correct it." in texts[0] or not failures
