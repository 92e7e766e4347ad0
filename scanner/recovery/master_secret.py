"""Backups of the master secret: what was logged, what is kept elsewhere, what belongs together.

Event ids and the order of their strings: biztalk-docs, core/single-sign-on-event-<id>.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import PureWindowsPath

from scanner.facts.backup_files import StoredFile
from scanner.facts.master_secret import EventLog, SecretOriginal, SsoEvent, SsoGlobalInfo
from scanner.facts.topology import OtherBackupDatabase
from scanner.model.access import machines
from scanner.model.check import Facts, MissingEvidence
from scanner.model.estate import Artefact, HostRole, Location
from scanner.model.evidence import Gap, GapReason, Target
from scanner.recovery.listing import host_of, listing, off_host, on_host

BACKED_UP, GENERATED, RESTORED = 10559, 10525, 10523
SERVER_CHANGED, NOT_BACKED_UP = 10575, 10589
NOT_LOADED, NOT_VALID, STARTED = 10521, 10565, 10534
WRONG_FORMAT = 10564
GOT_SECRET, GOT_CURRENT_SECRET, LOST_SERVER = 10529, 10533, 10532  # the server they asked: %1
SSO_ROLE = "SSO"
LARGEST = 65_535  # a secret file has at most a few KB; SQL Server's .bak files are far larger
TOLERANCE = timedelta(minutes=5)  # between the file's last write and the event that follows it
EVER = datetime.min.replace(tzinfo=UTC)  # a time that is not known must not look recent
ROUNDING = timedelta(seconds=2)  # of file times


@dataclass(frozen=True)
class LoggedBackup:
    """An event that a backup file came with; that of a generated secret does not name the file."""

    event: SsoEvent
    file: str
    secret_id: str

    @property
    def file_name(self) -> str:
        return PureWindowsPath(self.file).name.casefold()


@dataclass(frozen=True)
class SecretCopy:
    """A backup kept off its server; `backup` is None when only its original is known."""

    file: StoredFile
    backup: LoggedBackup | None

    @property
    def made(self) -> datetime:
        """When the backup was made, not when it was copied."""
        if self.backup:
            return self.backup.event.written
        return self.file.written or self.file.created or EVER


def secret_server(facts: Facts) -> tuple[Target, SsoGlobalInfo | None] | None:
    """The master secret server: as SSODB names it, else as declared; None when neither says."""
    others = facts.rows(OtherBackupDatabase, facts.management)
    sso = next((one.database for one in others if one.role.upper() == SSO_ROLE), None)
    if sso is not None:
        info = facts.one(SsoGlobalInfo, facts.sql(sso.server))
        if info.secret_server:
            return facts.host(info.secret_server), info
    declared = (host for host in facts.group.hosts if HostRole.SECRET_SERVER in host.roles)
    return next(((facts.host(host.name), None) for host in declared), None)


def nodes_of(facts: Facts, server: Target) -> tuple[Target, ...]:
    """The machines behind the server's name: each has its own registry and its own log."""
    return tuple(facts.host(one) for one in machines(facts.group, server.name))


def secret_events(facts: Facts, server: Target) -> tuple[SsoEvent, ...]:
    return tuple(one for node in nodes_of(facts, server) for one in facts.rows(SsoEvent, node))


def secret_log(facts: Facts, server: Target) -> EventLog:
    """Of a cluster that of the node whose log reaches back least."""
    logs = [facts.one(EventLog, node) for node in nodes_of(facts, server)]
    return max(logs, key=lambda one: (one.oldest is None, one.oldest or EVER))


def elsewhere(facts: Facts, server: Target) -> tuple[Location, ...]:
    """Declared locations of the backup on machines that the secret is not on."""
    own = {server, *nodes_of(facts, server)}
    places = off_host(facts, Artefact.SECRET_BACKUP, server)
    return tuple(one for one in places if host_of(facts, one) not in own)


def _originals(facts: Facts, server: Target) -> list[StoredFile]:
    """What lies on the server itself: in declared locations, and where it was last saved to."""
    own = dict.fromkeys((server, *nodes_of(facts, server)))
    places = (place for one in own for place in on_host(facts, Artefact.SECRET_BACKUP, one))
    named = (file for node in nodes_of(facts, server) for file in facts.rows(SecretOriginal, node))
    return [*kept_files(facts, places), *(_as_file(one) for one in named if one.exists)]


def _as_file(one: SecretOriginal) -> StoredFile:
    path = PureWindowsPath(one.path)
    folder = str(path.parent)
    return StoredFile(folder, one.path, path.name, True, False, one.size, None, one.written)


def secret_id(text: str) -> str:
    """One spelling: registry keys and events differ in braces and case."""
    return text.strip().strip("{}").casefold()


def strings(event: SsoEvent, number: int) -> tuple[str, ...]:
    if len(event.properties) < number:
        detail = f"event {event.event_id} has {len(event.properties)} strings, not {number}"
        raise MissingEvidence(Gap(GapReason.UNPARSABLE, detail), "sso_events")
    return event.properties


def logged_backups(events: Iterable[SsoEvent]) -> tuple[LoggedBackup, ...]:
    """Newest first, generated secrets among them: generating writes a backup file by itself."""
    found = [one for one in events if one.event_id in (BACKED_UP, GENERATED)]
    return tuple(_logged(one) for one in sorted(found, key=lambda one: one.written, reverse=True))


def _logged(event: SsoEvent) -> LoggedBackup:
    if event.event_id == GENERATED:
        return LoggedBackup(event, "", secret_id(strings(event, 1)[0]))
    file, current = strings(event, 2)[:2]
    return LoggedBackup(event, file, secret_id(current))


def newest_backup(backups: Iterable[LoggedBackup]) -> LoggedBackup | None:
    """The newest that names its file: a generated secret alone proves no backup."""
    return next((one for one in backups if one.file), None)


def kept_files(facts: Facts, locations: Iterable[Location]) -> Iterator[StoredFile]:
    """Files that may be backups of a secret, by their size alone."""
    for one in locations:
        for file in listing(facts, one.path, facts.host(one.host) if one.host else None):
            if file.exists and not file.is_directory and 0 < file.size <= LARGEST:
                yield file


def copies(facts: Facts, server: Target, backups: Sequence[LoggedBackup]) -> tuple[SecretCopy, ...]:
    """Newest first."""
    originals = _originals(facts, server)
    kept = kept_files(facts, elsewhere(facts, server))
    found = (_copy(file, backups, originals) for file in kept)
    return tuple(sorted((one for one in found if one), key=lambda one: one.made, reverse=True))


def keepers(
    facts: Facts, server: Target, backups: Sequence[LoggedBackup]
) -> dict[Target, SecretCopy]:
    """The machines that keep the newest known backup, the server itself included."""
    originals = _originals(facts, server)
    found: list[tuple[Target, SecretCopy]] = []
    for place in facts.group.locations:
        if Artefact.SECRET_BACKUP in place.holds:
            known = (_copy(one, backups, originals) for one in kept_files(facts, [place]))
            found += [(host_of(facts, place), one) for one in known if one]
    newest = max((one.made for _, one in found), default=EVER)
    return {keeper: one for keeper, one in found if newest - one.made <= ROUNDING}


def _copy(
    file: StoredFile, backups: Iterable[LoggedBackup], originals: Iterable[StoredFile]
) -> SecretCopy | None:
    """The newest backup that the file can be; one that differs from its original is none."""
    if _differs(file, originals):
        return None
    backup = next((one for one in backups if _came_with(file, one)), None)
    if backup or any(_is_same(file, one) for one in originals):
        return SecretCopy(file, backup)
    return None


def namesakes(facts: Facts, server: Target, backup: LoggedBackup) -> tuple[StoredFile, ...]:
    """Files elsewhere of the backup's name that were written at another time: copied without
    keeping their time, or something else by now."""
    originals = _originals(facts, server)
    kept = kept_files(facts, elsewhere(facts, server))
    named = (one for one in kept if one.name.casefold() == backup.file_name)
    later = (one for one in named if one.written and one.written > backup.event.written)
    return tuple(one for one in later if not _differs(one, originals))


def _differs(file: StoredFile, originals: Iterable[StoredFile]) -> bool:
    """From a file of its name; one that was written over later is no original of it any more."""
    named = (one for one in originals if one.name.casefold() == file.name.casefold())
    of_its_name = (one for one in named if not _is_later(one, file))
    return any(
        one.size != file.size or (one.sha256 and file.sha256 and one.sha256 != file.sha256)
        for one in of_its_name
    )


def _is_later(one: StoredFile, than: StoredFile) -> bool:
    return bool(one.written and than.written and one.written - than.written > TOLERANCE)


def _came_with(file: StoredFile, backup: LoggedBackup) -> bool:
    """By time and name; that of a generated secret may have any name."""
    if file.written is None or abs(file.written - backup.event.written) > TOLERANCE:
        return False
    return not backup.file or file.name.casefold() == backup.file_name


def _is_same(copy: StoredFile, original: StoredFile) -> bool:
    if copy.sha256 and original.sha256:
        return copy.sha256 == original.sha256
    if copy.written is None or original.written is None:
        return False
    is_named = copy.name.casefold() == original.name.casefold()
    same_time = abs(copy.written - original.written) <= ROUNDING
    return is_named and same_time and copy.size == original.size
