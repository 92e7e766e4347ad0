"""Everything that can be wrong with the sound estate, by name, found by its module."""

import pkgutil
from importlib import import_module

from tests.lab.estates.faults.fault import Fault, of_modules

FAULTS: dict[str, Fault] = of_modules(
    import_module(f"{__name__}.{module.name}")
    for module in pkgutil.iter_modules(__path__)
    if module.name != "fault"
)
