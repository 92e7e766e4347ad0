"""Facts of an availability group with two replicas, SQL01 the one that is asked."""

from dataclasses import replace
from typing import Any

from scanner.facts.availability import AvailabilityDtc, AvailabilityListener, AvailabilityReplica
from scanner.facts.instances import Database
from tests import make

GROUP, LISTENER = "AG1", "BTSSQL"
SHARED = make.database(availability_group_replica=True)
GUARD = "IF (sys.fn_hadr_is_primary_replica('BizTalkMgmtDb') = 1) BEGIN {} END"
DTC, NO_DTC = AvailabilityDtc(GROUP, dtc_support=True), AvailabilityDtc(GROUP, dtc_support=False)
LISTENING = AvailabilityListener(GROUP, LISTENER)


def replica(server: str, **changes: Any) -> AvailabilityReplica:
    """Of the management database."""
    plain = AvailabilityReplica(make.MANAGEMENT.name, GROUP, server, True, True)
    return replace(plain, **changes)


def replicas(database: str = make.MANAGEMENT.name) -> tuple[AvailabilityReplica, ...]:
    return tuple(replica(server, database=database) for server in ("SQL01", "SQL02"))


def shared(name: str) -> Database:
    return replace(SHARED, name=name)


def job(**changes: Any) -> tuple[object, ...]:
    """The backup job with its two steps guarded; `changes` are of the job."""
    steps = (make.full_step(), make.log_step())
    guarded = (replace(one, command=GUARD.format(one.command)) for one in steps)
    return (make.agent_job(start_step=2, **changes), *guarded)
