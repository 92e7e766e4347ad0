"""What the first law's sound group holds of its databases: the marks in their logs."""

from dataclasses import replace

from scanner.facts.ports import PortDatabase
from tests import log_chains, make

MARKED, MARKED_BY_ANOTHER = make.ago(hours=28), make.ago(hours=27)
SSO_MARK = log_chains.log_mark(make.SSO, MARKED)

POLLED = PortDatabase("receive_location", "Orders", "SQL01", make.MANAGEMENT.name)


def held() -> list[make.Held]:
    return [make.sql("SQL01", log_chains.log_mark(make.MANAGEMENT, MARKED), SSO_MARK, POLLED)]


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (POLLED, (replace(POLLED, database="OrdersDb"),)),
    (SSO_MARK, (SSO_MARK, log_chains.log_mark(make.SSO, MARKED_BY_ANOTHER))),
)
