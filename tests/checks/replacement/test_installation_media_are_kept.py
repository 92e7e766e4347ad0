"""RM02."""

from typing import Any

import pytest

from checks.replacement.installation_media_are_kept import installation_media_are_kept as check
from scanner.facts.backup_files import StoredFile
from scanner.facts.machines import BizTalkInstallation
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import machines, make, make_sql
from tests.machines import IMAGE, MEDIA, PLACES, UPDATE

SQL = make.sql("SQL01", make_sql.biztalk_server("BTS01"), make_sql.biztalk_server("BTS02"))
PRODUCT, KB = "Microsoft BizTalk Server 2020", "KB5032870"
GROUP = make.group(locations=PLACES)
INSTALLED = (machines.installation(), make.installed_update())
HOSTS = (make.host("BTS01", *INSTALLED), make.host("BTS02", *INSTALLED))


def file(path: str, size: int) -> StoredFile:
    return make.stored_file(rf"{MEDIA}\{path}", MEDIA, size=size)


def judge(*files: StoredFile, **limits: Any) -> dict[str, Verdict]:
    kept = make.share(MEDIA, make.folder(MEDIA), *files)
    return make.verdicts(check, make.facts(SQL, *HOSTS, kept, group=GROUP), **limits)


def statuses(*files: StoredFile, **limits: Any) -> list[Status]:
    return [one.status for one in judge(*files, **limits).values()]


def test_pass_when_product_and_update_are_kept() -> None:
    found = judge(IMAGE, UPDATE)
    assert list(found) == [KB, PRODUCT]
    assert {one.status for one in found.values()} == {Status.PASS}
    assert found[PRODUCT].cites == (IMAGE,)


def test_pass_for_an_unpacked_medium() -> None:
    assert judge(file(r"BTS 2020\BizTalk Server\Setup.exe", 900))[PRODUCT].status is Status.PASS


def test_fail_when_nothing_is_kept() -> None:
    found = judge()
    assert {one.status for one in found.values()} == {Status.FAIL}
    assert "with 5032870 in its name" in found[KB].fix
    assert "with BizTalk and 2020 in its name" in found[PRODUCT].fix


@pytest.mark.parametrize(
    "other", [r"BizTalk 2016\BizTalk.iso", r"SQL Server 2020.iso", "BizTalk 2020.docx"]
)
def test_fail_for_another_product(other: str) -> None:
    assert judge(file(other, 10**9))[PRODUCT].status is Status.FAIL


def test_fail_when_another_number_holds_the_digits() -> None:
    assert judge(file("KB15032870.exe", 10**8))[KB].status is Status.FAIL


def test_fail_when_nothing_is_installed() -> None:
    given = (make.host("BTS01", machines.NONE), make.host("BTS02", machines.NONE))
    assert make.verdict(check, make.facts(SQL, *given, group=GROUP)).status is Status.FAIL


def test_fail_when_they_lie_on_a_biztalk_server() -> None:
    place = make.location(r"D:\Media", Artefact.INSTALLATION_MEDIA, host="BTS01")
    found = make.verdicts(check, make.facts(SQL, *HOSTS, group=make.group(locations=(place,))))
    assert "on the BizTalk servers themselves" in found[KB].message


def test_boundary_of_the_sizes() -> None:
    image, update = file("BizTalk 2020.iso", 500), file("KB5032870.exe", 50)
    limits = {"smallest_image": 500, "smallest_update": 50}
    assert statuses(image, update, **limits) == [Status.PASS, Status.PASS]
    limits = {"smallest_image": 501, "smallest_update": 51}
    assert statuses(image, update, **limits) == [Status.FAIL, Status.FAIL]


def test_no_place_is_declared() -> None:
    verdict = make.verdict(check, make.facts(SQL, *HOSTS))
    assert verdict.status is Status.NOT_CHECKED
    assert "holds: [installation_media]" in verdict.settle


@pytest.mark.parametrize(
    ("kind", "lost"),
    [(BizTalkInstallation, make.host("BTS02")), (StoredFile, make.share(MEDIA))],
)
def test_gap_is_missing_evidence(kind: type, lost: make.Held) -> None:
    kept = make.share(MEDIA, make.folder(MEDIA), IMAGE, UPDATE)
    given = make.facts(SQL, make.gap(kind, lost), *HOSTS, kept, group=GROUP)
    with pytest.raises(MissingEvidence):
        make.verdicts(check, given)
