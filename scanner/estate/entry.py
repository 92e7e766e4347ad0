"""What the entries of an estate file are made of: texts, names, durations, addresses."""

from datetime import timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from scanner.estate.values import (
    address,
    address_key,
    duration,
    named,
    naming,
    pattern,
    plain,
    scalar,
)
from scanner.model.duration import ADVICE
from scanner.model.evidence import TargetKind

Text = Annotated[str, AfterValidator(plain)]
Duration = Annotated[
    timedelta,
    BeforeValidator(duration),
    WithJsonSchema({"type": "string", "description": f"{ADVICE[0].upper()}{ADVICE[1:]}."}),
]
Server = Annotated[Text, AfterValidator(named(TargetKind.SQL, "a SQL Server"))]
Host = Annotated[Text, AfterValidator(named(TargetKind.HOST, "a host"))]
Naming = Annotated[Text, AfterValidator(naming)]
ServerPattern = Annotated[Text, AfterValidator(pattern(TargetKind.SQL))]
HostPattern = Annotated[Text, AfterValidator(pattern(TargetKind.HOST))]
SharePattern = Annotated[Text, AfterValidator(pattern(TargetKind.SHARE))]
AddressKey = Annotated[str, AfterValidator(address_key)]
Address = Annotated[str, AfterValidator(address)]
Scalar = Annotated[
    Any, AfterValidator(scalar), WithJsonSchema({"type": ["string", "number", "boolean"]})
]


class Entry(BaseModel):
    """A mapping of the file: nothing is guessed, nothing unknown is let in."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)
