"""Every statement and script is held to the oldest system that it may meet."""

import re
import subprocess
from collections import defaultdict
from pathlib import Path

from tests.architecture.sources import ROOT, shipped
from tests.needs import checker

BIZTALK_TABLES = ROOT / "tests/lab/schema/biztalk-schema.sql"
OLDEST_SERVER = re.compile(r"^-- versions: (20\d\d)\+", re.MULTILINE)


def test_statements_are_documented_t_sql() -> None:
    tool = checker("tsqlcheck")
    for server, paths in by_oldest_server().items():
        files = [str(path) for path in paths]
        findings([tool, "--server", server, "--ddl", str(BIZTALK_TABLES), *files])


def by_oldest_server() -> dict[str, list[Path]]:
    groups: dict[str, list[Path]] = defaultdict(list)
    for path in shipped("*.sql"):
        header = OLDEST_SERVER.search(path.read_text("utf-8"))
        assert header, f"{path.name} does not say which versions it is for"
        groups[header[1]].append(path)
    return groups


def test_reader_is_windows_powershell() -> None:
    tool = checker("winps")
    findings([tool, "-Check", *map(str, shipped("*.ps1"))])


def findings(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
