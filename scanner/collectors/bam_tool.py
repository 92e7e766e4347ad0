"""The database that bm.exe works with unless it is told another, from bm.exe.config.

Where the product is installed is known from the registry, so the file is asked in the second round.
"""

import json
from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.app_settings import entries, values
from scanner.collectors.biztalk_registry import KEY, NATIVE, WOW64
from scanner.collectors.columns import filled, flag, mapping, text
from scanner.facts.biztalk_hosts import BamTool
from scanner.model.collector import Answers, HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

PRODUCT, FILE = "bam_tool/product", "bam_tool/file"
PATH = "InstallPath"
BELOW = "Tracking\\bm.exe.config"
SERVER, DATABASE = "DefaultServer", "DefaultDatabase"


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.values(PRODUCT, KEY, [PATH])]


def second(_task: HostTask, answered: Answers) -> Sequence[Question]:
    views = answered.get(PRODUCT, ())
    path = tool_path(views) if views else ""
    return [questions.xml(FILE, path, entries(SERVER, DATABASE))] if path else []


def tool_path(views: Sequence[Row]) -> str:
    """Empty where neither view of the registry says where BizTalk Server is installed."""
    if sorted(filled(row, "view") for row in views) != [WOW64, NATIVE]:
        raise Unparsable("an answer for either registry view expected")
    found = max(_install_path(row) for row in views)
    return f"{found.rstrip(chr(92))}\\{BELOW}" if found else ""


def _install_path(row: Row) -> str:
    found = mapping(row, "values")
    if set(found) - ({PATH} if flag(row, "exists") else set()):
        raise Unparsable("column values: a value that was not asked for")
    return text(mapping(found, PATH), "data").strip() if PATH in found else ""


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[BamTool]:
    path = tool_path(answers.to(PRODUCT, rows))
    if not path:
        return [BamTool("", exists=False, well_formed=False, server="", database="")]
    file = answers.to(FILE, rows)
    exists, told = answers.exists(file), values(file, SERVER, DATABASE)
    named = told or {SERVER: "", DATABASE: ""}
    return [BamTool(path, exists, told is not None, named[SERVER], named[DATABASE])]


COLLECTOR = HostCollector(
    "bam_tool",
    BamTool,
    frozenset({HostRole.BIZTALK}),
    first,
    interpret,
    second,
    json.dumps(questions.xml(FILE, f"{{InstallPath}}\\{BELOW}", entries(SERVER, DATABASE))),
    rights="read the key BizTalk Server\\3.0 and the product's folder: every user may",
)
