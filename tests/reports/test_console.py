"""The run on a terminal."""

import re

import pytest

from reports import console, view
from scanner.model.run import Run
from tests.reports import sample
from tests.reports.conftest import Golden


def said(run: Run, *, colour: bool = False, width: int = 0) -> str:
    return console.render(view.of(run, sample.RUN_SHA256), colour=colour, width=width).decode()


@pytest.mark.parametrize("name", ["neglected", "ready_in_part", "incomplete", "hostile"])
def test_golden(name: str, golden: Golden) -> None:
    run = getattr(sample, name)()
    golden(f"{name}.txt", console.render(view.of(run, sample.RUN_SHA256)))


def test_the_verdict_is_the_last_line() -> None:
    assert said(sample.neglected()).splitlines()[-1].startswith("NOT READY.")
    assert said(sample.ready_in_part()).splitlines()[-1].startswith("READY for 5 of 21 rows.")


def test_a_finding_of_two_rows_is_told_once() -> None:
    assert said(sample.neglected()).count("The only copy lies on SSO01") == 1


def test_colour_changes_nothing_but_colour() -> None:
    plain, coloured = said(sample.neglected()), said(sample.neglected(), colour=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_no_line_is_wider_than_asked_and_no_word_is_lost() -> None:
    wide, narrow = said(sample.neglected()), said(sample.neglected(), width=60)
    assert max(len(line) for line in narrow.splitlines()) <= 60
    assert narrow.split() == wide.split()


def test_hostile_text_writes_no_line_of_its_own() -> None:
    text = said(sample.hostile())
    assert "\x1b" not in text
    assert "\nred" not in text
