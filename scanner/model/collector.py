"""What is asked of whom: a statement, questions, or a listing, and how the answer becomes facts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from scanner.model.estate import Artefact, HostRole
from scanner.model.evidence import Clock, JsonValue, Row, TargetKind

Question: TypeAlias = Mapping[str, JsonValue]
Answers: TypeAlias = Mapping[str, Sequence[Row]]
Interpret: TypeAlias = Callable[[Sequence[Row], Clock], Iterable[Any]]


class Unparsable(Exception):
    """An answer that is not of the promised shape; becomes a gap `unparsable`."""


class Denied(Exception):
    """An answer that shows by itself that rows were hidden from our login; a gap `denied`."""


class Place(StrEnum):
    """On which instances a statement runs, and in which database."""

    EVERY_INSTANCE = "every instance of the group and its log shipping destinations"
    JOB_INSTANCES = "every instance that holds a database of the backup job or of BAM"
    JOB_DATABASES = "every database of the backup job"
    MANAGEMENT = "the management database"
    SSO = "the SSO database"
    BAM = "the BAM primary import database"
    DESTINATION = "the log shipping destinations"


@dataclass(frozen=True)
class SqlCollector:
    """One read-only SELECT. `database` is 'master', 'msdb', or '' for the place's own database.

    `parameters` name values the plan fills in for the `?` markers, in order. `discovers` marks
    what discovery needs. `never_empty`: no row is not an answer but a gap.
    """

    name: str
    fact: type
    place: Place
    database: str
    statement: str
    interpret: Interpret
    parameters: tuple[str, ...] = ()
    discovers: bool = False
    never_empty: bool = False
    header: Mapping[str, str] = field(default_factory=dict)
    kind: TargetKind = TargetKind.SQL


@dataclass(frozen=True)
class HostTask:
    """One Windows host with what it is to the group and the folders to list there.

    Of these folders, `exports` hold configuration exports and `bindings` what BTSTask exported:
    the content of XML files there is read; to `backups` the backup job writes.
    """

    host: str
    roles: frozenset[HostRole]
    folders: tuple[str, ...] = ()
    hash_allowed: frozenset[str] = frozenset()
    exports: tuple[str, ...] = ()
    bindings: tuple[str, ...] = ()
    backups: tuple[str, ...] = ()


@dataclass(frozen=True)
class HostCollector:
    """Questions for hosts of certain roles (none named: every host).

    `first` and `second` give questions whose ids start with the collector's name and '/';
    `second` sees this collector's first answers. Rows handed to `interpret` carry the question's
    id in the key 'question'.
    """

    name: str
    fact: type
    roles: frozenset[HostRole]
    first: Callable[[HostTask], Sequence[Question]]
    interpret: Interpret
    second: Callable[[HostTask, Answers], Sequence[Question]] | None = None
    second_template: str = ""
    rights: str = ""
    never_empty: bool = True
    kind: TargetKind = TargetKind.HOST


class ShareQuestion(StrEnum):
    """What is asked about a UNC folder."""

    FILES = "files"
    RIGHTS = "rights"
    SPACE = "space"
    RECORDS = "records"


@dataclass(frozen=True)
class ShareCollector:
    """What one question about a UNC folder gives: its listing, rows of the shape of the reader's
    `files` answer (`depth` is of it); the folder alone with who may do what there, in the same
    shape; one row with the space that its disk has for us; or of each record in the newest file
    these `fields`. Where it names what a location `holds`, other folders are not asked."""

    name: str
    fact: type
    depth: int
    interpret: Interpret
    never_empty: bool = True
    asks: ShareQuestion = ShareQuestion.FILES
    fields: tuple[str, ...] = ()
    holds: Artefact | None = None
    kind: TargetKind = TargetKind.SHARE


Collector: TypeAlias = SqlCollector | HostCollector | ShareCollector
