"""Which rows the statement gives for handlers with and without a server."""

from collections.abc import Iterator

import pytest

from scanner.collectors import adapters as collector
from scanner.facts.machines import HostedAdapter
from tests.collectors.test_statements_in_lab import facts, running
from tests.lab.estates import adapters, company, variants
from tests.lab.estates.estate import LabEstate
from tests.lab.tds.engine import Engine

HOST = "BizTalkServerApplication"
NOBODYS_HOST, UNHOSTED, IDLE = 9, 40, 41


def _idle(estate: LabEstate) -> None:
    """An adapter without a handler, and one whose host has no instance."""
    where = company.SQL01, company.MANAGEMENT.name
    estate.table(*where, "dbo.adm_Adapter").extend(
        (adapters.adapter(UNHOSTED, "MLLP"), adapters.adapter(IDLE, "WCF-SAP"))
    )
    estate.table(*where, "dbo.adm_Host").append({"Id": NOBODYS_HOST, "Name": "Idle"})
    handler = {"Id": IDLE, "AdapterId": IDLE, "HostId": NOBODYS_HOST}
    estate.table(*where, "dbo.adm_SendHandler").append(handler)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    servers = variants.sound().with_faults([_idle]).servers()
    yield from running(servers[company.SQL01])


@pytest.fixture(scope="module")
def found(engine: Engine) -> list[HostedAdapter]:
    return facts(collector.COLLECTOR, engine)


def of(name: str, found: list[HostedAdapter]) -> list[HostedAdapter]:
    return [one for one in found if one.adapter == name]


def test_one_row_for_each_server_of_the_host(found: list[HostedAdapter]) -> None:
    assert of("SFTP", found) == [
        HostedAdapter("SFTP", HOST, company.BTS01, 1),
        HostedAdapter("SFTP", HOST, company.BTS02, 1),
    ]


def test_ports_of_both_handlers_are_counted(found: list[HostedAdapter]) -> None:
    assert {one.ports for one in of("FILE", found)} == {1}
    assert {one.ports for one in of("SMTP", found)} == {0}


@pytest.mark.parametrize("name", ["MLLP", "WCF-SAP"])
def test_adapter_that_no_server_runs(name: str, found: list[HostedAdapter]) -> None:
    assert of(name, found) == [HostedAdapter(name, "", "", 0)]
