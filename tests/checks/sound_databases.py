"""What the first law's sound group holds of its databases: the marks in their logs."""

from tests import log_chains, make

MARKED, MARKED_BY_ANOTHER = make.ago(hours=28), make.ago(hours=27)
SSO_MARK = log_chains.log_mark(make.SSO, MARKED)


def held() -> list[make.Held]:
    return [make.sql("SQL01", log_chains.log_mark(make.MANAGEMENT, MARKED), SSO_MARK)]


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (SSO_MARK, (SSO_MARK, log_chains.log_mark(make.SSO, MARKED_BY_ANOTHER))),
)
