"""A runbook as a page: on paper, on a screen, or as Markdown. One suffix each."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from reports import fonts, pdf
from reports.pages import environment, source
from reports.text import every_text, on_one_line, visible
from scanner.model.runbook import Phase, Runbook, Step

TEMPLATE, STYLE, SCREEN = "runbook.html.j2", "runbook.css", "runbook_screen.css"
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


@dataclass(frozen=True)
class NumberedStep:
    number: str
    said: Step


@dataclass(frozen=True)
class NumberedPhase:
    number: int
    title: str
    steps: tuple[NumberedStep, ...]


@dataclass(frozen=True)
class Needed:
    """People with the same rights, and the steps that they do, as '2.1\u20132.4, 6.3'."""

    who: str
    steps: str


@dataclass(frozen=True)
class Listed:
    name: str
    what: str
    sha256: str


def render_html(book: Runbook, made: datetime) -> bytes:
    """No script and no request; its own style is the only one that its policy lets in."""
    style = f"{source(STYLE)}\n{source(SCREEN)}"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _page(every_text(book, visible), style, made, paper=False, style_hash=digest).encode()


def render_pdf(book: Runbook, made: datetime) -> bytes:
    shown = every_text(every_text(book, visible), fonts.drawable)
    style = f"{fonts.style()}\n{source(STYLE)}"
    text = _page(shown, style, made, paper=True, style_hash="")
    return pdf.written(text, made, book.run_sha256)


def render_markdown(book: Runbook, _made: datetime) -> bytes:
    shown = every_text(book, on_one_line_but_commands)
    return ("\n".join(_markdown(shown)) + "\n").encode()


FORMATS: dict[str, Callable[[Runbook, datetime], bytes]] = {
    ".pdf": render_pdf,
    ".html": render_html,
    ".md": render_markdown,
}


def _page(book: Runbook, style: str, made: datetime, *, paper: bool, style_hash: str) -> str:
    phases = numbered(book.phases)
    return (
        environment()
        .get_template(TEMPLATE)
        .render(
            book=book,
            phases=phases,
            needed=needed(phases),
            lacking=lacking(phases),
            attachments=listed(book),
            style=style,
            style_hash=style_hash,
            paper=paper,
            created=f"{made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        )
    )


def numbered(phases: tuple[Phase, ...]) -> tuple[NumberedPhase, ...]:
    return tuple(
        NumberedPhase(
            number,
            phase.title,
            tuple(NumberedStep(f"{number}.{at}", one) for at, one in enumerate(phase.steps, 1)),
        )
        for number, phase in enumerate(phases, 1)
    )


def needed(phases: Iterable[NumberedPhase]) -> tuple[Needed, ...]:
    """In the order in which they are needed."""
    mine: dict[str, list[str]] = {}
    for phase in phases:
        first: dict[str, list[str]] = {}
        for step in phase.steps:
            first.setdefault(step.said.who, []).append(step.number)
        for who, numbers in first.items():
            mine.setdefault(who, []).extend(_spans(phase, numbers))
    return tuple(Needed(who, ", ".join(spans)) for who, spans in mine.items())


def _spans(phase: NumberedPhase, numbers: list[str]) -> Iterator[str]:
    """Steps of one phase that follow each other as one."""
    order = [step.number for step in phase.steps]
    places = [order.index(one) for one in numbers]
    for _, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
        first, *_, last = [order[place] for _, place in run] * 2
        yield first if first == last else f"{first}\u2013{last}"


def lacking(phases: Iterable[NumberedPhase]) -> tuple[str, ...]:
    """What must be found out before anybody can rely on this runbook; red on page one."""
    steps = [step for phase in phases for step in phase.steps]
    missing = ", ".join(one.number for one in steps if one.said.missing)
    unsaid = ", ".join(one.number for one in steps if one.said.unsaid)
    said = []
    if missing:
        said.append(f"Evidence that a step relies on: {missing}.")
    if unsaid:
        said.append(f"What only people know, and nobody has said: {unsaid}.")
    return tuple(said)


def listed(book: Runbook) -> tuple[Listed, ...]:
    return tuple(
        Listed(one.name, one.what, hashlib.sha256(one.data).hexdigest()) for one in book.attachments
    )


def on_one_line_but_commands(text: str) -> str:
    """Only commands of ours have line breaks."""
    return "\n".join(on_one_line(line) for line in text.split("\n"))


def _markdown(book: Runbook) -> Iterator[str]:
    yield f"# {_plain(book.group)}: restore runbook"
    yield f"\n{_plain(book.organisation)}\n"
    if book.hypothetical:
        yield f"**Hypothetical: judged as of {book.hypothetical}.**\n"
    if book.goal:
        yield f"**{_plain(book.goal)}**\n"
    yield f"{_plain(book.disaster)} {_plain(book.names)}\n"
    yield f"**How long:** {_plain(book.duration)}\n"
    yield from _told("MISSING, by step", lacking(numbered(book.phases)))
    yield from _told("Before you begin", book.warnings)
    people = (f"{one.who}: {one.steps}" for one in needed(numbered(book.phases)))
    yield from _told("Who is needed, for which steps", tuple(people))
    yield f"Evidence was read {book.collected}. This runbook holds no password and no key."
    for phase in numbered(book.phases):
        yield f"\n## {phase.number} {_plain(phase.title)}"
        for step in phase.steps:
            yield from _step(step)
    if book.attachments:
        yield "\n## Generated files\n"
        for one in listed(book):
            yield f"- {_plain(one.name)}: {_plain(one.what)}, SHA-256 {one.sha256}"
    yield f"\nMade from run {book.run_sha256}, evidence {book.evidence_sha256}."


def _step(step: NumberedStep) -> Iterator[str]:
    said = step.said
    row = f" ({said.row})" if said.row else ""
    yield f"\n### {step.number} {_plain(said.title)}{row}\n"
    yield f"- Who: {_plain(said.who)}"
    yield f"- Where: {_plain(', '.join(said.where))}\n"
    yield from _told("MISSING EVIDENCE", said.missing)
    yield from _told("FOR A PERSON TO SETTLE, AND NOBODY HAS SAID IT YET", said.unsaid)
    yield from _told("Warning", said.warnings)
    yield from _told("Wrong, and accepted", said.accepted)
    for action in said.actions:
        yield f"- [ ] {_plain(action.text)}"
        if action.command:
            yield "\n  ```"
            yield from (f"  {line}" for line in action.command.split("\n"))
            yield "  ```\n"
    yield f"\nExpected: {_plain(said.expected)}\n"
    yield from _told("Relies on", said.evidence)
    yield from _told("Relies on what people said", said.stated)
    yield from _told("Files beside this runbook", said.files)
    if said.reference:
        yield f"<{said.reference}>"


def _told(heading: str, lines: tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield f"**{heading}**\n"
        yield from (f"- {_plain(line)}" for line in lines)
        yield ""


def _plain(text: str) -> str:
    """What evidence says is text, never markup."""
    return SPECIAL.sub(r"\\\1", text)
