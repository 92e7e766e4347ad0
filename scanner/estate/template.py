"""The estate file that a newcomer starts from, and its schema for editors."""

from importlib.resources import files
from typing import Any


def starter() -> str:
    """A commented estate file that loads as it stands."""
    return (files("scanner.estate") / "starter.yaml").read_text("utf-8")


def json_schema() -> dict[str, Any]:
    """JSON Schema of the estate file."""
    from scanner.estate.schema import json_schema as described  # slow: the validator's library

    return described()
