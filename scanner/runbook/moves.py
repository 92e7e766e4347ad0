"""Where database files go when the destination has other folders."""

from collections.abc import Iterable, Iterator, Mapping

from scanner.facts.instances import DatabaseFile
from scanner.model.check import Facts
from scanner.model.names import folder_name
from scanner.recovery.restore_sequence import InstanceRestore
from scanner.runbook.choice import Choice


def moves(
    facts: Facts, choice: Choice, several: Iterable[InstanceRestore]
) -> Mapping[str, Mapping[str, str]]:
    """By database and logical name. Raises MissingEvidence where the files are not known: a
    script that moves only some of them would fail half-way."""
    if not choice.data_folder:
        return {}
    taken: set[str] = set()
    found: dict[str, dict[str, str]] = {}
    for one in several:
        names = {each.name.casefold() for each in one.databases}
        files = facts.rows(DatabaseFile, facts.sql(one.source))
        for file in (each for each in files if each.database.casefold() in names):
            folder = choice.log_folder if file.is_log else choice.data_folder
            path = next(one for one in _paths(folder, file) if one.casefold() not in taken)
            taken.add(path.casefold())
            found.setdefault(file.database.casefold(), {})[file.logical_name] = path
    return found


def _paths(folder: str, file: DatabaseFile) -> Iterator[str]:
    """Its own name; where another database has that too, behind its database's name."""
    into = folder_name(folder).rstrip("\\")
    name = file.path.replace("/", "\\").rpartition("\\")[2]
    yield f"{into}\\{name}"
    number = 1
    while True:
        yield f"{into}\\{file.database}_{number}_{name}"
        number += 1
