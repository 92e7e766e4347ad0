"""What commands delete by age."""

import pytest

from scanner.recovery.clean_up import deletes_after

FOLDER = r"\\FILE01\backup"
FORFILES = rf'forfiles /p "{FOLDER}" /s /m *.bak /d -3 /c "cmd /c del @path"'
REMOVE = (
    rf"Get-ChildItem {FOLDER} -Filter *.bak | "
    "Where-Object { $_.LastWriteTime -lt (Get-Date).AddDays(-4) } | Remove-Item"
)
LOOP = rf"$old = (Get-Date).AddDays( -5 ); dir {FOLDER} | ? LastWriteTime -lt $old | Remove-Item"
DELETE_FILE = (
    "DECLARE @d datetime = DATEADD(day, -6, GETDATE()); "
    rf"EXEC master.dbo.xp_delete_file 0, N'{FOLDER}\\', N'bak', @d"
)


@pytest.mark.parametrize(
    ("command", "subsystem", "days"),
    [
        (FORFILES, "CmdExec", 3),
        (REMOVE, "PowerShell", 4),
        (LOOP, "PowerShell", 5),
        (DELETE_FILE, "TSQL", 6),
        (f"exec xp_cmdshell '{FORFILES}'", "TSQL", 3),
        (f"{FORFILES.upper()}\n{FORFILES.replace('-3', '-2')}", "CmdExec", 2),
    ],
)
def test_days_are_told(command: str, subsystem: str, days: int) -> None:
    assert deletes_after(command, subsystem, FOLDER + "\\") == days


@pytest.mark.parametrize(
    ("command", "subsystem"),
    [
        (f"rem {FORFILES}", "CmdExec"),
        (f"# {REMOVE}", "PowerShell"),
        (f"-- {DELETE_FILE}", "TSQL"),
        (f"{DELETE_FILE} /*", "TSQL"),
        (FORFILES.replace("del @path", "echo @path"), "CmdExec"),
        (FORFILES.replace("backup", "logs"), "CmdExec"),
        (f"robocopy {FOLDER} D:\\copy /minage:3", "CmdExec"),
        ("", "CmdExec"),
    ],
)
def test_nothing_is_told(command: str, subsystem: str) -> None:
    assert deletes_after(command, subsystem, FOLDER) is None
