"""AP03."""

from dataclasses import replace

import pytest

from checks.applications.bindings_hold_every_artefact import bindings_hold_every_artefact as check
from scanner.facts.applications import ApplicationPart, ExportedPart
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql

PATH = r"D:\Apps"
GROUP = make.group(locations=(make.location(PATH + "\\", Artefact.APPLICATIONS, host="VAULT01"),))
FILE = make.stored_file(rf"{PATH}\Orders.xml", PATH)
PART = make.application_part()
HELD = make.exported(FILE.path, PART.name)


def judge(
    *held: ExportedPart, files: bool = True, parts: tuple[ApplicationPart, ...] = (PART,)
) -> Verdict:
    sql = make.sql("SQL01", make_sql.biztalk_server(), *parts)
    listed = (FILE,) if files else ()
    host = make.host("VAULT01", make.folder(PATH), *listed, *held)
    return make.verdict(check, make.facts(sql, host, group=GROUP))


def test_pass_when_every_port_is_held() -> None:
    verdict = judge(*HELD)
    assert verdict.status is Status.PASS
    assert "holds every port and orchestration of Orders (1)" in verdict.message


def test_pass_whatever_is_no_port() -> None:
    parts = (PART, make.application_part(kind="assembly", name="Orders, Version=1.0.0.0"))
    assert judge(*HELD, parts=parts).status is Status.PASS


def test_fail_names_what_is_missing() -> None:
    parts = (PART, make.application_part(kind="receive_port", name="Orders.In"))
    verdict = judge(*HELD, parts=parts)
    assert verdict.status is Status.FAIL
    assert "does not hold receive port Orders.In of Orders" in verdict.message


def test_fail_for_an_orchestration_of_another_version() -> None:
    live = make.application_part(kind="orchestration", name="Orders.Run, Orders, Version=1.1.0.0")
    held = ExportedPart(FILE.path, True, "orchestration", "Orders.Run, Orders, Version=1.0.0.0")
    verdict = judge(*HELD, held, parts=(PART, live))
    assert verdict.status is Status.FAIL
    assert "does not hold orchestration Orders.Run, Orders, Version=1.1.0.0" in verdict.message
    same = replace(held, name=live.name)
    assert judge(*HELD, same, parts=(PART, live)).status is Status.PASS


def test_fail_for_an_unreadable_file_or_none() -> None:
    unreadable = judge(*make.exported(FILE.path, readable=False))
    assert unreadable.status is Status.FAIL
    assert "no readable bindings file" in unreadable.message
    assert "holds bindings of Orders" in judge(files=False).message


def test_fail_when_another_file_holds_them() -> None:
    assert judge(*make.exported(rf"{PATH}\Old.xml", PART.name)).status is Status.FAIL


def test_boundary_a_port_of_the_name_but_of_another_kind() -> None:
    parts = (make.application_part(kind="receive_port"),)
    assert judge(*HELD, parts=parts).status is Status.FAIL


def test_file_on_a_share_is_not_checked() -> None:
    path = r"\\VAULT01\apps"
    group = make.group(locations=(make.location(path, Artefact.APPLICATIONS),))
    share = make.share(path, make.folder(path), make.stored_file(rf"{path}\Orders.xml", path))
    sql = make.sql("SQL01", make_sql.biztalk_server(), PART)
    verdict = make.verdict(check, make.facts(sql, share, group=group))
    assert verdict.status is Status.NOT_CHECKED


def test_gap_on_the_host_is_no_verdict() -> None:
    sql = make.sql("SQL01", make_sql.biztalk_server(), PART)
    host = make.host("VAULT01", make.folder(PATH), FILE)
    missing = make.gap(ExportedPart, make.host("VAULT01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, host, missing, group=GROUP))
