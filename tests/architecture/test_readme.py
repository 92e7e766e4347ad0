"""What the README says of the command line is what the command line does."""

import re
import subprocess
import sys

from scanner.errors import ExitStatus
from tests.architecture.sources import ROOT

README = (ROOT / "README.md").read_text("utf-8")
COMMAND_IN_HELP = re.compile(r"^  ([a-z]+)  ", re.MULTILINE)


def test_exit_status_table_is_the_enum() -> None:
    rows = "\n".join(f"| {status.value} | {status.meaning} |" for status in ExitStatus)
    assert f"| ---: | --- |\n{rows}\n\n" in README


def test_every_command_has_its_line() -> None:
    command = [sys.executable, "-m", "scanner", "--help"]
    text = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    commands = COMMAND_IN_HELP.findall(text.partition("Commands:")[2])
    assert commands
    assert [name for name in commands if f"| `{name}" not in README] == []
