"""RC02."""

from datetime import timedelta

import pytest

from checks.recovery.recovery_point_is_within_rpo import recovery_point_is_within_rpo as check
from scanner.facts.backup_chain import ChainBackup
from scanner.facts.backup_files import StoredFile
from scanner.model.check import MissingEvidence
from scanner.model.estate import Loss, Objectives
from scanner.model.evidence import TargetKind
from scanner.model.status import Status
from tests import make
from tests.checks.recovery.groups import LOG, after, facts, judged, purged, unread
from tests.recovery_oracle.scripts import Event
from tests.recovery_oracle.world import Layout

ALL = (Loss.SQL_MACHINES, Loss.DESTINATION, Loss.SITE)
COPIED: Event = ("copied", 0, 0)


def test_pass_says_the_guaranteed_point() -> None:
    verdict = judged(check, LOG, LOG)
    assert verdict.status is Status.PASS
    assert "If the SQL Server machines SQL01 and SQL02 were lost" in verdict.message
    assert "all 2 databases could be restored together" in verdict.message
    assert "limit 2 h" in verdict.message
    (row, *_) = verdict.cites
    assert row.set_id == 3  # the newest is 4


def test_boundary_at_the_objective() -> None:
    world = after(LOG, LOG)
    set_3 = next(one for one in world.sets if one.id == 3)
    rpo = Objectives(rpo=timedelta(hours=1))
    at_limit = set_3.begun + timedelta(hours=1) - world.now
    assert make.verdict(check, facts(world, rpo, at_limit)).status is Status.PASS
    beyond = make.verdict(check, facts(world, rpo, at_limit + timedelta(minutes=1)))
    assert beyond.status is Status.FAIL
    assert "1 h 1 min ago" in beyond.message


def test_fail_without_a_guaranteed_point() -> None:
    verdict = judged(check, ("partial log", 1, 0), LOG)
    assert verdict.status is Status.FAIL
    assert "no mark that all databases share would be guaranteed" in verdict.message
    assert "a missing backup of Db1 in set 3" in verdict.message


def test_fail_where_the_backups_die_with_the_server() -> None:
    world = after(LOG, LOG, layout=Layout(("SQL01", "SQL02"), "SQL01"))
    assert make.verdict(check, facts(world)).status is Status.FAIL


def test_every_declared_loss_is_judged_by_itself() -> None:
    """What is copied away survives the loss of the destination and of its site."""
    found = facts(after(LOG, LOG, LOG, COPIED), Objectives(survive=ALL))
    verdicts = make.verdicts(check, found)
    assert {name: one.status for name, one in verdicts.items()} == {
        "SQL Server machines lost": Status.PASS,
        "backup destination lost": Status.PASS,
        "site elsewhere lost": Status.PASS,
        "site here lost": Status.PASS,
    }


def test_a_loss_without_copies_elsewhere_fails_alone() -> None:
    verdicts = make.verdicts(check, facts(after(LOG, LOG), Objectives(survive=ALL)))
    failed = {name for name, one in verdicts.items() if one.status is Status.FAIL}
    assert failed == {"backup destination lost", "site here lost"}


def test_not_checked_where_nothing_is_proved() -> None:
    verdict = make.verdict(check, purged(facts(after(LOG, LOG))))
    assert verdict.status is Status.NOT_CHECKED
    assert "if all of it is sound" in verdict.message


@pytest.mark.parametrize(
    ("kind", "fact"), [(TargetKind.SQL, ChainBackup), (TargetKind.SHARE, StoredFile)]
)
def test_gap(kind: TargetKind, fact: type) -> None:
    with pytest.raises(MissingEvidence):
        make.verdict(check, unread(facts(after(LOG, LOG)), kind, fact))
