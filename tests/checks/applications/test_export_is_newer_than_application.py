"""AP02."""

from datetime import timedelta
from typing import Any

import pytest

from checks.applications.export_is_newer_than_application import (
    export_is_newer_than_application as check,
)
from scanner.facts.applications import ApplicationPart
from scanner.facts.backup_files import StoredFile
from scanner.facts.instances import Instance
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql

PATH = r"\\VAULT01\apps"
GROUP = make.group(locations=(make.location(PATH, Artefact.APPLICATIONS),))
CEST = timedelta(hours=2)


def package(**changes: Any) -> StoredFile:
    return make.stored_file(rf"{PATH}\Orders.msi", PATH, **changes)


def judge(*files: StoredFile, **part: Any) -> Verdict:
    held = (make.instance(offset=CEST), make_sql.biztalk_server(), make.application_part(**part))
    share = make.share(PATH, make.folder(PATH), *files)
    return make.verdict(check, make.facts(make.sql("SQL01", *held), share, group=GROUP))


def test_pass_when_written_after_the_last_change() -> None:
    assert judge(package()).status is Status.PASS


def test_fail_when_changed_after_it_was_written() -> None:
    verdict = judge(package(written=make.ago(days=31)))
    assert verdict.status is Status.FAIL
    assert "send port Orders.Out of Orders was changed" in verdict.message


def test_fail_without_a_package() -> None:
    assert judge().status is Status.FAIL


def test_boundary_of_a_time_in_utc_or_local() -> None:
    changed = make.ago(days=30)
    times = {
        changed - timedelta(hours=3, seconds=1): Status.FAIL,
        changed - timedelta(hours=3): Status.NOT_CHECKED,
        changed + timedelta(minutes=59): Status.NOT_CHECKED,
        changed + timedelta(hours=1): Status.PASS,
    }
    for written, expected in times.items():
        assert judge(package(written=written)).status is expected


def test_application_of_undated_resources_is_not_checked() -> None:
    assert judge(package(), kind="resource", modified=None).status is Status.NOT_CHECKED


@pytest.mark.parametrize("kind", [ApplicationPart, Instance])
def test_gap_is_no_verdict(kind: type) -> None:
    sql = make.sql("SQL01", make.instance(), make_sql.biztalk_server(), make.application_part())
    share = make.share(PATH, make.folder(PATH), package())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(make.gap(kind, make.sql("SQL01")), sql, share, group=GROUP))
