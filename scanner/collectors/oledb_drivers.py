"""Which of Microsoft's OLE DB Drivers for SQL Server a BizTalk server has.

By the file of each: Microsoft documents where setup puts it, and no key of the registry.
https://learn.microsoft.com/en-us/sql/connect/oledb/applications/installing-oledb-driver-for-sql-server
"""

from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.facts.restoring import OleDbDriver
from scanner.model.collector import HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

QUESTION = "oledb_drivers/"
FILES = {  # by the provider's name in a connection
    "MSOLEDBSQL": r"%SystemRoot%\System32\msoledbsql.dll",
    "MSOLEDBSQL19": r"%SystemRoot%\System32\msoledbsql19.dll",
}


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.files(QUESTION + provider, path) for provider, path in FILES.items()]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[OleDbDriver]:
    return [_driver(one, answers.to(QUESTION + one, rows)) for one in FILES]


def _driver(provider: str, rows: Sequence[Row]) -> OleDbDriver:
    if len(rows) > 1:
        raise Unparsable("one file was asked for")
    return OleDbDriver(provider, FILES[provider], answers.exists(rows))


COLLECTOR = HostCollector(
    "oledb_drivers",
    OleDbDriver,
    frozenset({HostRole.BIZTALK}),
    first,
    interpret,
    rights="read the names of files in the system folder: every user may",
)
