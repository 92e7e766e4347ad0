"""Evidence and runs as sealed files: to bytes and back, written atomically, for the owner only."""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from cattrs import Converter
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
from cattrs.preconf.json import make_converter

from scanner.errors import UserMistake, VerificationFailed
from scanner.model.evidence import Evidence, Reading, Row
from scanner.model.run import Run
from scanner.seal import canonical_json, digest, open_sealed, seal

SCHEMA = 1
MALFORMED = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    BaseValidationError,
    ForbiddenExtraKeysError,
)
Document = TypeVar("Document", Evidence, Run)


@cache
def converter() -> Converter:
    """Dataclasses to JSON values and back; durations in seconds, times with their offset."""
    made = make_converter(detailed_validation=False, forbid_extra_keys=True)
    made.register_unstructure_hook(timedelta, timedelta.total_seconds)
    made.register_structure_hook(timedelta, lambda value, _: timedelta(seconds=value))
    made.register_structure_hook(datetime, lambda value, _: _aware(value))
    made.register_unstructure_hook(Path, str)
    made.register_structure_hook(Path, lambda value, _: Path(value))
    return made


def _aware(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment


def evidence_bytes(evidence: Evidence) -> bytes:
    """One member for the frame, one a reading, so that a person can look at either."""
    frame = converter().unstructure(replace(evidence, readings=()))
    members = {"evidence.json": canonical_json(frame)}
    for number, reading in enumerate(sorted(evidence.readings, key=lambda one: one.id)):
        members[f"readings/{number:04}.json"] = canonical_json(converter().unstructure(reading))
    return seal("evidence", members)


def evidence_of(data: bytes, name: str) -> Evidence:
    members = open_sealed("evidence", data, name)
    frame = _structure(members.pop("evidence.json", b"null"), Evidence, name)
    readings = (_structure(members[key], Reading, name) for key in sorted(members))
    whole: Evidence = replace(frame, readings=tuple(readings))
    return whole


def run_bytes(run: Run) -> bytes:
    return seal("run", {"run.json": canonical_json(converter().unstructure(run))})


def run_of(data: bytes, name: str) -> Run:
    members = open_sealed("run", data, name)
    run: Run = _structure(members.get("run.json", b"null"), Run, name)
    return run


def fact_fields(fact: object) -> Row:
    """A fact's fields as JSON values, for a citation."""
    fields: Mapping[str, Any] = converter().unstructure(fact)
    return fields


def _structure(data: bytes, kind: type[Any], name: str) -> Any:
    try:
        value = json.loads(data)
        if isinstance(value, dict) and value.get("schema", SCHEMA) != SCHEMA:
            raise VerificationFailed(
                f"{name} has schema version {value['schema']}; this btsready reads {SCHEMA}",
                "Use the version of btsready that wrote it.",
            )
        return converter().structure(value, kind)
    except MALFORMED as e:
        raise VerificationFailed(
            f"{name} is sealed but its content is not a {kind.__name__.lower()} that we know",
            "It was not written by btsready, or by a version with another schema.",
        ) from e


def read_file(path: Path) -> tuple[bytes, str]:
    """The bytes of a document and their SHA-256."""
    try:
        data = path.read_bytes()
    except OSError as e:
        raise UserMistake(f"{path} cannot be read: {e.strerror}", "Check the path.") from e
    return data, digest(data)


def write_file(path: Path, data: bytes, mode: int = 0) -> None:
    """All or nothing, readable by the owner only, or with the rights of `mode`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as e:
        raise _unwritable(path, e) from e
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if mode:
            Path(draft).chmod(mode)
        Path(draft).replace(path)
    except OSError as e:
        raise _unwritable(path, e) from e
    finally:
        Path(draft).unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> UserMistake:
    return UserMistake(f"{path} cannot be written: {error.strerror}", "Choose another folder.")
