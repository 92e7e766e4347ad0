"""The validator's errors in our own words; a value that may be a secret is never repeated."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, get_args, get_origin

from scanner.estate.complaints import Place, below_secret, meant


def told(root: type, errors: Iterable[Any]) -> Iterator[tuple[Place, str]]:
    """`root` is the validator's class for the whole file."""
    for error in errors:
        place = tuple(step for step in error["loc"] if not str(step).startswith(("(", "[key]")))
        yield place, _said(root, error, place)


def _said(root: type, error: Mapping[str, Any], place: Place) -> str:
    say = _WORDS.get(error["type"])
    if error["type"] == "extra_forbidden":
        given = "" if below_secret(place[:-1]) else str(place[-1])
        return f"unknown key{meant(given, keys_at(root, place[:-1]))}"
    if error["type"] == "enum" and not below_secret(place):
        choices = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        return f"{error['input']!r} is not known here{meant(str(error['input']), choices)}"
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return say(error) if say else str(error["msg"]).replace("Input should", "should")


def _must_be(what: str) -> Callable[[Mapping[str, Any]], str]:
    def say(error: Mapping[str, Any]) -> str:
        return f"is empty; it must be {what}" if error["input"] is None else f"must be {what}"

    return say


_WORDS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda error: "is missing",
    "string_type": _must_be("text; put it in quotes"),
    "int_type": _must_be("a whole number"),
    "bool_type": _must_be("true or false"),
    "list_type": _must_be("a list"),
    "dict_type": _must_be("a mapping of keys to values"),
    "model_type": _must_be("a mapping of keys to values"),
    "too_short": lambda error: "must name at least one",
}


def keys_at(root: type, place: Place) -> list[str]:
    """The keys that the mapping at that place may have."""
    here: Any = root
    for step in place:
        fields = getattr(here, "model_fields", None)
        if fields is not None:
            here = fields[step].annotation if step in fields else None
        else:
            here = get_args(here)[-1] if get_origin(here) in {list, dict} else None
        here = _unwrapped(here)
    return list(getattr(here, "model_fields", ()))


def _unwrapped(annotation: Any) -> Any:
    """Without Annotated and Optional; of a choice, the arm that has keys."""
    if get_origin(annotation) is Annotated:
        return _unwrapped(get_args(annotation)[0])
    arms = [_unwrapped(arm) for arm in get_args(annotation) if arm is not type(None)]
    if arms and get_origin(annotation) not in {list, dict, Literal}:
        return next((arm for arm in arms if isinstance(arm, type)), arms[0])
    return annotation
