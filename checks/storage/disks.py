"""Which folders are meant where several checks ask about the disks of the backups."""

from collections.abc import Iterator

from scanner.model.check import Facts
from scanner.model.finding import Subject, Verdict, fails, not_applicable
from scanner.model.names import is_url
from scanner.recovery.backup_sets import FULL
from scanner.recovery.destinations import Destination, destinations
from scanner.recovery.newest import all_sets


def each_destination(facts: Facts) -> Iterator[Subject[Destination]] | Verdict:
    found = destinations(facts)
    if found:
        return (Subject(one.name, one, one.on) for one in found)
    full = [one for one in all_sets(facts) if one.type == FULL]
    if not full:
        return fails(
            f"The history of {facts.group.management_database} holds no full set: nothing tells "
            "where backups are written, or how large they are.",
            fix=f"Run sp_ForceFullBackup in {facts.group.management_database}, and start the job.",
        )
    where = next(row for row in full[-1].rows if is_url(row.location))
    return not_applicable("Backups are written to a URL only: no disk can fill up.", where)
