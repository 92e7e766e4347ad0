"""The recovery point as a sentence, and what stands beside it."""

from dataclasses import replace

from reports.recovery import recovery_view, sentence
from tests.reports import sample, sample_recovery
from tests.reports.sample_recovery import scenario, sound

LOST = "If the SQL Server machines SQL01 and SQL02 were lost now, "


def test_the_guaranteed_point_the_newest_and_what_limits_them() -> None:
    assert sentence(sound()) == (
        f"{LOST}all 5 databases could be restored together to 2026-11-22 04:45 UTC, 15 min 12 s "
        "ago (mark BTS_2026_11_22_04_45_00_12), limited by nothing but the next run of the job; "
        "newest, not guaranteed: 2026-11-22 05:00 UTC."
    )


def test_one_cause_stands_for_several() -> None:
    worst = replace(sample_recovery.neglected().worst or scenario(""), limited_by=("a", "b", "c"))
    assert "limited by a, and 2 more; newest" in sentence(replace(sound(), worst=worst))


def test_a_single_point_is_not_guaranteed() -> None:
    worst = replace(scenario("", sample.NOW), guaranteed=None)
    said = sentence(replace(sound(), worst=worst))
    assert said.startswith("If nothing but the databases were lost now, no point is guaranteed; ")
    assert "newest, not guaranteed: 2026-11-22 05:00 UTC, 0 s ago" in said


def test_without_any_point_it_says_for_want_of_what() -> None:
    said = sentence(replace(sound(), worst=scenario("the site Kufstein"), databases=1))
    assert said == (
        "If the site Kufstein were lost now, the only database could not be restored together: "
        "no complete full set with a complete log set after it."
    )


def test_what_is_missing_is_said() -> None:
    said = sentence(sample_recovery.unknown())
    assert said.endswith("is not known: " + sample_recovery.unknown().missing)


def test_doubts_are_told_with_what_is_left_without_them() -> None:
    doubts = recovery_view(sample.incomplete()).doubts
    assert doubts[0].startswith("Not proved: a backup of SSODB that msdb no longer knows")
    assert doubts[-1].startswith("Guaranteed without any doubt: 2026-11-21 05:00 UTC, 1 d")
    assert recovery_view(sample.ready_in_part()).doubts == ()


def test_every_loss_has_its_line() -> None:
    nothing, machines, destination, site = recovery_view(sample.ready_in_part()).scenarios
    assert (nothing.loss, nothing.must_survive) == ("nothing but the databases", False)
    assert (machines.must_survive, machines.age) == (True, "15 min 12 s")
    assert (destination.guaranteed, destination.age, destination.newest) == (
        "none",
        "\u2013",
        "none",
    )
    assert destination.limited_by.startswith("the loss of every copy")
    assert site.age == "9 h 15 min"


def test_older_marks_are_counted() -> None:
    view = recovery_view(sample.ready_in_part())
    assert view.older.startswith("The surviving copies also lead to 478 older marks, back to 2026")
