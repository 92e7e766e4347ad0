"""Whether distributed transactions work on the machine of a SQL Server: service and settings."""

from collections.abc import Iterable, Mapping, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, flag, integer, mapping, only, optional_flag
from scanner.facts.transactions import DtcSettings
from scanner.model.collector import Denied, HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, JsonValue, Row

SERVICE = "dtc_settings/service"
SESSION = "dtc_settings/session"
SECURITY = "dtc_settings/security"
KEY = "SOFTWARE\\Microsoft\\MSDTC\\Security"
VALUES = (
    "NetworkDtcAccess",
    "NetworkDtcAccessTransactions",
    "NetworkDtcAccessInbound",
    "NetworkDtcAccessOutbound",
)
NATIVE = "64"
RUNNING = "Running"  # the value map of Win32_Service, in every language of Windows


def first(_task: HostTask) -> Sequence[Question]:
    return [
        questions.host(SESSION),
        questions.service(SERVICE, "MSDTC"),
        questions.values(SECURITY, KEY, VALUES),
    ]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[DtcSettings]:
    session = only(answers.to(SESSION, rows))
    network, transactions, inbound, outbound = _settings(answers.to(SECURITY, rows))
    services = [row for row in rows if filled(row, "question") == SERVICE]
    running = bool(services) and filled(only(services), "State") == RUNNING
    if not services and not optional_flag(session, "is_admin"):
        raise Denied("the service is not shown to us, and only an administrator sees them all")
    return [DtcSettings(bool(services), running, network, transactions, inbound, outbound)]


def _settings(views: Sequence[Row]) -> list[bool]:
    """In the order of `VALUES`, from the registry of the machine's own width. The protocol that
    describes them (MS-CMOM 3.3.1.2.2) requires every one to be there."""
    told = {filled(one, "view"): _values(one) for one in views}
    found = told.get(NATIVE, {})
    if len(told) != len(views) or set(found) != set(VALUES):
        raise Unparsable("the key of MSDTC's settings, with the values asked for, expected")
    return [integer(mapping(found, name), "data") != 0 for name in VALUES]


def _values(row: Row) -> Mapping[str, JsonValue]:
    found = mapping(row, "values")
    if set(found) - set(VALUES if flag(row, "exists") else ()):
        raise Unparsable("column values: a value that was not asked for")
    return found


COLLECTOR = HostCollector(
    "dtc_settings",
    DtcSettings,
    frozenset({HostRole.SQL_MACHINE}),
    first,
    interpret,
    rights="read the key MSDTC\\Security; to see the service, local administrator or the right to "
    "query services granted",
)
