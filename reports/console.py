"""The run on a terminal: one line a subject, the worst nearest to the verdict, which is last."""

import textwrap
from collections.abc import Iterable

from reports.rows import FindingView
from reports.text import on_one_line
from reports.view import View
from reports.words import Kind, rank, word

SUFFIX = ".txt"
WORD_WIDTH = max(len(word(kind)) for kind in Kind)
INDENT = " " * (WORD_WIDTH + 2)
COLOURS = {
    Kind.FAIL: "1;31",
    Kind.ERROR: "1;35",
    Kind.IMPROVE: "33",
    Kind.NOT_CHECKED: "36",
    Kind.PASS: "32",
}


def render(view: View, *, colour: bool = False, width: int = 0) -> bytes:
    """UTF-8 text. `width` 0 never breaks a line; otherwise what follows the word hangs below it."""
    lines = (_folded(line, width) for line in _lines(view, colour))
    return ("\n".join(lines) + "\n").encode()


def _lines(view: View, colour: bool) -> Iterable[str]:
    yield f"{on_one_line(view.group)}: {on_one_line(view.management)}, read {view.collected}"
    yield ""
    yield from _unjudged(view, colour)
    for kind, name, one in _subjects(view):
        yield f"{_painted(kind, colour)}  {name} {one.subject}: {one.message}"
        yield from (f"{INDENT}{text}" for text in one.decided)
    yield ""
    yield from _decided(view)
    yield from (on_one_line(f"Caution: {text}") for text in view.cautions)
    yield from (on_one_line(f"Difference: {text}") for text in view.differences)
    yield from _recovery(view)
    yield from ("; ".join((f"{fact.question} {fact.value}", *fact.notes)) for fact in view.facts)
    yield on_one_line(f"Rows: {view.decided.bases}. {view.decided.unwaived}")
    yield from filter(None, (view.hypothetical,))
    label = on_one_line(f"{view.answer.label}. {view.answer.sentence}")
    yield f"\x1b[1m{label}\x1b[0m" if colour else label


def _recovery(view: View) -> Iterable[str]:
    found = view.recovery
    yield found.sentence
    yield from (on_one_line(text) for text in found.doubts)
    yield from (on_one_line(f"The next log set will not go on: {text}.") for text in found.tail)
    yield from (on_one_line(f"{name}: {text}") for name, text in found.measures)


def _decided(view: View) -> Iterable[str]:
    """What people stated of whole rows, what does not count, and what they have yet to say."""
    for row in view.rows:
        yield from (f"{row.id}: {text}" for text in row.decided)
    yield from (on_one_line(f"Decisions: {text}") for text in view.decided.troubles)
    for one in view.decided.waiting:
        said = " ".join(filter(None, (one.settle, one.before)))
        yield on_one_line(f"Waiting for a person, {one.rows}: {said} {one.command}")


def _subjects(view: View) -> list[tuple[Kind, str, FindingView]]:
    """Each finding once, though it may serve two rows; the worst last."""
    found = (
        (one.kind, one.name, one)
        for row in view.rows
        for check in row.checks
        if not check.told_in
        for one in check.findings
    )
    return sorted(found, key=lambda one: (-rank(one[0]), one[1][:4], one[2].subject))


def _unjudged(view: View, colour: bool) -> Iterable[str]:
    """Rows that no check served: they are not fine, so they are told too."""
    mute = [row for row in view.rows if not row.checks and row.kind is Kind.NOT_CHECKED]
    if mute:
        names = ", ".join(row.id for row in mute)
        yield f"{_painted(Kind.NOT_CHECKED, colour)}  {names}: {mute[0].sentence}"


def _painted(kind: Kind, colour: bool) -> str:
    padded = word(kind).upper().ljust(WORD_WIDTH)
    return f"\x1b[{COLOURS[kind]}m{padded}\x1b[0m" if colour and kind in COLOURS else padded


def _folded(line: str, width: int) -> str:
    if not width or len(line) <= width:
        return line
    return textwrap.fill(
        line, width, subsequent_indent=INDENT, break_long_words=True, break_on_hyphens=False
    )
