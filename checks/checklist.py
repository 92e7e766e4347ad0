"""The 21 rows of Microsoft's checklist, from the data file beside this module."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from scanner.model.control import Control, Half, Reference

SOURCE = "https://learn.microsoft.com/en-us/biztalk/core/checklist-backup-and-restore"


@cache
def controls() -> tuple[Control, ...]:
    """In the order of the checklist: B01…B11, R01…R10."""
    text = files("checks").joinpath("checklist.yaml").read_text("utf-8")
    return tuple(_control(row) for row in yaml.safe_load(text))


def _control(row: dict[str, Any]) -> Control:
    return Control(
        id=row["id"],
        half=Half(row["half"]),
        title=row["title"],
        assessed=row["assessed"],
        applies=row["applies"],
        references=tuple(Reference(one["title"], one["url"]) for one in row["references"]),
    )
