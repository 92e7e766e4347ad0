"""Everything that can be wrong with the sound estate, by name."""

from tests.lab.estates.faults import (
    access,
    backup_job,
    backup_sets,
    destination,
    log_shipping,
    master_secret,
    permissions,
    portal,
)
from tests.lab.estates.faults.fault import Fault, of_modules

FAULTS: dict[str, Fault] = of_modules(
    (
        access,
        backup_job,
        backup_sets,
        destination,
        log_shipping,
        master_secret,
        permissions,
        portal,
    )
)
