"""RD04: a machine lists them; that the plan knows them, a person says."""

import pytest

from checks.restore.ports_on_databases_are_known import ports_on_databases_are_known as check
from scanner.facts.ports import PortDatabase
from scanner.model.check import MissingEvidence
from scanner.model.estate import Restore, ServerNames
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

NONE = PortDatabase("", "", "", "")


def judge(*ports: PortDatabase) -> Verdict:
    sql = make.sql("SQL01", make.backup_database(), make.biztalk_group(), *ports)
    return make.verdict(check, make.facts(sql, group=make.group(aliases={"BTSDB": "SQL01"})))


@pytest.mark.parametrize(
    "port",
    [
        NONE,
        PortDatabase("send_port", "Orders", "SQL01", "OrdersDb"),
        PortDatabase("send_port", "Orders", "ERP01", "BizTalkMgmtDb"),
        PortDatabase("send_port", "Orders", "ERP01", ""),
    ],
)
def test_pass_where_no_port_goes_to_the_group(port: PortDatabase) -> None:
    assert judge(port).status is Status.PASS


@pytest.mark.parametrize(
    "port",
    [
        PortDatabase("send_port", "Status", "SQL01", "biztalkmgmtdb"),
        PortDatabase("receive_location", "Status", "BTSDB", "BizTalkMgmtDb"),
        PortDatabase("receive_location", "Status", "SQL01", ""),
        PortDatabase("receive_location", "Status", "SQL01", make.BAM.name),
        PortDatabase("receive_location", "Status", "", ""),
    ],
)
def test_fail_is_never_said_the_port_is_listed(port: PortDatabase) -> None:
    verdict = judge(port)
    assert verdict.status is Status.NOT_CHECKED
    assert "1 port must be rewritten by hand" in verdict.message
    assert "Status (" in verdict.message
    assert verdict.settle


def test_boundary_both_transports_of_a_port_are_one_port() -> None:
    port = PortDatabase("send_port", "Status", "SQL01", "BizTalkMgmtDb")
    assert "1 port must" in judge(port, port).message


def test_gap_of_the_addresses_is_missing_evidence() -> None:
    sql = make.sql("SQL01", make.backup_database(), make.biztalk_group())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(PortDatabase, make.sql("SQL01"))))


def test_not_applicable_where_the_names_are_kept() -> None:
    kept = make.group(restore=Restore(ServerNames.SAME))
    given = make.facts(make.sql("SQL01", make.biztalk_group()), group=kept)
    verdict = make.verdict(check, given)
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (make.biztalk_group(),)
