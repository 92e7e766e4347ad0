"""What is kept ready for a restore."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from scanner.facts.topology import DatabaseRef

JOB, LOGIN = "job", "login"


@dataclass(frozen=True)
class MovedDatabase:
    """A line of SampleUpdateInfo.xml: where a database was, and where it will be; as typed.

    `element` is MessageBoxDB, TrackingDB, ManagementDB, RuleEngineDB, or Database for one of
    OtherDatabases, which alone has a `name`. `is_master` of a MessageBoxDB is '1' or '0'.
    """

    element: str
    name: str
    old: DatabaseRef
    new: DatabaseRef
    is_master: str


@dataclass(frozen=True)
class BamUnit:
    """A property of a DeploymentUnit in the section BAM of SampleUpdateInfo.xml; as typed."""

    unit: str
    property: str
    value: str


@dataclass(frozen=True)
class UpdateInfo:
    """SampleUpdateInfo.xml in a folder of the installation; what is a comment in it is not told."""

    path: str
    exists: bool
    well_formed: bool
    written: datetime | None
    databases: tuple[MovedDatabase, ...]
    bam: tuple[BamUnit, ...]

    def typed(self) -> Iterator[str]:
        """Every name in it."""
        for one in self.databases:
            yield from (one.old.server, one.old.name, one.new.server, one.new.name)
        yield from (one.value for one in self.bam)


@dataclass(frozen=True)
class UpdateScript:
    """UpdateDatabase.vbs in a folder of the installation; `providers` are those that it names."""

    path: str
    exists: bool
    providers: tuple[str, ...]


@dataclass(frozen=True)
class OleDbDriver:
    """The file that a provider of OLE DB is, in the system folder of a BizTalk server."""

    provider: str
    path: str
    exists: bool


@dataclass(frozen=True)
class ServerChange:
    """When a job or a login of an instance was created or last changed; `kind` is one of above.

    msdb sysjobs.date_modified and sys.server_principals.modify_date, converted with the offset in
    force at collection. What was deleted since is not among them.
    """

    kind: str
    name: str
    changed: datetime
