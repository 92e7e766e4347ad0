"""What the first law's sound group holds of its databases: the marks in their logs."""

from dataclasses import replace

from scanner.facts.ports import PortDatabase
from scanner.facts.transactions import DtcSettings
from tests import log_chains, make

MARKED, MARKED_BY_ANOTHER = make.ago(hours=28), make.ago(hours=27)
SSO_MARK = log_chains.log_mark(make.SSO, MARKED)

POLLED = PortDatabase("receive_location", "Orders", "SQL01", make.MANAGEMENT.name)
SHIPPING_OFF = make.agent_job(
    job_id="shipping", name="BTS Log Shipping - Restore Databases", enabled=False
)
COORDINATOR = DtcSettings(True, True, True, True, True, True)


def held() -> list[make.Held]:
    return [
        make.sql("SQL01", log_chains.log_mark(make.MANAGEMENT, MARKED), SSO_MARK, POLLED),
        make.sql("SQL01", SHIPPING_OFF),
        make.sql("SQL02", make.agent_job(job_id="cleanup", name="Cleanup")),
        make.host("SQL01", COORDINATOR),
    ]


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (POLLED, (replace(POLLED, database="OrdersDb"),)),
    (SHIPPING_OFF, (replace(SHIPPING_OFF, enabled=True),)),
    (COORDINATOR, (replace(COORDINATOR, running=False),)),
    (SSO_MARK, (SSO_MARK, log_chains.log_mark(make.SSO, MARKED_BY_ANOTHER))),
)
