"""Which applications need an export, and which files in the declared locations are theirs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scanner.facts.applications import ApplicationPart
from scanner.facts.backup_files import StoredFile
from scanner.facts.topology import BizTalkServer
from scanner.model.check import Facts
from scanner.model.estate import Artefact, Location
from scanner.model.finding import Subject, Verdict, not_applicable
from scanner.recovery.listing import host_of, listing

NEEDS = (ApplicationPart, BizTalkServer, StoredFile)
PACKAGE, BINDINGS = ".msi", ".xml"
BOUND = frozenset(  # what a bindings file tells of
    {"receive_port", "receive_location", "send_port", "send_port_group", "orchestration"}
)
_SEPARATORS = re.compile(r"[^\w]+|_+")


@dataclass(frozen=True)
class Application:
    name: str
    parts: tuple[ApplicationPart, ...]


def the_applications(facts: Facts) -> Iterable[Subject[Application]] | Verdict:
    """Those that are not BizTalk's own and hold something, the default application too."""
    every = facts.rows(ApplicationPart, facts.management)
    held: dict[str, list[ApplicationPart]] = {}
    for one in every:
        if one.kind and not one.is_system:
            held.setdefault(one.application, []).append(one)
    if not held:
        return not_applicable("No application but BizTalk's own holds anything.", *every)
    return [
        Subject(name, Application(name, tuple(parts)), facts.management)
        for name, parts in sorted(held.items())
    ]


def places(facts: Facts, *artefacts: Artefact) -> tuple[Location, ...]:
    """Declared locations of such exports that are on none of the BizTalk servers."""
    servers = {facts.host(one.name) for one in facts.rows(BizTalkServer, facts.management)}
    declared = (one for one in facts.group.locations if {*artefacts} & {*one.holds})
    return tuple(one for one in declared if host_of(facts, one) not in servers)


def files_of(application: Application, facts: Facts, suffix: str) -> tuple[StoredFile, ...]:
    """Files of that kind with the application's name in front, the newest last."""
    parts = facts.rows(ApplicationPart, facts.management)
    names = {one.application for one in parts}
    return tuple(
        file
        for file in kept(facts, Artefact.APPLICATIONS)
        if file.name.casefold().endswith(suffix)
        and application.name == owner(file.name.rpartition(".")[0], names)
    )


def owner(stem: str, names: Iterable[str]) -> str | None:
    """The application whose name a file's name is, or begins with: 'Orders_20261101' is of Orders,
    'Orders Archive 1.2' of Orders Archive where there is one."""
    words = _words(stem)
    fitting = [name for name in names if words[: len(_words(name))] == _words(name)]
    return max(fitting, key=lambda name: (len(_words(name)), name), default=None)


def _words(name: str) -> list[str]:
    return [word for word in _SEPARATORS.split(name.casefold()) if word]


def is_xml(file: StoredFile) -> bool:
    return not file.is_directory and file.size > 0 and file.name.casefold().endswith(BINDINGS)


def kept(facts: Facts, *artefacts: Artefact) -> list[StoredFile]:
    """Files in such places, the newest last."""
    found = _listed(facts, places(facts, *artefacts))
    return sorted(found, key=lambda file: (str(file.written), file.path))


def _listed(facts: Facts, declared: Iterable[Location]) -> Iterator[StoredFile]:
    for one in declared:
        on = facts.host(one.host) if one.host else None
        for file in listing(facts, one.path, on):
            if file.exists and not file.is_directory:
                yield file
