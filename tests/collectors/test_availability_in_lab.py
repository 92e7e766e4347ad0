"""The statements about availability groups, on a lab that has one."""

from collections.abc import Iterator
from contextlib import contextmanager

from scanner.facts.availability import AvailabilityDtc, AvailabilityListener
from tests.collectors.test_statements_in_lab import SQL, facts, running
from tests.lab.estates import availability, company, variants
from tests.lab.tds.engine import Engine


@contextmanager
def replica(name: str) -> Iterator[Engine]:
    estate = variants.sound().with_faults([availability.with_availability_group])
    yield from running(estate.servers()[name])


def test_each_replica_names_all_of_them() -> None:
    for name in availability.REPLICAS:
        with replica(name) as engine:
            found = facts(SQL["availability_replicas"], engine)
        assert {one.server for one in found} == set(availability.REPLICAS)
        assert {one.database for one in found} == {one.name for one in availability.MEMBERS}


def test_the_group_and_its_listener() -> None:
    with replica(company.SQL01) as engine:
        assert facts(SQL["availability_dtc"], engine) == [AvailabilityDtc("AG_BizTalk", True)]
        assert facts(SQL["availability_listeners"], engine) == [
            AvailabilityListener("AG_BizTalk", "BTSSQL")
        ]


def test_without_a_group_there_is_nothing() -> None:
    for engine in running(variants.sound().servers()[company.SQL02]):
        for name in ("availability_replicas", "availability_dtc", "availability_listeners"):
            assert facts(SQL[name], engine) == []
