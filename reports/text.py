"""Text that others wrote, made honest to the eye: what cannot be seen is written out."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

Thing = TypeVar("Thing")

INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
LAYOUT = "\n\t"


def visible(text: str) -> str:
    """Control, format (so also bidirectional) and unassigned characters as `\\u{202e}`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_seen(character) for character in text)


def on_one_line(text: str) -> str:
    """As `visible`, line breaks and tabs too: no text can pretend to be a second line."""
    return "".join(escaped(one) if one in LAYOUT else _seen(one) for one in text)


def escaped(character: str) -> str:
    return f"\\u{{{ord(character):x}}}"


def _seen(character: str) -> str:
    if character in LAYOUT or unicodedata.category(character) not in INVISIBLE:
        return character
    return escaped(character)


def every_text(thing: Thing, say: Callable[[str], str]) -> Thing:
    """The same document with every string in it said by `say`; enums stay what they are."""
    return _said(thing, say)  # type: ignore[no-any-return]  # the shape stays, mypy cannot see it


def _said(thing: Any, say: Callable[[str], str]) -> Any:
    if isinstance(thing, str) and not isinstance(thing, Enum):
        return say(thing)
    if isinstance(thing, tuple | list):
        return type(thing)(_said(part, say) for part in thing)
    if isinstance(thing, Mapping):
        return {_said(key, say): _said(value, say) for key, value in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        parts = {field.name: _said(getattr(thing, field.name), say) for field in fields(thing)}
        return replace(thing, **parts)
    return thing
