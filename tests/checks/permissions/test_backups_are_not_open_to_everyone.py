"""PE08."""

import pytest

from checks.permissions.backups_are_not_open_to_everyone import (
    backups_are_not_open_to_everyone as check,
)
from scanner.facts.folder_rights import FolderRight, FolderRights
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.access import AUTHENTICATED, EVERYONE, FULL, MODIFY, READ, USERS, right, rights

DOMAIN = "S-1-5-21-1-2-3"
GENERIC_READ, GENERIC_ALL = 0x80000000, 0x10000000
HERE = (make.backup_database(), make.instance(), make.database())
JOB = (*HERE, make.agent_job(), *make.backup_steps())
SETS = make.backup_set(1, make.MANAGEMENT, type="db")


def judge(*held: FolderRight, exists: bool = True) -> Verdict:
    told = rights(make.BACKUPS, *held, exists=exists)
    known = make.sql("SQL01", *JOB, *SETS)
    return make.verdict(check, make.facts(known, make.share(make.BACKUPS, told)))


def test_pass_with_rights_of_the_few() -> None:
    assert judge(right(f"{DOMAIN}-1601", MODIFY)).status is Status.PASS


@pytest.mark.parametrize(
    "sid", [EVERYONE, AUTHENTICATED, USERS, "S-1-5-7", "S-1-5-2", f"{DOMAIN}-513", f"{DOMAIN}-514"]
)
@pytest.mark.parametrize(
    ("mask", "said"), [(READ, "read"), (MODIFY, "change"), (0x40000, "change")]
)
def test_fail_with_rights_of_everybody(sid: str, mask: int, said: str) -> None:
    verdict = judge(right(sid, mask))
    assert verdict.status is Status.FAIL
    assert f"may {said} it" in verdict.message


@pytest.mark.parametrize(("mask", "said"), [(GENERIC_READ, "read"), (GENERIC_ALL, "change")])
def test_boundary_generic_rights_are_rights(mask: int, said: str) -> None:
    assert f"may {said} it" in judge(right(USERS, mask)).message


@pytest.mark.parametrize("mask", [0x20, 0x20000, 0x100000])
def test_boundary_who_passes_through_or_sees_rights_reads_nothing(mask: int) -> None:
    assert judge(right(USERS, mask)).status is Status.PASS


def test_boundary_the_first_entry_decides() -> None:
    denied = right(EVERYONE, FULL, allowed=False)
    assert judge(denied, right(USERS)).status is Status.PASS
    assert judge(right(USERS), denied).status is Status.FAIL


def test_boundary_another_s_denial_helps_nobody() -> None:
    denied = right(f"{DOMAIN}-1601", FULL, allowed=False)
    assert judge(denied, right(USERS)).status is Status.FAIL


def test_boundary_accounts_that_only_end_alike_are_meant_by_name() -> None:
    assert judge(right(f"{DOMAIN}-1513")).status is Status.PASS
    assert judge(right("S-1-5-80-1-2-513")).status is Status.PASS


def test_boundary_a_folder_that_is_not_there_is_open_to_nobody() -> None:
    assert judge(exists=False).status is Status.PASS


def test_boundary_a_list_of_nobody_is_closed() -> None:
    empty = FolderRights(make.BACKUPS, exists=True, rights=())
    held = (make.sql("SQL01", *JOB, *SETS), make.share(make.BACKUPS, empty))
    assert make.verdict(check, make.facts(*held)).status is Status.PASS


def test_every_place_is_a_subject_of_its_own() -> None:
    copies, local = r"\\VAULT01\sql", r"E:\kopien"
    drive = make.backup_set(2, make.MANAGEMENT, location="D:\\backup\\")
    facts = make.facts(
        make.sql("SQL01", *JOB, *SETS, *drive),
        make.share(make.BACKUPS, rights(make.BACKUPS)),
        make.share(copies, rights(copies, right(USERS))),
        make.host("FILE02", rights(local, right(USERS)), rights("F:\\")),
        make.host("SQL01", rights(r"D:\backup", right(EVERYONE))),
        group=make.group(
            locations=(
                make.location(copies, Artefact.SQL_BACKUPS),
                make.location(local, Artefact.SQL_BACKUPS, host="FILE02"),
                make.location(r"\\VAULT01\iis", Artefact.PORTAL_CONFIGURATION),
            )
        ),
    )
    found = {name: one.status for name, one in make.verdicts(check, facts).items()}
    assert found == {
        make.BACKUPS: Status.PASS,
        copies: Status.FAIL,
        rf"FILE02/{local}": Status.FAIL,
        r"SQL01/D:\backup": Status.FAIL,
    }


def test_boundary_where_the_job_wrote_counts_without_a_job() -> None:
    known = make.sql("SQL01", *HERE, *SETS)
    told = make.share(make.BACKUPS, rights(make.BACKUPS, right(USERS)))
    assert make.verdict(check, make.facts(known, told)).status is Status.FAIL


def test_fail_where_no_set_says_where_backups_are() -> None:
    known = make.sql("SQL01", *JOB, *make.backup_set(1, make.MANAGEMENT))
    facts = make.facts(known, make.share(make.BACKUPS, rights(make.BACKUPS)))
    found = {name: one.status for name, one in make.verdicts(check, facts).items()}
    assert found == {"Production": Status.FAIL, make.BACKUPS: Status.PASS}


def test_not_checked_behind_a_url() -> None:
    away = make.backup_set(
        1, make.MANAGEMENT, type="db", location="https://store.blob.core.windows.net/b"
    )
    known = make.sql("SQL01", *HERE, *away)
    assert make.verdict(check, make.facts(known)).status is Status.NOT_CHECKED


def test_gap_in_the_rights_is_no_verdict() -> None:
    known = make.sql("SQL01", *JOB, *SETS)
    for share in (make.gap(FolderRights, make.share(make.BACKUPS)), make.share(make.BACKUPS)):
        with pytest.raises(MissingEvidence):
            make.verdict(check, make.facts(known, share))
