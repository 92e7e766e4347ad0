"""Tables of BAM's activities that a login may not see are not taken for none."""

import pytest

from scanner.collectors.bam_instances import activity_of, interpret
from scanner.model.collector import Denied
from tests.collectors.recording import CLOCK

NONE = {"activity_table": None, "instances": None}


def test_hidden_tables_are_a_refusal() -> None:
    with pytest.raises(Denied):
        interpret([{"sees_all": 0, **NONE}], CLOCK)


def test_a_database_without_activities_has_none() -> None:
    assert interpret([{"sees_all": 1, **NONE}], CLOCK) == []


def test_names_may_hold_what_the_tables_add() -> None:
    assert activity_of("bam_bam__Active_Active") == "bam__Active"
