"""What dbatools' Test-DbaLastBackup says of the firm's databases, as PowerShell exports it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.lab.estates import company
from tests.lab.estates.times import local
from tests.lab.smb.description import LabFile

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

FOLDER = "Probe-Rücksicherung"
PATH = rf"\\{company.VAULT01}\{company.RESTORE_SHARE}\{FOLDER}"
NAME = "Test-DbaLastBackup.csv"
TEST_SERVER = "SQLTEST01"
RECENT, LONG = timedelta(days=20), timedelta(minutes=20)
COLUMNS = (
    *("SourceServer", "TestServer", "Database", "FileExists", "Size", "RestoreResult"),
    *("DbccResult", "RestoreStart", "RestoreEnd", "RestoreElapsed", "DbccMaxDop", "DbccStart"),
    *("DbccEnd", "DbccElapsed", "BackupDates", "BackupFiles"),
)
Record = dict[str, str]


def records(done: datetime) -> list[Record]:
    """Every database restored well, the last one at that moment."""
    first = done - len(company.DATABASES) * LONG
    return [
        _record(database.server, database.name, first + number * LONG)
        for number, database in enumerate(company.DATABASES)
    ]


def _record(server: str, database: str, begun: datetime) -> Record:
    restored = begun + LONG
    told = (
        *(server, TEST_SERVER, database, "True", "2.11 GB", "Success", "Success"),
        *(_time(begun), _time(restored), "00:20:00", "0", _time(restored), _time(restored)),
        *("00:00:00", "System.Object[]", "System.Object[]"),
    )
    return dict(zip(COLUMNS, told, strict=True))


def _time(moment: datetime) -> str:
    """dbatools' own form, by the local clock."""
    return f"{local(moment)} "[:19].replace("T", " ") + ".000"


def csv(rows: Iterable[Record]) -> bytes:
    """As Export-Csv -Encoding Unicode of a German Windows PowerShell with -UseCulture."""
    lines = ["#TYPE System.Management.Automation.PSCustomObject", _line(COLUMNS)]
    lines += [_line(row.values()) for row in rows]
    return "\r\n".join([*lines, ""]).encode("utf-16")


def _line(cells: Iterable[str]) -> str:
    return ";".join(f'"{one}"' for one in cells)


def keep(estate: "LabEstate", content: bytes, age: timedelta = RECENT) -> None:
    """On the share, in a folder that the estate declares for it."""
    place = {"path": PATH, "holds": ["drill_result"], "site": "Rosenheim"}
    estate.group["locations"].append(place)
    files = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    files[f"{FOLDER}/{NAME}"] = LabFile(written=estate.times.now - age, content=content)
