"""What a replacement computer must become: the product, its accounts, its certificates."""

from dataclasses import dataclass
from datetime import date

OTHER_EDITIONS = ("enterprise", "developer", "branch", "evaluation")


@dataclass(frozen=True)
class BizTalkInstallation:
    """The key `BizTalk Server\\3.0` of a host; absent in both views when `installed` is False.

    `version` is the registry's: whether updates raise it is not documented.
    """

    installed: bool
    product: str
    edition: str
    version: str
    folder: str

    @property
    def is_standard(self) -> bool | None:
        """None where the edition is missing, or a word that is not known."""
        said = self.edition.strip().casefold()
        if said.startswith("standard"):
            return True
        return False if said.startswith(OTHER_EDITIONS) else None


@dataclass(frozen=True)
class HostInstance:
    """adm_HostInstance: a service of BizTalk Server on one computer; `account` may be empty."""

    name: str
    account: str


@dataclass(frozen=True)
class HostedAdapter:
    """An adapter that a host has a handler for, on one server that runs an instance of this host.

    `host` and `server` are empty for an adapter that no server runs. `ports` counts receive
    locations and static send ports; a port that finds its adapter while it runs is not among them.
    """

    adapter: str
    host: str
    server: str
    ports: int


@dataclass(frozen=True)
class NamedCertificate:
    """A place of the group's configuration that may name a certificate.

    `kind` is group, host, as2, party, receive_location or send_port. `thumbprint` is empty where
    none is named; the group itself is always told.
    """

    kind: str
    name: str
    subject: str
    thumbprint: str


@dataclass(frozen=True)
class PublicCertificate:
    """A certificate in the store Other People of a machine; `valid_until` is a day of UTC."""

    thumbprint: str
    valid_until: date
