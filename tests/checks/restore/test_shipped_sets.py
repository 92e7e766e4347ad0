"""What RD01 tells of log shipping where msdb's restore history does not reach back."""

import pytest

from checks.restore.trial_restore_reached_one_mark import trial_restore_reached_one_mark as check
from scanner.facts.drills import MarkedRestore
from scanner.facts.log_shipping import LogShippingHistoryRow
from scanner.model.check import MissingEvidence
from scanner.model.estate import LogShipping
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.make_shipping import tables

SHORT = MarkedRestore("", "", None, make.ago(days=2))
BOTH = ("BizTalkMgmtDb", "SSODB")


def row(set_id: int, database: str, restored: str = "1", **more: str) -> LogShippingHistoryRow:
    told = {"BackupSetId": str(set_id), "DatabaseName": database, "Restored": restored}
    return LogShippingHistoryRow({**told, "RestoredDateTime": "2026-11-20T06:00:00", **more})


def judge(*facts: object, other: tuple[object, ...] | None = None) -> Verdict:
    names = ("SQLDR01", *(("SQLDR02",) if other is not None else ()))
    held = [make.sql("SQL01", make.backup_database(), make.backup_database(make.SSO))]
    held.append(make.sql("SQLDR01", SHORT, *facts))
    if other is not None:
        held.append(make.sql("SQLDR02", SHORT, *other))
    return make.verdict(check, make.facts(*held, group=make.group(log_shipping=LogShipping(names))))


def test_the_newest_set_of_every_database_is_told_and_decides_nothing() -> None:
    rows = [row(number, name) for number in (7, 8) for name in BOTH]
    verdict = judge(*tables(), *rows, row(9, "SSODB"), row(9, "BizTalkMgmtDb", "0"))
    assert verdict.status is Status.NOT_CHECKED
    assert "8 is the newest set that was restored for every database" in verdict.message
    assert all(one in verdict.cites for one in rows[2:])
    assert verdict.vouched is None


def test_destinations_may_share_the_databases() -> None:
    verdict = judge(*tables(), row(8, "BizTalkMgmtDb"), other=(*tables(), row(8, "ssodb")))
    assert "8 is the newest set" in verdict.message


def test_no_set_of_all_databases_is_no_sentence() -> None:
    verdict = judge(*tables(), row(8, "BizTalkMgmtDb"), row(7, "SSODB"))
    assert "newest set" not in verdict.message


def test_boundary_a_table_that_is_not_there_or_of_another_shape() -> None:
    for facts in (
        tables("bts_LogShippingDatabases"),
        (*tables(), LogShippingHistoryRow({"N": "7"})),
    ):
        verdict = judge(*facts)
        assert verdict.status is Status.NOT_CHECKED
        assert "newest set" not in verdict.message


def test_gap_of_the_table_is_missing_evidence() -> None:
    held = make.gap(LogShippingHistoryRow, make.sql("SQLDR01"))
    lost = make.Held(held.target, (SHORT, *tables()), held.missing)
    given = make.facts(
        make.sql("SQL01", make.backup_database()),
        lost,
        group=make.group(log_shipping=LogShipping(("SQLDR01",))),
    )
    with pytest.raises(MissingEvidence):
        make.verdict(check, given)
