"""The newest result of dbatools' Test-DbaLastBackup in a UNC folder where drill results are kept.

Its properties are those that the command's source writes; of a result that went wrong, the message.
"""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, flag, moment, optional_text, value
from scanner.collectors.powershell_times import earliest
from scanner.facts.drills import DrillResult
from scanner.model.collector import ShareCollector, ShareQuestion, Unparsable
from scanner.model.estate import Artefact
from scanner.model.evidence import Clock, Row

FIELDS = (
    "SourceServer",
    "TestServer",
    "TestServer.FullName",  # JSON holds the parameter's object
    "Database",
    "FileExists",
    "RestoreResult",
    "DbccResult",
    "DbccResult.Status",  # some versions give an object
    "RestoreStart",
    "RestoreStart.Ticks",
    "RestoreEnd",
    "RestoreEnd.Ticks",
)
_STATUS = "@{Status="  # such an object in CSV


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[DrillResult]:
    """Nothing where the folder holds no result."""
    if not rows:
        raise Unparsable("not even whether there is a file was answered")
    there = {flag(row, "exists") for row in rows}
    if there == {False} and len(rows) == 1 and filled(rows[0], "path"):
        return []
    if there != {True}:
        raise Unparsable("column exists: records of a file that is not there")
    return [_result(row) for row in rows]


def _result(row: Row) -> DrillResult:
    return DrillResult(
        path=filled(row, "path"),
        sha256=filled(row, "sha256"),
        written=moment(row, "written"),
        source_server=_either(row, "SourceServer"),
        test_server=_either(row, "TestServer", "FullName"),
        database=filled(row, "Database"),
        file_exists=_is_true(row, "FileExists"),
        restore_result=_either(row, "RestoreResult"),
        dbcc_result=_status(_either(row, "DbccResult", "Status")),
        restore_started=earliest(row, "RestoreStart"),
        restore_ended=earliest(row, "RestoreEnd"),
    )


def _either(row: Row, name: str, part: str = "") -> str:
    """A text, or that part of the object in its place; empty for neither."""
    inner = optional_text(row, f"{name}.{part}") if part else None
    return optional_text(row, name) or inner or ""


def _is_true(row: Row, name: str) -> bool:
    """A truth value in JSON, its word in CSV, which no culture translates."""
    found = value(row, name)
    if isinstance(found, bool):
        return found
    return (optional_text(row, name) or "").casefold() == "true"


def _status(told: str) -> str:
    return told.removeprefix(_STATUS).partition(";")[0] if told.startswith(_STATUS) else told


COLLECTOR = ShareCollector(
    "drill_results",
    DrillResult,
    0,
    interpret,
    never_empty=False,
    asks=ShareQuestion.RECORDS,
    fields=FIELDS,
    holds=Artefact.DRILL_RESULT,
)
