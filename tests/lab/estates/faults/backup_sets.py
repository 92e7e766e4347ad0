"""Backup sets: too old, not complete, without one of the databases."""

from collections.abc import Callable
from datetime import timedelta

from tests.lab.estates import company
from tests.lab.estates.backup_sets import FULL, LOG, Written
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import (
    CHAIN,
    COPIES,
    LONG,
    PAST,
    POINT,
    RESTORE_TIME,
    each_database,
    error,
    fail,
    fault,
)
from tests.lab.tds.description import Row

BOTH = ("BS01/BizTalkMgmtDb", "BS02/BizTalkMgmtDb")


def without(estate: LabEstate, wanted: Callable[[Written], bool]) -> None:
    """As if the job had never written these files."""
    estate.keep(one for one in estate.files if not wanted(one))


def rows_of_set(estate: LabEstate, kind: str, before: timedelta) -> list[Row]:
    """The newest set of a kind that is at least so old."""
    limit = estate.times.now - before
    old = [one.set_id for one in estate.files if one.kind == kind and one.stamp <= limit]
    return [row for row in estate.history() if row["BackupSetId"] == max(old)]


@fault(fail("BS01/BizTalkMgmtDb"), hours=LONG)
def full_sets_too_old(estate: LabEstate) -> None:
    limit = estate.times.ago(hours=28)
    without(estate, lambda one: one.kind == FULL and one.stamp > limit)


@fault(fail("BS01/BizTalkMgmtDb", "BC02/BizTalkMgmtDb"), hours=LONG)
def newest_full_set_incomplete(estate: LabEstate) -> None:
    for row in rows_of_set(estate, FULL, timedelta()):
        row["SetComplete"] = 0


@fault(fail(POINT, PAST, "BS02/BizTalkMgmtDb"))
def log_sets_too_old(estate: LabEstate) -> None:
    limit = estate.times.ago(hours=3)
    without(estate, lambda one: one.kind == LOG and one.stamp > limit)


@fault(fail(CHAIN, POINT, PAST, "BS02/BizTalkMgmtDb"))
def log_set_incomplete(estate: LabEstate) -> None:
    """The chain ends there, however many complete sets follow."""
    for row in rows_of_set(estate, LOG, timedelta(hours=2)):
        row["SetComplete"] = 0


@fault(fail(CHAIN, POINT, PAST, *BOTH, "BS03/SQL01/BizTalkRuleEngineDb"))
def database_left_out_of_sets(estate: LabEstate) -> None:
    limit = estate.times.ago(hours=27)
    without(estate, lambda one: one.database == company.RULES and one.stamp > limit)


@fault(
    fail(
        CHAIN,
        POINT,
        PAST,
        RESTORE_TIME,
        *BOTH,
        "BS03/SQL02/FrachtbriefDb",
        "DB01/SQL02/FrachtbriefDb",
        "DB02/SQL02/FrachtbriefDb",
        *each_database("BD01"),
        "BD01/SQL02/FrachtbriefDb",
        *COPIES,
        "LS05/SQL02/FrachtbriefDb",
        "PE01/SQL02/FrachtbriefDb",
        "ST06/SQL02/FrachtbriefDb",
        "RD01/Produktion",
        "RD03/BTS01",
        "RD03/BTS02",
    )
    | error(
        "LS09/SQLDR01",
        "PE01/SQL02/BizTalkMsgBoxDb",
        "PE05/SQL02",
    )
)
def registered_database_is_gone(estate: LabEstate) -> None:
    """No set can be complete while the job is told of a database that is not there."""
    others = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_OtherBackupDatabases")
    others.append(
        {
            "DefaultDatabaseName": "FrachtbriefDb",
            "DatabaseName": "FrachtbriefDb",
            "ServerName": company.SQL02,
            "BTSServerName": company.BTS01,
        }
    )
