"""Everything that can be wrong with the sound estate, by name."""

from tests.lab.estates.faults import (
    access,
    applications,
    backup_job,
    backup_sets,
    bam,
    destination,
    master_secret,
    portal,
)
from tests.lab.estates.faults.fault import Fault, of_modules

FAULTS: dict[str, Fault] = of_modules(
    (
        access,
        applications,
        backup_job,
        backup_sets,
        bam,
        destination,
        master_secret,
        portal,
    )
)
