"""What RD01 makes of a kept result of Test-DbaLastBackup, where no destination made a drill."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from checks.restore.trial_restore_reached_one_mark import trial_restore_reached_one_mark as check
from scanner.facts.drills import DrillResult, MarkedRestore
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact, LogShipping, Objectives
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

RESULTS, MORE = r"\\VAULT01\drills", r"\\FILE01\drills"
BOX = DatabaseRef("SQL02", "BizTalkMsgBoxDb")
WANTED = (make.MANAGEMENT, make.SSO, BOX)
INTERVAL = timedelta(days=180)
RECENT = make.ago(days=20)
NOTHING = MarkedRestore("", "", None, make.ago(days=400))


def result(database: DatabaseRef, **changes: Any) -> DrillResult:
    plain = DrillResult(
        path=rf"{RESULTS}\drill.csv",
        sha256="ab" * 32,
        written=make.ago(days=19),
        source_server=database.server,
        test_server="SQLTEST01",
        database=database.name,
        file_exists=True,
        restore_result="Success",
        dbcc_result="Success",
        restore_started=RECENT - timedelta(hours=1),
        restore_ended=RECENT,
    )
    return replace(plain, **changes)


def whole(**changes: Any) -> list[DrillResult]:
    return [result(database, **changes) for database in WANTED]


def but_sso(**changes: Any) -> list[DrillResult]:
    """All went well but for one database."""
    return [replace(one, **changes) if one.database == "SSODB" else one for one in whole()]


def judge(*rows: DrillResult, more: tuple[DrillResult, ...] = (), **group: Any) -> Verdict:
    places = tuple(make.location(one, Artefact.DRILL_RESULT) for one in (RESULTS, MORE))
    plain: dict[str, Any] = {"log_shipping": LogShipping(("SQLDR01",)), "locations": places}
    given = make.facts(
        make.sql("SQL01", *map(make.backup_database, WANTED)),
        make.sql("SQLDR01", NOTHING),
        make.share(RESULTS, *rows),
        make.share(MORE, *more),
        group=make.group(**(plain | group)),
    )
    return make.verdict(check, given)


def test_a_result_of_all_databases_weighs_as_a_statement_and_never_passes() -> None:
    verdict = judge(*whole())
    assert verdict.status is Status.NOT_CHECKED
    assert verdict.vouched is not None
    assert (verdict.vouched.at, verdict.vouched.until) == (RECENT, RECENT + INTERVAL)
    assert verdict.vouched.path == rf"{RESULTS}\drill.csv"
    assert verdict.vouched.by == "dbatools Test-DbaLastBackup, imported"
    assert "not to one mark. DBCC found nothing." in verdict.vouched.statement
    assert verdict.message.endswith("It weighs as an attestation.")
    assert set(whole()) <= set(verdict.cites)


def test_without_a_destination_it_weighs_too() -> None:
    assert judge(*whole(), log_shipping=LogShipping(none=True)).vouched


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"restore_result": "Failure"}, "SSODB was not restored"),
        ({"restore_result": "Skipped", "dbcc_result": "Skipped"}, "SSODB was not restored"),
        ({"restore_result": ""}, "SSODB was not restored"),
        ({"restore_result": "Success!"}, "SSODB was not restored"),
        ({"file_exists": False}, "SSODB had no backup file"),
        ({"dbcc_result": "Msg 8928"}, "SSODB did not pass DBCC"),
        ({"dbcc_result": "Skipped"}, "SSODB was only verified"),
        ({"restore_ended": None}, "SSODB has no time"),
        ({"database": "SSODB2"}, "SSODB is not in it"),
        ({"source_server": "SQL09"}, "SSODB is not in it"),
    ],
)
def test_a_partial_or_failed_one_does_not_count(changes: dict[str, Any], said: str) -> None:
    verdict = judge(*but_sso(**changes))
    assert (verdict.status, verdict.vouched) == (Status.FAIL, None)
    assert f"drill.csv does not count: {said}" in verdict.message
    silent = judge(*but_sso(**changes), log_shipping=LogShipping(none=True))
    assert (silent.status, silent.vouched) == (Status.NOT_CHECKED, None)


def test_every_flaw_is_told() -> None:
    verdict = judge(*but_sso(restore_result="Failure")[:-1])
    assert "SSODB was not restored; BizTalkMsgBoxDb is not in it." in verdict.message


def test_dbcc_that_was_not_asked_for_is_told() -> None:
    vouched = judge(*but_sso(dbcc_result="")).vouched
    assert vouched
    assert "DBCC was not asked for on SSODB." in vouched.statement


@pytest.mark.parametrize(
    ("ended", "counts"),
    [
        (make.NOW - INTERVAL, False),
        (make.NOW - INTERVAL + timedelta(seconds=1), True),
    ],
)
def test_boundary_of_the_interval(ended: datetime, counts: bool) -> None:
    verdict = judge(*but_sso(restore_ended=ended))
    assert bool(verdict.vouched) is counts
    if not counts:
        assert "at the earliest" in verdict.message


def test_boundary_of_the_objective() -> None:
    assert judge(*whole(), objectives=Objectives(drill=timedelta(days=21))).vouched
    assert not judge(*whole(), objectives=Objectives(drill=timedelta(days=20))).vouched


def test_the_oldest_restore_counts_and_none_after_the_file_was_written() -> None:
    early = make.ago(days=100)
    vouched = judge(*but_sso(restore_ended=early)).vouched
    assert vouched
    assert vouched.at == early
    before = judge(*whole(written=early)).vouched
    assert before
    assert before.at == early


def test_the_future_is_missing_evidence() -> None:
    with pytest.raises(MissingEvidence):
        judge(*whole(restore_ended=make.NOW + INTERVAL, written=make.NOW + INTERVAL))


def test_the_last_record_of_a_database_counts() -> None:
    failed = but_sso(restore_result="Failure")
    assert judge(*failed, *whole()).vouched
    assert not judge(*whole(), *failed).vouched


def test_the_newest_file_decides() -> None:
    other = rf"{MORE}\drill.csv"
    flawed = but_sso(restore_result="Failure")
    failed = tuple(replace(one, path=other, written=make.ago(days=1)) for one in flawed)
    assert not judge(*whole(), more=failed).vouched
    older = tuple(replace(one, written=make.ago(days=40)) for one in failed)
    assert judge(*whole(), more=older).vouched


def test_names_are_compared_as_sql_server_compares_them() -> None:
    rows = [
        replace(one, source_server=f"{one.source_server.lower()}.corp.example") for one in whole()
    ]
    lower = [replace(one, database=one.database.upper()) for one in rows]
    assert judge(*lower).vouched
    renamed = [replace(one, source_server="LISTENER") for one in but_sso()[:2]] + whole()[2:]
    assert not judge(*renamed).vouched
    assert judge(*renamed, aliases={"LISTENER": "SQL01"}).vouched


def test_a_result_without_servers_goes_by_names_that_are_unique() -> None:
    assert judge(*whole(source_server="N/A")).vouched
    twin = DatabaseRef("SQL02", "SSODB")
    rows = whole(source_server="N/A")
    places = (make.location(RESULTS, Artefact.DRILL_RESULT),)
    given = make.facts(
        make.sql("SQL01", *map(make.backup_database, (*WANTED, twin))),
        make.sql("SQLDR01", NOTHING),
        make.share(RESULTS, *rows),
        group=make.group(log_shipping=LogShipping(("SQLDR01",)), locations=places),
    )
    assert make.verdict(check, given).status is Status.FAIL


def test_no_result_changes_nothing() -> None:
    verdict = judge()
    assert (verdict.status, verdict.cites) == (Status.FAIL, ())
    assert "count" not in verdict.message
