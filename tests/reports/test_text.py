"""What cannot be seen is written out, and nothing escapes that."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

import pytest

from reports import view
from reports.text import every_text, on_one_line, visible
from scanner.model.status import Status
from tests.reports import sample


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain", "plain"),
        ("žluťoučký 備份", "žluťoučký 備份"),
        ("invoice\u202excod.bak", "invoice\\u{202e}xcod.bak"),
        ("\x1b[31m\x00", "\\u{1b}[31m\\u{0}"),
        ("zero\u200bwidth", "zero\\u{200b}width"),
        ("lone \ud800", "lone \\u{d800}"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_invisible_characters_are_written_out(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_a_line_break_in_a_name_makes_no_second_line() -> None:
    assert on_one_line("a\nPASS  b\t") == "a\\u{a}PASS  b\\u{9}"


def test_enums_keep_their_value() -> None:
    assert every_text((Status.PASS, "pass"), str.upper) == (Status.PASS, "PASS")


def test_no_invisible_character_is_left_in_a_view() -> None:
    shown = view.of(sample.hostile(), sample.RUN_SHA256)
    parts = [getattr(shown, field.name) for field in fields(shown) if field.name != "run"]
    for text in _texts(parts):
        assert visible(text) == text


def _texts(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, list | tuple):
        for part in thing:
            yield from _texts(part)
    elif isinstance(thing, Mapping):
        yield from _texts(list(thing.items()))
    elif is_dataclass(thing) and not isinstance(thing, Enum):
        yield from _texts([getattr(thing, field.name) for field in fields(thing)])
