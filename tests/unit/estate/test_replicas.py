"""Replicas are instances of the group, whoever named them."""

from typing import Any

from scanner.estate.discover import servers
from scanner.facts.availability import AvailabilityReplica
from scanner.facts.topology import BackupDatabase, DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.evidence import Gap, GapReason, Target
from tests import make
from tests.availability import LISTENER, replica

MESSAGES = DatabaseRef("SQL02", "BizTalkMsgBoxDb")
OF_MESSAGES = replica("SQL04", database=MESSAGES.name)


class Known:
    """Facts by the name of their instance; what is not there was not asked yet."""

    def __init__(self, **facts: tuple[object, ...]) -> None:
        self.facts = facts

    def rows(self, kind: type[Any], on: Target) -> tuple[Any, ...]:
        if on.name not in self.facts:
            raise MissingEvidence(Gap(GapReason.NOT_COLLECTED, "not asked"), on.id)
        return tuple(one for one in self.facts[on.name] if isinstance(one, kind))


def named(group: Any = None, **facts: tuple[object, ...]) -> list[str]:
    return [one.name for one in servers(group or make.group(), Known(**facts)).instances]


def test_of_the_management_database() -> None:
    assert named(SQL01=(replica("SQL01"), replica("SQL03"))) == ["SQL01", "SQL03"]


def test_of_another_server_once_it_was_asked() -> None:
    here = (BackupDatabase(make.MANAGEMENT), BackupDatabase(MESSAGES))
    assert named(SQL01=here) == ["SQL01", "SQL02"]
    assert named(SQL01=here, SQL02=(OF_MESSAGES,)) == ["SQL01", "SQL02", "SQL04"]


def test_neither_a_witness_nor_the_replica_of_a_strange_database() -> None:
    witness = replica("SQL05", holds_data=False)
    strange = AvailabilityReplica("Warehouse", "AG2", "SQL06", True, True)
    assert named(SQL01=(replica("SQL01"), witness, strange)) == ["SQL01"]


def test_a_listener_is_an_alias() -> None:
    group = make.group(management_server=LISTENER, aliases={LISTENER: "SQL01"})
    assert named(group, SQL01=(replica("SQL01"), replica("SQL03"))) == ["SQL01", "SQL03"]
