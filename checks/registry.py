"""Every check of the product, found in the folders beside this file."""

import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module

import checks
from scanner.model.check import Check


@cache
def all_checks() -> tuple[Check, ...]:
    """In the order of their ids. A check is a module's value; adding its file is all it takes."""
    return in_order(_declared())


def in_order(found: Iterable[Check]) -> tuple[Check, ...]:
    """Raises ValueError for an id that two checks claim: reports rely on ids for ever."""
    by_id: dict[str, Check] = {}
    for one in found:
        if one.id in by_id:
            raise ValueError(f"{one.id} is both {by_id[one.id].name} and {one.name}")
        by_id[one.id] = one
    return tuple(by_id[key] for key in sorted(by_id))


def _declared() -> Iterator[Check]:
    for module in pkgutil.walk_packages(checks.__path__, f"{checks.__name__}."):
        values = vars(import_module(module.name)).values()
        yield from (one for one in values if isinstance(one, Check))
