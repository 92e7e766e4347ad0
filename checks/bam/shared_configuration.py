"""IIS with a shared configuration: appcmd saves only the way to it, so its own files must be kept.

What an export holds: https://learn.microsoft.com/en-us/iis/web-hosting/configuring-servers-in-the-windows-web-platform/shared-configuration_211
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import PureWindowsPath

from checks.bam.portal import Portal
from checks.wording import listed, when
from scanner.facts.backup_files import StoredFile
from scanner.facts.iis import SharedConfiguration
from scanner.model.check import Facts
from scanner.model.estate import Artefact, Location
from scanner.model.evidence import Target
from scanner.model.finding import Verdict, fails, not_checked, passes
from scanner.model.names import folder_name, is_unc, unc_server
from scanner.recovery.listing import host_of, listing, path_key

CONFIGURATION, KEYS = "applicationhost.config", "configenckey.key"
ROUNDING = timedelta(seconds=2)  # of file times


def copy_is_current(portal: Portal, shared: SharedConfiguration, facts: Facts) -> Verdict:
    """Whether a declared location holds the shared file as it is today."""
    return _compared(portal, shared, _places(portal, shared, facts), facts)


def copy_is_elsewhere(portal: Portal, shared: SharedConfiguration, facts: Facts) -> Verdict:
    """The same, on a machine that is neither the portal's nor the one that shares it."""
    own = {portal.on, _keeper(portal, shared, facts)}
    places = [one for one in _places(portal, shared, facts) if host_of(facts, one) not in own]
    return _compared(portal, shared, places, facts)


def keys_are_kept(portal: Portal, shared: SharedConfiguration, facts: Facts) -> Verdict:
    """The passwords in the shared file fit every machine that has its keys."""
    kept = list(_named(KEYS, _places(portal, shared, facts), facts, shared))
    if not kept:
        return fails(
            f"No declared location keeps the keys of the configuration in {_said(shared)}: the "
            "passwords in it can be read on no other machine.",
            shared,
            fix=_export(portal),
        )
    return not_checked(
        f"The passwords in {_said(shared)} can be read with {listed(one.path for one in kept)}, "
        "which has a password itself.",
        shared,
        *kept,
        settle="Say in an attestation where the password of the exported keys is kept.",
    )


def _compared(
    portal: Portal, shared: SharedConfiguration, places: list[Location], facts: Facts
) -> Verdict:
    saved = list(_named(CONFIGURATION, places, facts, shared))
    takes = f"IIS on {portal.on.name} takes its configuration from {_said(shared)}"
    if not saved:
        return fails(
            f"{takes}, and no other declared location holds a copy of that. What appcmd saves is "
            "only the way to it.",
            shared,
            fix=_export(portal),
        )
    live = _live(portal, shared, facts)
    if isinstance(live, Verdict):
        return live
    for one in saved:
        if _is_of_today(one, live):
            told = f"{takes}; {one.path} is a copy of the file as it is today, not looked into."
            return passes(told, shared, one, live)
    written = when(live.written) if live.written else "at a time that is not known"
    return fails(
        f"{takes}; {live.path} was written {written}, and {listed(one.path for one in saved)} is "
        "no copy of it.",
        shared,
        live,
        *saved,
        fix=_export(portal),
    )


def _live(portal: Portal, shared: SharedConfiguration, facts: Facts) -> StoredFile | Verdict:
    """The shared file itself, where the estate lets us list it."""
    if not shared.path:
        said = f"redirection.config on {portal.on.name} is enabled but names no folder."
        return fails(said, shared, fix=f"Repair the shared configuration on {portal.on.name}.")
    wanted = path_key(rf"{folder_name(shared.path)}\{CONFIGURATION}")
    for one in facts.group.locations:
        if not _covers(one, portal, shared, facts):
            continue
        for file in listing(facts, one.path, _host(facts, one)):
            if file.exists and path_key(file.path) == wanted:
                return file
        said = f"IIS on {portal.on.name} takes its configuration from {shared.path}"
        return fails(
            f"{said}, but there is no applicationHost.config.",
            shared,
            fix=f"See on {portal.on.name} whether IIS can read {shared.path}.",
        )
    return not_checked(
        f"Whether the copies of {_said(shared)} are of today is not known: it was not listed.",
        shared,
        settle=f"Declare {_said(shared)} as a location with holds: [bam_portal].",
    )


def _places(portal: Portal, shared: SharedConfiguration, facts: Facts) -> list[Location]:
    return [
        one
        for one in facts.group.locations
        if Artefact.PORTAL_CONFIGURATION in one.holds
        and folder_name(one.path).casefold() != folder_name(shared.path).casefold()
    ]


def _named(
    name: str, places: list[Location], facts: Facts, shared: SharedConfiguration
) -> Iterator[StoredFile]:
    """Files of that name which are not the shared ones themselves."""
    own = f"{folder_name(shared.path)}\\".casefold()
    for one in places:
        for file in listing(facts, one.path, _host(facts, one)):
            there = file.exists and not file.is_directory and file.size > 0
            shares = bool(shared.path) and folder_name(file.path).casefold().startswith(own)
            if there and not shares and file.name.casefold() == name:
                yield file


def _covers(one: Location, portal: Portal, shared: SharedConfiguration, facts: Facts) -> bool:
    """Whether a declared location is the shared folder, or holds it."""
    if Artefact.PORTAL_CONFIGURATION not in one.holds or not shared.path:
        return False
    at, wanted = PureWindowsPath(folder_name(one.path)), PureWindowsPath(folder_name(shared.path))
    same_machine = is_unc(shared.path) or host_of(facts, one) == portal.on
    return same_machine and (at == wanted or at in wanted.parents)


def _keeper(portal: Portal, shared: SharedConfiguration, facts: Facts) -> Target:
    return facts.host(unc_server(shared.path)) if is_unc(shared.path) else portal.on


def _is_of_today(copy: StoredFile, live: StoredFile) -> bool:
    """Same size and written no earlier: tools that keep the time and tools that do not."""
    if copy.size != live.size or copy.written is None or live.written is None:
        return False
    return copy.written >= live.written - ROUNDING


def _host(facts: Facts, one: Location) -> Target | None:
    return facts.host(one.host) if one.host else None


def _said(shared: SharedConfiguration) -> str:
    return shared.path or "a folder that it does not name"


def _export(portal: Portal) -> str:
    return (
        f"In IIS Manager on {portal.on.name}, Shared Configuration, run Export Configuration, and "
        "copy the three files (applicationHost.config, administration.config, configEncKey.key) "
        "to a declared location on another machine."
    )
