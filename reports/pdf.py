"""The run on paper, as PDF/A-3a: page one is the answer, the rest is what it rests on."""

import contextlib
import io
import logging
import math
import os
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from types import ModuleType
from typing import Any

from reports import fonts
from reports.pages import page, source
from reports.text import every_text
from reports.view import View
from scanner.errors import MissingProgram

SUFFIX = ".pdf"
VARIANT = "pdf/a-3a"
MOST_FIXES = 6
FEW_FIXES = 3
MOST_JUDGED = 18
MOST_NOTES = 2
MOST_ROWS = 40
FIRST_PAGE_LINES = 25
LIBRARIES = (
    "apt-get install -y --no-install-recommends "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)


class Refused(Exception):
    """The renderer reported an error, so the paper would lack something."""


def render(view: View) -> bytes:
    """The same view gives the same bytes: no clock of this machine comes in."""
    weasyprint = _weasyprint()
    shown = every_text(view, fonts.drawable)
    made = view.run.collection.ended.astimezone(UTC)
    text = page(
        "paper.html.j2",
        shown,
        style=f"{fonts.style()}\n{source('paper.css')}",
        created=f"{made:%Y-%m-%dT%H:%M:%SZ}",
        most_fixes=_fitting(shown),
        few_fixes=FEW_FIXES,
        most_judged=MOST_JUDGED,
        most_notes=MOST_NOTES,
        most_rows=MOST_ROWS,
    )
    with _fixed_clock(made), _no_complaint(), warnings.catch_warnings():
        # The renderer leaves the file of its colour profile to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        document = weasyprint.HTML(string=text, url_fetcher=_fetcher(weasyprint))
        data: bytes = document.write_pdf(
            pdf_variant=VARIANT, pdf_identifier=bytes.fromhex(view.run_sha256)[:16]
        )
    return data


def _fitting(view: View) -> int:
    """How many things to fix page one has room for beside its notes, by the length of the texts."""
    notes = (*view.cautions[:MOST_NOTES], *view.differences[:MOST_NOTES])
    beside = max(4, 2 + sum(_lines(note, 60) for note in notes))
    flags = 2 if view.hypothetical or view.scope else 0
    room = FIRST_PAGE_LINES - beside - flags - _lines(view.answer.sentence, 100)
    for number, fix in enumerate(view.fixes[:MOST_FIXES]):
        also = ", ".join(fix.also)[:120]
        room -= _lines(f"{fix.message[:150]} {fix.severity}", 95) + 0.5
        room -= _lines(f"{fix.todo[:150]} {also}", 105)
        if room < 0:
            return number
    return MOST_FIXES


def _lines(text: str, width: int) -> int:
    return math.ceil(min(len(text), 300) / width)


@cache
def _weasyprint() -> ModuleType:
    """The import prints advice of its own when a library is absent; ours is one line."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint
    except OSError as absent:
        message = f"the PDF needs Pango, which this machine lacks ({absent.args[0]})"
        raise MissingProgram(message, LIBRARIES) from absent
    return weasyprint  # type: ignore[no-any-return]  # the library has no types


def _fetcher(weasyprint: ModuleType) -> Any:
    """Gives out our fonts and nothing else, whatever a page may ask for."""
    urls = weasyprint.urls

    class Fetcher(urls.URLFetcher):  # type: ignore[misc,name-defined]  # no types
        def fetch(self, url: str, headers: object = None) -> Any:
            data = fonts.path(url).read_bytes()
            return urls.URLFetcherResponse(url, data, {"Content-Type": "font/woff2"})

    return Fetcher(fail_on_errors=True)


@contextlib.contextmanager
def _fixed_clock(moment: datetime) -> Iterator[None]:
    """Font subsets carry a date; this variable is the only way to fix it."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextlib.contextmanager
def _no_complaint() -> Iterator[None]:
    """A style that is ignored or a font that is not found is a defect, not a note in a log."""
    heard, logger = _Complaints(), logging.getLogger("weasyprint")
    logger.addHandler(heard)
    try:
        yield
    finally:
        logger.removeHandler(heard)
    if heard.said:
        raise Refused("; ".join(dict.fromkeys(heard.said)))
