"""The JSON Schemas of evidence and runs, as `scanner.store` writes them."""

from typing import Any

from pydantic import TypeAdapter

DURATION = {"type": "string", "format": "duration"}
SECONDS = {"type": "number", "description": "seconds"}


def document_schema(document: type) -> dict[str, Any]:
    """Made from the dataclass itself; durations are numbers of seconds."""
    described: dict[str, Any] = _seconds(TypeAdapter(document).json_schema(mode="serialization"))
    return described


def _seconds(value: Any) -> Any:
    if isinstance(value, dict):
        if DURATION.items() <= value.items():
            return {**value, **SECONDS, "format": "float"}
        return {key: _seconds(one) for key, one in value.items()}
    return [_seconds(one) for one in value] if isinstance(value, list) else value
