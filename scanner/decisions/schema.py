"""The shape of a decision in its file: which keys there are and what each may hold."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self, TypeAlias
from unicodedata import category, normalize

from pydantic import (
    AfterValidator,
    BeforeValidator,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from scanner.arguments import moment_of
from scanner.errors import UserMistake
from scanner.estate.complaints import Place
from scanner.estate.entry import Entry, Text
from scanner.estate.wording import told
from scanner.model.names import is_unc

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def _instant(value: object) -> datetime:
    """With its zone: which day it is differs between them."""
    try:
        moment = moment_of(value) if isinstance(value, str) else None
    except UserMistake as e:
        raise ValueError(f"{e.message}; {e.hint[:1].lower()}{e.hint[1:]}") from e
    if moment is None:
        raise ValueError("must be an instant with its zone, such as 2027-03-31T18:00:00+02:00")
    return moment.astimezone(UTC)


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError("must be one word of letters, digits, '.', '_' and '-'")
    return text


def _digest(text: str) -> str:
    if not _DIGEST.fullmatch(text):
        raise ValueError("must be a SHA-256: 64 digits 0 to 9 and a to f")
    return text


def _local(path: str) -> str:
    """What opens a UNC path sends the account's credentials to the server that it names."""
    if is_unc(path.replace("/", "\\")):
        raise ValueError("must not be on a share (\\\\SERVER\\…); keep it beside the decisions")
    return path


Id = Annotated[Text, AfterValidator(_id)]
Instant = Annotated[
    datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})
]
Digest = Annotated[str, AfterValidator(_digest)]
LocalFile = Annotated[Text, AfterValidator(_local)]


class EnteredEntry(Entry):
    """When something was put into the file, by which account, on which machine."""

    at: Instant
    account: Text
    host: Text


class DocumentEntry(Entry):
    """A file that the statement rests on; a relative path starts at the decisions' own folder."""

    path: LocalFile
    sha256: Digest


class _Decided(Entry):
    id: Id
    group: Text
    about: Text
    entered: EnteredEntry
    until: Instant
    ended: EnteredEntry | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until <= self.entered.at:
            raise ValueError("until is not after entered.at: it would never count")
        if self.ended and self.ended.at < self.entered.at:
            raise ValueError("ended.at is before entered.at")
        return self


class AttestationEntry(_Decided):
    """What a person states about a row, a check or one finding."""

    kind: Literal["attestation"]
    by: Text
    statement: Text
    document: DocumentEntry | None = None


class WaiverEntry(_Decided):
    """A failure of a check, or of one of its subjects, that is accepted for a time."""

    kind: Literal["waiver"]
    owner: Text
    approver: Text
    reason: Text

    @model_validator(mode="after")
    def _two_people(self) -> Self:
        if _same(self.owner, self.approver):
            raise ValueError("approver must be another person than owner")
        return self


def _same(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    """Without letter case, width, blanks and what nobody sees."""
    seen = (one for one in normalize("NFKC", name) if category(one) != "Cf")
    return " ".join("".join(seen).split()).casefold()


DecisionEntry: TypeAlias = AttestationEntry | WaiverEntry
KINDS: dict[str, type[DecisionEntry]] = {"attestation": AttestationEntry, "waiver": WaiverEntry}


def validate(value: object) -> tuple[DecisionEntry | None, list[tuple[Place, str]]]:
    """One entry, or everything that is wrong with it."""
    if not isinstance(value, dict):
        return None, [((), "must be a mapping of keys to values")]
    kind = KINDS.get(str(value.get("kind")))
    if kind is None:
        place: Place = ("kind",) if "kind" in value else ()
        return None, [(place, f"kind must be one of {' and '.join(KINDS)}")]
    try:
        return kind.model_validate(value), []
    except ValidationError as error:
        return None, list(told(kind, error.errors(include_url=False)))


def json_schema() -> dict[str, Any]:
    """For editors that complete and check while one writes."""
    draft = "https://json-schema.org/draft/2020-12/schema"
    described = TypeAdapter(list[DecisionEntry]).json_schema()
    return {"$schema": draft, **described, "title": "btsready decisions"}
