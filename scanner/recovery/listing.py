"""Listings of folders: what is in one, and that it was really listed."""

from scanner.facts.backup_files import StoredFile
from scanner.model.check import Facts, MissingEvidence
from scanner.model.estate import Artefact, Location
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.names import folder_name, is_unc, unc_server


def path_key(path: str) -> str:
    """One spelling for a path: Windows compares without case and takes doubled slashes for one."""
    folder, _, name = folder_name(path).rpartition("\\")
    return f"{folder_name(folder)}\\{name}".casefold()


def listing(facts: Facts, folder: str, on: Target | None = None) -> tuple[StoredFile, ...]:
    """The folder itself first, then what is in it; only itself, not existing, when not there.

    A host answers for several folders: one that is not among them was not asked for.
    """
    target = facts.folder(folder, on)
    wanted = folder_name(folder).casefold()
    files = facts.rows(StoredFile, target)
    found = tuple(one for one in files if folder_name(one.folder).casefold() == wanted)
    if not found:
        gap = Gap(GapReason.NOT_COLLECTED, f"the folder {folder} was not listed")
        raise MissingEvidence(gap, f"{target.id}/files")
    return found


def on_host(facts: Facts, artefact: Artefact, host: Target) -> tuple[Location, ...]:
    """Declared locations of an artefact on that very host: they die with it."""
    return tuple(
        one
        for one in facts.group.locations
        if artefact in one.holds and host_of(facts, one) == host
    )


def off_host(facts: Facts, artefact: Artefact, host: Target) -> tuple[Location, ...]:
    """Declared locations of an artefact on any other host."""
    return tuple(
        one
        for one in facts.group.locations
        if artefact in one.holds and host_of(facts, one) != host
    )


def host_of(facts: Facts, location: Location) -> Target:
    """The machine that keeps a location, a share's server included."""
    server = unc_server(location.path) if is_unc(location.path) else location.host
    return facts.host(server)
