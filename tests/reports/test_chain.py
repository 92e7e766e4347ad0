"""The backup chain as a picture and as a table."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from reports.chain_chart import LEFT, MOST_TICKS, RIGHT, Chart, chart
from reports.chain_table import stretches
from reports.words import Kind
from scanner.model.run import ChainSet, Recovery, SetType
from tests.reports import sample_recovery
from tests.reports.sample_recovery import BEGIN, FOREIGN, NOW, logs, sets, sound


def drawn(found: Recovery) -> Chart:
    made = chart(found, NOW)
    assert made is not None
    return made


def test_sets_that_are_alike_are_one_line() -> None:
    lines = stretches(sets())
    told = [(line.number, line.type, line.sets, line.word) for line in lines]
    assert told == [
        ("", "log", "3865 to 4345, 476 sets", "Complete"),
        ("", "full", "3000 to 4344, 15 sets", "Complete"),
        ("1", "log", "3858 to 3863, 6 sets", "Broken"),
        ("", "log", "3501 to 3857, 354 sets", "Complete"),
        ("", "\u2013", "3500", "No row"),
        ("", "log", "3001 to 3499, 494 sets", "Complete"),
    ]
    assert lines[2].breaks == FOREIGN
    assert lines[2].begun == "2026-11-17 03:15 UTC to 2026-11-17 04:30 UTC"


def test_breaks_have_the_same_numbers_in_picture_and_table() -> None:
    numbers = [line.number for line in stretches(sets()) if line.number]
    assert [one.label for one in drawn(sound()).breaks] == numbers == ["1"]


def test_numbers_that_would_lie_upon_each_other_are_left_out() -> None:
    broken = [one for at in range(200) for one in logs(at, 1, breaks=(f"cause {at}",))]
    made = drawn(replace(sound(), sets=(*broken, *logs(1000, 2))))
    assert len(made.breaks) == 200
    places = [one.x for one in made.breaks if one.label]
    assert len(places) > 3
    assert all(after - before >= 12 for before, after in pairwise(places))


def test_a_lane_has_at_most_one_stroke_a_pixel() -> None:
    full, log, reached = drawn(sound()).lanes
    assert [lane.label for lane in (full, log, reached)] == ["Full sets", "Log sets", "Restorable"]
    for lane in (full, log, reached):
        for stroke in lane.strokes:
            places = [int(x) for x in re.findall(r"M(\d+) ", stroke.path)]
            assert places == sorted(set(places))
            assert LEFT <= min(places) <= max(places) <= RIGHT


def test_what_is_not_good_is_half_as_high() -> None:
    (full, log, _) = drawn(sample_recovery.neglected()).lanes
    heights = {stroke.kind: _height(stroke.path) for stroke in (*full.strokes, *log.strokes)}
    assert heights == {Kind.PASS: 18, Kind.FAIL: 9}


def _height(path: str) -> int:
    top, bottom = re.findall(r"M\d+ (\d+)V(\d+)", path)[0]
    return int(bottom) - int(top)


@pytest.mark.parametrize("days", [0, 1, 14, 90, 700, 9000])
def test_the_axis_has_few_labels_whatever_the_span(days: int) -> None:
    old = ChainSet(1, SetType.FULL, "complete", NOW - timedelta(days=days), ())
    ticks = drawn(replace(sound(), sets=(old,), older=())).ticks
    assert len(ticks) <= MOST_TICKS + 1
    assert all(LEFT <= tick.x <= RIGHT for tick in ticks)


def test_without_a_time_there_is_no_picture() -> None:
    unsettled = ChainSet(1, SetType.LOG, "complete", None, ())
    assert chart(replace(sound(), sets=(unsettled,)), NOW) is None
    assert stretches((unsettled,))[0].begun == "\u2013"
    assert chart(sample_recovery.unknown(), NOW) is None


def test_a_set_without_a_time_stands_beside_the_one_before() -> None:
    hole = ChainSet(3001, SetType.UNKNOWN, "missing", None, ())
    made = drawn(replace(sound(), sets=(*logs(0, 1), hole, *logs(2, 1))))
    kinds = {stroke.kind: stroke.path for stroke in made.lanes[1].strokes}
    assert kinds[Kind.NOT_CHECKED].startswith(f"M{LEFT} ")


def test_the_picture_is_told_in_words() -> None:
    assert drawn(sound()).said == (
        f"Backup sets since {BEGIN:%Y-%m-%d %H:%M} UTC: 15 full, 1330 log, 1 break of the log "
        "chain. The table tells the same."
    )
