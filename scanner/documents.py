"""The JSON Schemas of every document: evidence and runs, the files that people write."""

import json
from typing import Any

from pydantic import TypeAdapter

from scanner.decisions import schema as decisions
from scanner.estate import schema as estate
from scanner.model.evidence import Evidence
from scanner.model.run import Run

DURATION = {"type": "string", "format": "duration"}
SECONDS = {"type": "number", "description": "seconds"}


def schema(document: str) -> str:
    """Of 'estate', 'decisions', 'evidence' or 'run'."""
    made = {"estate": estate.json_schema, "decisions": decisions.json_schema}
    kinds = {"evidence": Evidence, "run": Run}
    found = _of_store(kinds[document]) if document in kinds else made[document]()
    return json.dumps(found, indent=2, sort_keys=True)


def _of_store(document: type) -> dict[str, Any]:
    """Made from the dataclass itself; durations are numbers of seconds."""
    described: dict[str, Any] = _seconds(TypeAdapter(document).json_schema(mode="serialization"))
    return described


def _seconds(value: Any) -> Any:
    if isinstance(value, dict):
        if DURATION.items() <= value.items():
            return {**value, **SECONDS, "format": "float"}
        return {key: _seconds(one) for key, one in value.items()}
    return [_seconds(one) for one in value] if isinstance(value, list) else value
