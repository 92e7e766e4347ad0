"""What the registry of a BizTalk server says of its group and of its certificate store."""

from collections.abc import Iterable, Mapping, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, flag, mapping, text
from scanner.facts.biztalk_hosts import BizTalkRegistry
from scanner.facts.topology import DatabaseRef
from scanner.model.collector import HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, JsonValue, Row

GROUP, STORE = "biztalk_registry/group", "biztalk_registry/address_book"
KEY = "SOFTWARE\\Microsoft\\BizTalk Server\\3.0"
SERVER, DATABASE = "MgmtDBServer", "MgmtDBName"
ADDRESS_BOOK = "SOFTWARE\\Microsoft\\SystemCertificates\\AddressBook"
NATIVE, WOW64 = "64", "32"


def first(_task: HostTask) -> Sequence[Question]:
    return [
        questions.values(GROUP, f"{KEY}\\Administration", [SERVER, DATABASE]),
        questions.values(STORE, ADDRESS_BOOK, []),
    ]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[BizTalkRegistry]:
    group = _views(answers.to(GROUP, rows), [SERVER, DATABASE])
    store = answers.to(STORE, rows)
    _views(store, [])
    return [
        BizTalkRegistry(
            native=_database(group[NATIVE]),
            wow64=_database(group[WOW64]),
            address_book=any(flag(row, "exists") for row in store),
        )
    ]


def _views(rows: Sequence[Row], wanted: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    """What either view holds of the values asked for; empty for what is not there."""
    if sorted(filled(row, "view") for row in rows) != [WOW64, NATIVE]:
        raise Unparsable("an answer for either registry view expected")
    return {filled(row, "view"): _values(row, wanted) for row in rows}


def _values(row: Row, wanted: Sequence[str]) -> Mapping[str, str]:
    found = mapping(row, "values")
    if set(found) - set(wanted if flag(row, "exists") else ()):
        raise Unparsable("column values: a value that was not asked for")
    return {name: _data(found, name) for name in wanted}


def _data(found: Mapping[str, JsonValue], name: str) -> str:
    return text(mapping(found, name), "data").strip() if name in found else ""


def _database(named: Mapping[str, str]) -> DatabaseRef | None:
    """BizTalk is not configured where one of the two is missing or empty."""
    server, database = named[SERVER], named[DATABASE]
    return DatabaseRef(server, database) if server and database else None


COLLECTOR = HostCollector(
    "biztalk_registry",
    BizTalkRegistry,
    frozenset({HostRole.BIZTALK}),
    first,
    interpret,
    rights="read the keys BizTalk Server\\3.0 and SystemCertificates: every user may",
)
