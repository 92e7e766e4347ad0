"""The step that clears the backup history, as people write it."""

from dataclasses import replace

import pytest

from scanner.recovery.clear_step import ClearCall, clear_call
from scanner.recovery.tsql import UncertainStep, UnreadableStep
from tests import make


def read(command: str) -> ClearCall | None:
    return clear_call(replace(make.clear_step(), command=command))


@pytest.mark.parametrize(
    ("command", "days", "local_time"),
    [
        ("exec [dbo].[sp_DeleteBackupHistory] @DaysToKeep=14", 14, False),
        ("exec sp_deletebackuphistory 7, 1", 7, True),
        ("exec dbo.sp_DeleteBackupHistoryAndFiles @UseLocalTime = true, @DaysToKeep = 3", 3, True),
        ("exec sp_DeleteBackupHistory", None, False),
        ("exec sp_DeleteBackupHistory NULL", None, False),
        ("exec sp_DeleteBackupHistory -1", None, False),
    ],
)
def test_call(command: str, days: int | None, local_time: bool) -> None:
    found = read(command)
    assert found is not None
    assert (found.days, found.local_time) == (days, local_time)


@pytest.mark.parametrize(
    "command",
    ["", "-- exec sp_DeleteBackupHistory 14", "print 'sp_DeleteBackupHistory'", "exec other"],
)
def test_nothing_is_called(command: str) -> None:
    assert read(command) is None


@pytest.mark.parametrize("arguments", ["14, 2", "'soon'", "14, 0, 1", "@Days = 1", "'14"])
def test_call_that_cannot_work(arguments: str) -> None:
    with pytest.raises(UnreadableStep):
        read(f"exec sp_DeleteBackupHistory {arguments}")


def test_variable_does_not_tell() -> None:
    with pytest.raises(UncertainStep):
        read("exec sp_DeleteBackupHistory @days")
