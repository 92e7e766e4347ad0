"""Every collector of this package, found by its module."""

import pkgutil
from collections.abc import Iterable
from importlib import import_module

import scanner.collectors as package
from scanner.model.collector import Collector
from scanner.model.evidence import TargetKind


def found() -> tuple[Collector, ...]:
    """`COLLECTOR` of every module that has one, in the order of their names."""
    stems = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = {
        stem: import_module(f"{package.__name__}.{stem}") for stem in stems if stem != "registry"
    }
    collectors = {
        stem: module.COLLECTOR for stem, module in modules.items() if hasattr(module, "COLLECTOR")
    }
    for stem, collector in collectors.items():
        if collector.name != stem:
            raise ValueError(f"{stem}.py holds a collector named {collector.name}")
    return unique(collectors.values())


def unique(collectors: Iterable[Collector]) -> tuple[Collector, ...]:
    """The same, refused when two answer for one kind of fact of one kind of target."""
    held: dict[tuple[type, TargetKind], Collector] = {}
    for collector in collectors:
        twin = held.setdefault((collector.fact, collector.kind), collector)
        if twin is not collector:
            raise ValueError(f"{twin.name} and {collector.name} collect the same facts")
    return tuple(held.values())


COLLECTORS: tuple[Collector, ...] = found()


def collector_of(fact: type, kind: TargetKind) -> Collector:
    """The one that answers for that fact of such a target; LookupError when there is none."""
    for collector in COLLECTORS:
        if collector.fact is fact and collector.kind is kind:
            return collector
    raise LookupError(f"no collector gives {fact.__name__} of a {kind} target")
