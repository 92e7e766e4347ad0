"""The shape of an estate file, for people: which keys there are and what each may hold."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    model_validator,
)

from scanner.estate.complaints import Place
from scanner.estate.entry import (
    Address,
    AddressKey,
    Duration,
    Entry,
    Host,
    HostPattern,
    Naming,
    Scalar,
    Server,
    ServerPattern,
    SharePattern,
    Text,
)
from scanner.estate.reach import normal
from scanner.estate.values import LAST_PORT, variable
from scanner.estate.wording import told
from scanner.model.estate import Artefact, CredentialKind, HostRole, ServerNames
from scanner.model.evidence import TargetKind
from scanner.model.names import is_unc

_DRIVE = re.compile(r"[A-Za-z]:[\\/].*")
_SECURE_PORT, _PLAIN_PORT = 5986, 5985

Survived = Literal["sql_machines", "backup_destination", "site"]  # as model.estate.Loss
Port = Annotated[int, Field(ge=1, le=LAST_PORT)]


def _none_or_more(value: object) -> str:
    return "(none)" if value == "none" else "(some)"


class ObjectivesEntry(Entry):
    """What the business asked for."""

    rpo: Duration | None = None
    rto: Duration | None = None
    drill: Duration | None = None
    survive: Annotated[list[Survived], Field(min_length=1)] | None = None


class SecretEntry(Entry):
    """Where a secret is fetched when it is needed; exactly one of the four."""

    env: Annotated[str, AfterValidator(variable)] | None = None
    file: Text | None = None
    keyring: Text | None = None
    prompt: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("name exactly one of env, file, keyring, prompt")
        return self


class CredentialEntry(Entry):
    """One way to log on."""

    kind: Annotated[CredentialKind, Field(strict=False)]
    username: Text | None = None
    password: SecretEntry | None = None
    certificate_file: Text | None = None
    key_file: Text | None = None

    @model_validator(mode="after")
    def _fits_kind(self) -> Self:
        needed, allowed = _KEYS_OF_KIND[self.kind]
        given = {key for key in self.model_fields_set - {"kind"} if getattr(self, key) is not None}
        if missing := sorted(needed - given):
            raise ValueError(f"kind '{self.kind}' needs {' and '.join(missing)}")
        if surplus := sorted(given - needed - allowed):
            raise ValueError(f"kind '{self.kind}' takes no {' and no '.join(surplus)}")
        if self.password and not self.username:
            raise ValueError("a password needs its username")
        return self


_LOGIN = frozenset({"username", "password"})
_FILES = frozenset({"certificate_file", "key_file"})
_NOTHING: frozenset[str] = frozenset()
_KEYS_OF_KIND = {
    CredentialKind.SQL_LOGIN: (_LOGIN, _NOTHING),
    CredentialKind.NTLM: (_LOGIN, _NOTHING),
    CredentialKind.KERBEROS: (_NOTHING, _LOGIN),
    CredentialKind.WINDOWS: (_NOTHING, _NOTHING),
    CredentialKind.CERTIFICATE: (_FILES, frozenset({"username"})),
}


class SqlEntry(Entry):
    """How one SQL Server is reached."""

    credential: Text | None = None
    driver: Text | None = None
    encrypt: bool | None = None
    ca_file: Text | None = None
    certificate_name: Text | None = None
    trust_server_certificate: bool | None = None

    @model_validator(mode="after")
    def _trusts_or_verifies(self) -> Self:
        if self.trust_server_certificate and (self.ca_file or self.certificate_name):
            raise ValueError(
                "trust_server_certificate means that no certificate is verified: it contradicts "
                "ca_file and certificate_name"
            )
        if self.encrypt is False and not self.trust_server_certificate:
            raise ValueError(
                "encrypt: false leaves nothing to verify: say trust_server_certificate: true as "
                "well, and every report will repeat it"
            )
        return self


class ManagementEntry(SqlEntry):
    """The one connection that everything else is discovered from."""

    server: Server
    database: Text
    credential: Text


class HostAccessEntry(Entry):
    """How one Windows host is reached, where that differs from the group's way."""

    credential: Text | None = None
    scheme: Literal["https", "http"] | None = None
    port: Port | None = None
    ca_file: Text | None = None
    certificate_name: Text | None = None

    @model_validator(mode="after")
    def _scheme_fits(self) -> Self:
        if self.scheme == "http" and (self.ca_file or self.certificate_name):
            raise ValueError("http has no certificate: it contradicts ca_file, certificate_name")
        wrong = {"http": _SECURE_PORT, "https": _PLAIN_PORT}.get(self.scheme or "")
        if self.port and self.port == wrong:
            raise ValueError(f"port {wrong} contradicts the scheme {self.scheme}")
        return self


class WindowsEntry(HostAccessEntry):
    """How the group's Windows hosts are reached by WinRM."""

    credential: Text
    scheme: Literal["https", "http"] = "https"
    overrides: dict[Host, HostAccessEntry] = Field(default_factory=dict)


class SharesEntry(Entry):
    """How file shares are reached by SMB."""

    credential: Text
    port: Port = 445


class HostEntry(Entry):
    """A Windows host that the group's tables need not name."""

    name: Host
    roles: Annotated[list[Annotated[HostRole, Field(strict=False)]], Field(min_length=1)]
    site: Text | None = None
    nodes: list[Host] = Field(default_factory=list)


class LocationEntry(Entry):
    """A folder where artefacts are kept: a UNC path, or a drive path with its host."""

    path: Text
    host: Host | None = None
    holds: Annotated[list[Annotated[Artefact, Field(strict=False)]], Field(min_length=1)]
    site: Text | None = None
    hash_allowed: bool = False
    naming: Naming | None = None

    @model_validator(mode="after")
    def _shared_or_local(self) -> Self:
        if is_unc(self.path):
            if self.host:
                raise ValueError("a UNC path names its server itself: remove host")
            if normal(TargetKind.SHARE, self.path) is None:
                raise ValueError(r"path is not of the form \\SERVER\share\folder")
        elif not self.host:
            raise ValueError(r"a path that is no UNC (\\SERVER\share) needs the host that holds it")
        elif not _DRIVE.fullmatch(self.path):
            raise ValueError(r"path must be a whole one such as D:\dr")
        return self


class ReachEntry(Entry):
    """What credentials may be sent to."""

    sql: list[ServerPattern] = Field(default_factory=list)
    hosts: list[HostPattern] = Field(default_factory=list)
    shares: list[SharePattern] = Field(default_factory=list)


class LogShippingEntry(Entry):
    """The destinations that the group's backups are restored to."""

    destinations: Annotated[list[Server], Field(min_length=1)]


class RestoreEntry(Entry):
    """How the databases are meant to come back."""

    names: Annotated[ServerNames, Field(strict=False)]


class CustomDatabaseEntry(Entry):
    """A database that must be restored together with BizTalk's."""

    server: Server
    database: Text


class GroupEntry(Entry):
    """One BizTalk group."""

    name: Text
    management: ManagementEntry
    sql: dict[Server, SqlEntry] = Field(default_factory=dict)
    windows: WindowsEntry | None = None
    shares: SharesEntry | None = None
    hosts: list[HostEntry] = Field(default_factory=list)
    locations: list[LocationEntry] = Field(default_factory=list)
    reach: ReachEntry = Field(default_factory=ReachEntry)
    aliases: dict[Server, Server] = Field(default_factory=dict)
    addresses: dict[AddressKey, Address] = Field(default_factory=dict)
    log_shipping: (
        Annotated[
            Annotated[Literal["none"], Tag("(none)")] | Annotated[LogShippingEntry, Tag("(some)")],
            Discriminator(_none_or_more),
        ]
        | None
    ) = None
    restore: RestoreEntry | None = None
    objectives: ObjectivesEntry = Field(default_factory=ObjectivesEntry)
    custom_databases: list[CustomDatabaseEntry] = Field(default_factory=list)


class EstateEntry(Entry):
    """The whole file."""

    organisation: Text
    objectives: ObjectivesEntry = Field(default_factory=ObjectivesEntry)
    credentials: dict[Text, CredentialEntry]
    groups: Annotated[list[GroupEntry], Field(min_length=1)]
    limits: dict[Text, dict[Text, Scalar]] = Field(default_factory=dict)
    decisions: Text | None = None


def validate(value: object) -> tuple[EstateEntry | None, list[tuple[Place, str]]]:
    """The file's entries, or everything that is wrong with them; no value is repeated that could
    be a secret."""
    try:
        return EstateEntry.model_validate(value), []
    except ValidationError as error:
        return None, list(told(EstateEntry, error.errors(include_url=False)))


def json_schema() -> dict[str, Any]:
    """For editors that complete and check while one writes."""
    draft = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": draft, **EstateEntry.model_json_schema(), "title": "btsready estate"}
