"""The reader names no command, method, type or redirection that could write."""

import re
import subprocess
from pathlib import Path

import pytest

from scanner.transport import host_framing
from scanner.transport.host_framing import BOOTSTRAP, command_line, reader_text
from tests.needs import checker

READER = Path(host_framing.__file__).with_name("host_reader.ps1")
READING_COMMANDS = {
    "ConvertFrom-Json", "ConvertTo-Json", "ForEach-Object", "Get-Acl", "Get-ChildItem",
    "Get-CimInstance", "Get-Content", "Get-Date", "Get-FileHash", "Get-Item", "Get-ItemProperty",
    "Get-WinEvent", "New-Object", "Select-Object", "Sort-Object", "Where-Object",
}  # fmt: skip
READING_MEMBERS = {
    "AddSeconds", "ComputeHash", "Create", "Dispose", "GetAccessRules", "GetBytes", "GetCurrent",
    "GetOwner", "GetSubKeyNames", "GetValue", "GetValueKind", "Load", "Open", "OpenBaseKey",
    "OpenSubKey", "Replace", "SelectNodes", "SelectSingleNode", "Split", "ToBase64String",
    "ToCharArray", "ToLower", "ToString", "ToUniversalTime", "Trim",
}  # fmt: skip
NEW_OBJECTS = {
    "System.Security.Cryptography.SHA256CryptoServiceProvider",
    "System.Xml.XmlDocument",
    "System.Xml.XmlReaderSettings",
}
TYPES = {
    "array", "bool", "byte[]", "Convert", "datetime", "hashtable", "int", "IO.File", "long",
    "Microsoft.Win32.RegistryKey", "Security.Principal.SecurityIdentifier",
    "Security.Principal.WindowsIdentity", "string", "System.Xml.XmlException",
    "System.Xml.XmlReader", "Text.Encoding", "ValueType",
}  # fmt: skip
WALK = r"""
$parser = [System.Management.Automation.Language.Parser]
$ast = $parser::ParseFile('READER', [ref]$null, [ref]$null)
foreach ($node in $ast.FindAll({ $true }, $true)) {
    switch ($node.GetType().Name) {
        'CommandAst' { "command $($node.GetCommandName()) $($node.InvocationOperator)" }
        'InvokeMemberExpressionAst' { "member $($node.Member)" }
        'FunctionDefinitionAst' { "function $($node.Name)" }
        'TypeExpressionAst' { "type $($node.TypeName.FullName)" }
        'TypeConstraintAst' { "type $($node.TypeName.FullName)" }
        'FileRedirectionAst' { "redirection $node" }
        'UsingStatementAst' { "using $node" }
    }
}
"""


def _code() -> str:
    lines = reader_text().splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def _own(code: str) -> set[str]:
    return set(re.findall(r"^function ([\w-]+)", code, re.MULTILINE))


def test_it_names_only_commands_that_read() -> None:
    named = set(re.findall(r"(?<![\w$-])[A-Z][a-z]+[A-Za-z]*-[A-Z]\w+", _code()))
    assert named - _own(_code()) == READING_COMMANDS


def test_it_calls_only_members_that_read() -> None:
    called = set(re.findall(r"(?:\.|::)(\w+)\(", _code()))
    assert called == READING_MEMBERS


def test_it_creates_only_objects_that_read() -> None:
    assert set(re.findall(r"New-Object ([\w.]+)", _code())) == NEW_OBJECTS


def test_it_opens_files_for_reading_only() -> None:
    opened = re.findall(r"::Open\((.*?)\)", _code())
    assert opened == ["$path, 'Open', 'Read', 'ReadWrite'"]
    keys = re.findall(r"OpenSubKey\((.*?)\)", _code())
    assert keys == ["$Question.path"]  # one argument: not writable


def test_it_compiles_nothing_and_loads_no_com() -> None:
    for word in ("Add-Type", "-ComObject", "DllImport", "Reflection", "Invoke-", "Start-", "iex"):
        assert word not in _code()


def test_an_administrator_can_read_it() -> None:
    text = READER.read_text(encoding="ascii")
    assert len(text.splitlines()) < 250
    assert max(map(len, text.splitlines())) <= 150


def test_the_command_line_fits() -> None:
    assert len(command_line()) < 8191
    assert "$input" in BOOTSTRAP


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What PowerShell's own parser finds in it."""
    script = tmp_path_factory.mktemp("walk") / "walk.ps1"
    script.write_text(WALK.replace("READER", str(READER)), encoding="ascii")
    run = subprocess.run(
        [checker("winps"), "-File", str(script)],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, set[str]] = {}
    for line in run.stdout.splitlines():
        kind, _, name = line.partition(" ")
        found.setdefault(kind, set()).add(name)
    return found


def test_the_parser_finds_the_same(walked: dict[str, set[str]]) -> None:
    own = walked["function"]
    commands = {name.split()[0] for name in walked["command"] if not name.startswith(" ")}
    assert commands - own == READING_COMMANDS
    assert {name for name in walked["command"] if name.startswith(" ")} == {" Ampersand"}
    assert walked["member"] == READING_MEMBERS
    assert walked["type"] <= TYPES
    assert "redirection" not in walked
    assert "using" not in walked


def test_windows_powershell_5_1_takes_it() -> None:
    prelude = Path(__file__).parents[1] / "lab" / "reader_prelude.ps1"
    run = subprocess.run(
        [checker("winps"), "-Check", str(READER), str(prelude)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.returncode) == ("", 0)
