"""AP05."""

import pytest

from checks.applications.bindings_hold_no_password import bindings_hold_no_password as check
from scanner.facts.applications import ExportedPart
from scanner.facts.backup_files import StoredFile
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

PATH = r"D:\Apps"
GROUP = make.group(locations=(make.location(PATH, Artefact.APPLICATIONS, host="VAULT01"),))
FILE = make.stored_file(rf"{PATH}\Orders.xml", PATH)
HELD = make.exported(FILE.path, "Orders.Out")
OPEN = ExportedPart(FILE.path, True, "password", "Orders.Out")


def judge(*held: object) -> Verdict:
    host = make.host("VAULT01", make.folder(PATH), *held)
    return make.verdict(check, make.facts(host, group=GROUP))


def test_pass_with_masked_passwords() -> None:
    verdict = judge(FILE, *HELD)
    assert verdict.status is Status.PASS
    assert "1 XML file, no password to be seen" in verdict.message


def test_pass_without_bindings() -> None:
    assert judge(make.stored_file(rf"{PATH}\Orders.msi", PATH)).status is Status.PASS


def test_fail_names_file_and_port() -> None:
    verdict = judge(FILE, *HELD, OPEN)
    assert verdict.status is Status.FAIL
    assert verdict.message == rf"{FILE.path} shows the password of Orders.Out."
    assert verdict.cites == (OPEN,)


def test_a_file_that_was_not_read_may_hold_one() -> None:
    torn = make.exported(FILE.path, readable=False)
    assert judge(FILE, *torn).status is Status.NOT_CHECKED
    other = make.stored_file(rf"{PATH}\Other.xml", PATH)
    assert judge(FILE, other, *HELD).status is Status.NOT_CHECKED
    assert judge(FILE, other, *HELD, OPEN).status is Status.FAIL


@pytest.mark.parametrize(("size", "status"), [(0, Status.PASS), (1, Status.NOT_CHECKED)])
def test_boundary_of_a_file_on_a_share(size: int, status: Status) -> None:
    path = r"\\VAULT01\apps"
    group = make.group(locations=(make.location(path, Artefact.APPLICATIONS),))
    kept = make.stored_file(rf"{path}\Orders.xml", path, size=size)
    share = make.share(path, make.folder(path), kept)
    assert make.verdict(check, make.facts(share, group=group)).status is status


def test_no_place_declared_is_not_checked() -> None:
    assert make.verdict(check, make.facts(group=make.group())).status is Status.NOT_CHECKED


@pytest.mark.parametrize("kind", [ExportedPart, StoredFile])
def test_gap_is_no_verdict(kind: type) -> None:
    host = make.host("VAULT01", make.folder(PATH), FILE, *HELD)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(make.gap(kind, make.host("VAULT01")), host, group=GROUP))
