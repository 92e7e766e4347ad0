"""The run on paper, as PDF/A-3a: page one is the answer, the rest is what it rests on."""

import contextlib
import gc
import io
import logging
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
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
MOST_NOTES = 2
MOST_ROWS = 40
MOST_STRETCHES = 24
MOST_ORIGINS = 8
SETTLED = ("pass", "not-applicable")  # needs nobody: a line each, without its facts
FEW_FIXES = 3
FIXES = (5, 4, 3, 2, 1)
JUDGED = (16, 12, 8, 4, 0)
WAITING = (5, 4, 3, 2, 1, 0)
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
    with _fixed_clock(made), _no_complaint(), _no_collector(), warnings.catch_warnings():
        # The renderer leaves the file of its colour profile to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        document = _document(weasyprint, shown, _fitting(weasyprint, shown), whole=True)
        data: bytes = document.write_pdf(
            pdf_variant=VARIANT, pdf_identifier=bytes.fromhex(view.run_sha256)[:16]
        )
    return data


def written(text: str, made: datetime, sha256: str) -> bytes:
    """A page of ours as PDF/A, under the same rules; `sha256` names what it was made from."""
    weasyprint = _weasyprint()
    with _fixed_clock(made), _no_complaint(), _no_collector(), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # as above
        document = weasyprint.HTML(string=text, url_fetcher=_fetcher(weasyprint))
        data: bytes = document.write_pdf(
            pdf_variant=VARIANT, pdf_identifier=bytes.fromhex(sha256)[:16]
        )
    return data


@dataclass(frozen=True)
class Most:
    """How many entries page one shows of what is to be fixed, said by people, and was judged."""

    fixes: int
    waiting: int = 0
    judged: int = 0


def _document(weasyprint: ModuleType, view: View, most: Most, whole: bool) -> Any:
    made = view.run.collection.ended.astimezone(UTC)
    text = page(
        "paper.html.j2",
        view,
        style=f"{fonts.style()}\n{source('paper.css')}",
        created=f"{made:%Y-%m-%dT%H:%M:%SZ}",
        most_fixes=most.fixes,
        most_waiting=most.waiting,
        most_judged=most.judged,
        most_notes=MOST_NOTES,
        most_rows=MOST_ROWS,
        most_stretches=MOST_STRETCHES,
        most_origins=MOST_ORIGINS,
        settled=SETTLED,
        whole=whole,
    )
    return weasyprint.HTML(string=text, url_fetcher=_fetcher(weasyprint))


def _fitting(weasyprint: ModuleType, view: View) -> Most:
    """As much as leaves page one a single page."""
    tries = _tries(view)
    for most in tries[:-1]:
        laid_out = _document(weasyprint, view, most, whole=False).render()
        if len(laid_out.pages) == 1:
            return most
    return tries[-1]


def _tries(view: View) -> list[Most]:
    """What is to be fixed comes first, then what people have to say, then what was judged."""
    if len(view.fixes) >= FEW_FIXES:
        return [Most(count) for count in FIXES]
    if view.decided.waiting:
        return [Most(FEW_FIXES, count) for count in WAITING]
    return [Most(FEW_FIXES, judged=count) for count in JUDGED]


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


@contextlib.contextmanager
def _no_collector() -> Iterator[None]:
    """Layout builds one large tree and drops none of it: searching it for garbage only costs."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextlib.contextmanager
def _no_complaint() -> Iterator[None]:
    """A link into nothing or a file that was refused is a defect, not a line in a log."""
    heard, logger = _Complaints(), logging.getLogger("weasyprint")
    logger.addHandler(heard)
    try:
        yield
    finally:
        logger.removeHandler(heard)
    if heard.said:
        raise Refused("; ".join(dict.fromkeys(heard.said)))
