"""BP02."""

from datetime import timedelta

import pytest

from checks.bam.portal_backup_is_off_host import portal_backup_is_off_host as check
from scanner.facts.backup_files import StoredFile
from scanner.facts.iis import IisBackup
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact, Group
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

VAULT = r"\\VAULT01\iis"
GROUP = make.group(locations=(make.location(VAULT, Artefact.PORTAL_CONFIGURATION),))
SQL = make.sql("SQL01", make.biztalk_group(), make.bam_property(), make.portal_address())
BACKUP = make.iis_backup()


def kept(folder: str = "BTS_20261120", **changes: object) -> StoredFile:
    path = rf"{VAULT}\{folder}\applicationHost.config"
    known = {"size": BACKUP.config_size, "written": make.ago(hours=1)}
    return make.stored_file(path, VAULT, **{**known, **changes})


def judge(*files: StoredFile, group: Group = GROUP, **iis: object) -> Verdict:
    shared = make.shared_configuration(bool(iis.pop("shared", False)))
    backups = iis.pop("backups", (BACKUP,))
    assert isinstance(backups, tuple)
    share = make.share(VAULT, make.folder(VAULT), *files)
    return make.verdict(
        check, make.facts(SQL, make.host("WEB01", shared, *backups), share, group=group)
    )


def test_pass_with_a_copy_under_the_backups_name() -> None:
    verdict = judge(kept())
    assert verdict.status is Status.PASS
    assert kept() in verdict.cites


def test_fail_without_a_copy_of_the_newest() -> None:
    verdict = judge(kept("BTS_20260101"))
    assert verdict.status is Status.FAIL
    assert "BTS_20261120" in verdict.fix


def test_fail_without_a_place_for_it() -> None:
    own = make.group(locations=(make.location(r"\\web01\c$", Artefact.PORTAL_CONFIGURATION),))
    for group in (make.group(), own):
        assert "no place outside WEB01" in judge(kept(), group=group).message


def test_fail_without_a_backup() -> None:
    assert judge(kept(), backups=()).status is Status.FAIL


def test_fail_with_shared_configuration() -> None:
    assert judge(kept(), shared=True).status is Status.FAIL


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"size": BACKUP.config_size - 1}, Status.FAIL),
        ({"folder": "copy", "written": make.ago(days=2) + timedelta(seconds=2)}, Status.PASS),
        ({"folder": "copy", "written": make.ago(days=2) + timedelta(seconds=3)}, Status.FAIL),
    ],
)
def test_boundary_of_what_is_a_copy(changes: dict[str, object], status: Status) -> None:
    rest = dict(changes)
    folder = str(rest.pop("folder", "BTS_20261120"))
    assert judge(kept(folder, **rest)).status is status


def test_gap_in_files_or_backups_is_no_verdict() -> None:
    web = make.host("WEB01", make.shared_configuration(), BACKUP)
    for missing in (
        make.gap(StoredFile, make.share(VAULT)),
        make.gap(IisBackup, make.host("WEB01")),
    ):
        with pytest.raises(MissingEvidence):
            make.verdict(check, make.facts(SQL, web, missing, group=GROUP))
