"""Flaws in words: one phrase a cause, with the databases that it concerns."""

import pytest

from scanner.model.evidence import Gap, GapReason
from scanner.recovery.flaws import Flaw, Why
from scanner.recovery.phrases import WORDS, listed, phrases
from tests import make

SSO, RULES, MANAGEMENT = ("sql01", "ssodb"), ("sql01", "rules"), ("sql01", "management")
NAMES = {SSO: "SSODB", RULES: "Rules", MANAGEMENT: "Management"}


def test_every_flaw_has_its_words() -> None:
    assert set(WORDS) == set(Why)


@pytest.mark.parametrize("why", Why)
def test_a_phrase_names_the_database_and_the_set(why: Why) -> None:
    (said,) = phrases([Flaw(why, 7, SSO)], NAMES)
    assert "SSODB" in said
    assert said.endswith(("in set 7", "before set 7"))


def test_who_cut_the_chain_is_named() -> None:
    flaw = Flaw(Why.FOREIGN_LOG, 7, SSO, make.ago(hours=1), r"CORP\dba", "VEEAM", "NUL")
    assert phrases([flaw], NAMES) == (
        "a log backup of SSODB outside the job before set 7 "
        r"(2026-11-22 04:00:00 UTC, by CORP\dba, with VEEAM, to NUL)",
    )


def test_one_cause_is_said_once_for_all_that_it_concerns() -> None:
    flaws = [Flaw(Why.FILE_MISSING, number, key) for number in (7, 9) for key in (SSO, RULES)]
    (said,) = phrases(flaws, NAMES)
    assert said == "a missing file of Rules and SSODB in 2 sets from 7 to 9"


def test_different_culprits_are_different_causes() -> None:
    flaws = [Flaw(Why.RESTORED, 7, SSO, make.ago(hours=hours)) for hours in (1, 2)]
    assert len(phrases(flaws, NAMES)) == 2


def test_all_databases_need_no_list() -> None:
    (said,) = phrases([Flaw(Why.FILE_LOST, 7, key) for key in NAMES], NAMES)
    assert said == "the loss of every copy of every database in set 7"


def test_a_run_that_did_not_finish_is_of_no_database() -> None:
    assert phrases([Flaw(Why.PARTIAL, 7)], NAMES) == ("a run that did not finish in set 7",)


def test_what_comes_after_the_newest_set_has_no_number() -> None:
    (said,) = phrases([Flaw(Why.MODEL_CHANGED, 0, SSO)], NAMES)
    assert said == "a change of the recovery model of SSODB since the newest set"


def test_what_could_not_be_read_says_why() -> None:
    gap = Gap(GapReason.DENIED, "access is denied")
    (said,) = phrases([Flaw(Why.UNREAD, 7, SSO, gap=gap, reading="share:x/files")], NAMES)
    assert said.endswith("in set 7 (share:x/files: denied: access is denied)")


def test_within_a_table_of_sets_no_set_is_named() -> None:
    flaw = Flaw(Why.LSN_GAP, 7, SSO)
    assert phrases([flaw], NAMES, with_sets=False) == ("missing log records of SSODB",)


def test_a_database_that_is_not_expected_keeps_its_name() -> None:
    assert phrases([Flaw(Why.LSN_GAP, 7, ("sql09", "old"))], NAMES)[0].startswith(
        "missing log records of old "
    )


def test_a_list_is_said_with_and() -> None:
    assert (listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])) == (
        "A",
        "A and B",
        "A, B and C",
    )
