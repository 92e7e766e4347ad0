"""A valid file's entries into the model: defaults filled in, overrides merged, files resolved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from scanner.estate.schema import (
    CredentialEntry,
    EstateEntry,
    GroupEntry,
    HostAccessEntry,
    LocationEntry,
    LogShippingEntry,
    ObjectivesEntry,
    SecretEntry,
    SqlEntry,
    WindowsEntry,
)
from scanner.model.estate import (
    Credential,
    CustomDatabase,
    DeclaredHost,
    Estate,
    Group,
    Location,
    LogShipping,
    Loss,
    Objectives,
    Reach,
    Restore,
    SecretKind,
    SecretSource,
    ShareAccess,
    SqlAccess,
    WindowsAccess,
)

_PORTS = {"https": 5986, "http": 5985}


def declare(entry: EstateEntry, folder: Path, sha256: str) -> Estate:
    """`folder` is where relative files start."""
    return Estate(
        organisation=entry.organisation,
        credentials={
            name: _credential(name, one, folder) for name, one in entry.credentials.items()
        },
        groups=tuple(_group(one, entry.objectives, folder) for one in entry.groups),
        limits={check: dict(limits) for check, limits in entry.limits.items()},
        sha256=sha256,
        decisions=_file(entry.decisions, folder),
    )


def _file(name: str | None, folder: Path) -> Path | None:
    return folder / Path(name).expanduser() if name else None


def _credential(name: str, entry: CredentialEntry, folder: Path) -> Credential:
    return Credential(
        name=name,
        kind=entry.kind,
        username=entry.username or "",
        secret=_secret(entry.password, folder) if entry.password else None,
        certificate_file=_file(entry.certificate_file, folder),
        key_file=_file(entry.key_file, folder),
    )


def _secret(entry: SecretEntry, folder: Path) -> SecretSource:
    if entry.env:
        return SecretSource(SecretKind.ENVIRONMENT, entry.env)
    if entry.file:
        return SecretSource(SecretKind.FILE, str(_file(entry.file, folder)))
    if entry.keyring:
        return SecretSource(SecretKind.KEYRING, entry.keyring)
    return SecretSource(SecretKind.PROMPT)


def _group(entry: GroupEntry, common: ObjectivesEntry, folder: Path) -> Group:
    own, overrides = _sql(entry, folder)
    return Group(
        name=entry.name,
        management_server=entry.management.server,
        management_database=entry.management.database,
        sql=own,
        sql_overrides=overrides,
        windows=_windows(entry.windows, folder) if entry.windows else None,
        windows_overrides=_windows_overrides(entry.windows, folder),
        shares=ShareAccess(entry.shares.credential, entry.shares.port) if entry.shares else None,
        hosts=tuple(
            DeclaredHost(one.name, tuple(one.roles), one.site or "", tuple(one.nodes))
            for one in entry.hosts
        ),
        locations=tuple(_location(one) for one in entry.locations),
        reach=Reach(tuple(entry.reach.sql), tuple(entry.reach.hosts), tuple(entry.reach.shares)),
        aliases=dict(entry.aliases),
        addresses=dict(entry.addresses),
        log_shipping=_log_shipping(entry.log_shipping),
        restore=Restore(entry.restore.names) if entry.restore else Restore(),
        objectives=_objectives(common, entry.objectives),
        custom_databases=tuple(
            CustomDatabase(one.server, one.database) for one in entry.custom_databases
        ),
    )


def _sql(entry: GroupEntry, folder: Path) -> tuple[SqlAccess, Mapping[str, SqlAccess]]:
    """The group's way and the exceptions. What weakens or names one certificate (trust, encrypt,
    certificate_name) holds for the server it was said of alone, the management server too."""
    management = entry.management
    own = SqlAccess(
        credential=management.credential,
        driver=management.driver or "",
        ca_file=_file(management.ca_file, folder),
    )
    said = {management.server: management, **entry.sql}
    exceptions = {name: _sql_override(own, one, folder) for name, one in said.items()}
    return own, {name: access for name, access in exceptions.items() if access != own}


def _sql_override(own: SqlAccess, entry: SqlEntry, folder: Path) -> SqlAccess:
    trusts = bool(entry.trust_server_certificate)
    return replace(
        own,
        credential=entry.credential or own.credential,
        driver=entry.driver or own.driver,
        encrypt=entry.encrypt is not False,
        ca_file=None if trusts else _file(entry.ca_file, folder) or own.ca_file,
        certificate_name=entry.certificate_name or "",
        trust_server_certificate=trusts,
    )


def _windows(entry: WindowsEntry, folder: Path) -> WindowsAccess:
    return WindowsAccess(
        credential=entry.credential,
        scheme=entry.scheme,
        port=entry.port or _PORTS[entry.scheme],
        ca_file=_file(entry.ca_file, folder),
        certificate_name=entry.certificate_name or "",
    )


def _windows_overrides(entry: WindowsEntry | None, folder: Path) -> Mapping[str, WindowsAccess]:
    if entry is None:
        return {}
    own = _windows(entry, folder)
    return {name: _windows_override(own, one, folder) for name, one in entry.overrides.items()}


def _windows_override(own: WindowsAccess, entry: HostAccessEntry, folder: Path) -> WindowsAccess:
    """Another scheme brings its standard port; http leaves what concerns certificates behind."""
    scheme = entry.scheme or own.scheme
    inherited = own.port if scheme == own.scheme else _PORTS[scheme]
    secure = scheme == "https"
    return WindowsAccess(
        credential=entry.credential or own.credential,
        scheme=scheme,
        port=entry.port or inherited,
        ca_file=(_file(entry.ca_file, folder) or own.ca_file) if secure else None,
        certificate_name=(entry.certificate_name or "") if secure else "",
    )


def _location(entry: LocationEntry) -> Location:
    return Location(
        path=entry.path,
        host=entry.host or "",
        holds=tuple(entry.holds),
        site=entry.site or "",
        hash_allowed=entry.hash_allowed,
        naming=entry.naming or "",
    )


def _log_shipping(entry: str | LogShippingEntry | None) -> LogShipping:
    if entry is None:
        return LogShipping()
    if isinstance(entry, str):
        return LogShipping(none=True)
    return LogShipping(destinations=tuple(entry.destinations))


def _survive(said: Sequence[str] | None) -> tuple[Loss, ...]:
    return tuple(dict.fromkeys(map(Loss, said))) if said else Objectives().survive


def _objectives(common: ObjectivesEntry, own: ObjectivesEntry) -> Objectives:
    return Objectives(
        rpo=own.rpo or common.rpo,
        rto=own.rto or common.rto,
        drill=own.drill or common.drill,
        survive=_survive(own.survive or common.survive),
    )
