"""Facts for tests: builders with sound defaults, and a hand-made `Facts` that holds them.

facts = make.facts(make.sql("SQL01", make.agent_job(enabled=False), make.full_step()))
verdict = make.verdict(backup_job_is_enabled, facts)
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from scanner.facts.agent_jobs import AgentJob, JobActivity, JobRun, JobSchedule, JobStep
from scanner.facts.applications import ApplicationPart, ExportedPart
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import BackupHistoryRow, NextBackupSet, RecordedBackup
from scanner.facts.bam import BamPackages, BamUsage
from scanner.facts.configuration import (
    ConfigurationChange,
    ConfigurationExport,
    InstalledUpdate,
    NamedAccount,
    NamedDatabase,
)
from scanner.facts.iis import (
    HistoryService,
    IisBackup,
    PortalElement,
    PortalFile,
    SharedConfiguration,
)
from scanner.facts.instances import AgentService, Database, Instance
from scanner.facts.master_secret import EventLog, SecretKey, SsoEvent, SsoGlobalInfo
from scanner.facts.topology import (
    BackupDatabase,
    BamProperty,
    BizTalkGroup,
    DatabaseRef,
    OtherBackupDatabase,
)
from scanner.model.check import Check, Facts, MissingEvidence, UndeclaredFact
from scanner.model.estate import Artefact, Group, Location, SqlAccess
from scanner.model.evidence import Gap, GapReason, Target, TargetKind
from scanner.model.finding import Verdict
from scanner.model.names import folder_name, host_name, is_unc, server_name

Fact = TypeVar("Fact")
Made = TypeVar("Made")

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
MANAGEMENT = DatabaseRef("SQL01", "BizTalkMgmtDb")
SSO = DatabaseRef("SQL01", "SSODB")
BAM = DatabaseRef("SQL01", "BAMPrimaryImport")
BACKUPS = r"\\FILE01\backup"
SECRET_ID = "{6F1B0B9C-0B62-4B0E-9D52-7E3C2E0E1A01}"
OLDER_SECRET_ID = "{1A2B3C4D-0B62-4B0E-9D52-7E3C2E0E1A00}"
JOB = "11111111-0000-0000-0000-000000000001"


def ago(**span: float) -> datetime:
    """So long before the tests' now: `ago(hours=3)`."""
    return NOW - timedelta(**span)


# The group and what holds its facts


def group(**changes: Any) -> Group:
    plain = Group("Production", "SQL01", "BizTalkMgmtDb", SqlAccess("audit"))
    return replace(plain, **changes)


def location(
    path: str, *holds: Artefact, host: str = "", hash_allowed: bool = False, naming: str = ""
) -> Location:
    return Location(path, host, holds, hash_allowed=hash_allowed, naming=naming)


@dataclass(frozen=True)
class Held:
    """Facts, or a gap, of one target."""

    target: Target
    facts: tuple[Any, ...] = ()
    missing: Mapping[type, Gap] = field(default_factory=dict)


def sql(server: str, *facts: object) -> Held:
    return Held(Target(TargetKind.SQL, server), facts)


def host(name: str, *facts: object) -> Held:
    return Held(Target(TargetKind.HOST, name), facts)


def share(path: str, *facts: object) -> Held:
    return Held(Target(TargetKind.SHARE, folder_name(path)), facts)


def gap(kind: type, target: Held, reason: GapReason = GapReason.DENIED) -> Held:
    """`target` is an empty `make.sql("SQL01")` and the like."""
    return Held(target.target, missing={kind: Gap(reason, "as the test wants")})


def facts(
    *held: Held, group: Group | None = None, now: datetime = NOW, skewed: bool = False
) -> "HandFacts":
    """What a target was not given, it answers with nothing; a target not named was not asked."""
    return HandFacts(group or _group(), held, now, skewed)


def _group() -> Group:
    return group()


@dataclass
class HandFacts:
    """The `Facts` protocol over facts given by hand; `needs` is set by `verdict`."""

    group: Group
    held: tuple[Held, ...]
    moment: datetime
    skewed: bool
    needs: frozenset[type] | None = None

    @property
    def management(self) -> Target:
        return self.sql(self.group.management_server)

    def sql(self, server: str) -> Target:
        name = server_name(server, self.group.aliases, self.group.management_server)
        return Target(TargetKind.SQL, name)

    def host(self, name: str) -> Target:
        return Target(TargetKind.HOST, host_name(name))

    def folder(self, path: str, on: Target | None = None) -> Target:
        if is_unc(path):
            share = Target(TargetKind.SHARE, folder_name(path))
            known = (held.target for held in self.held)
            return next((one for one in known if one.id.casefold() == share.id.casefold()), share)
        if on is None or on.kind is TargetKind.HOST:
            return on or self.host("localhost")
        return self.host(self.one(Instance, on).machine)

    def rows(self, kind: type[Fact], on: Target) -> tuple[Fact, ...]:
        if self.needs is not None and kind not in self.needs:
            raise UndeclaredFact(kind.__name__)
        mine = [held for held in self.held if held.target == on]
        for held in mine:
            if kind in held.missing:
                raise MissingEvidence(held.missing[kind], f"{on.id}/{kind.__name__}")
        if not mine:
            raise MissingEvidence(Gap(GapReason.NOT_COLLECTED, "not asked"), on.id)
        return tuple(one for held in mine for one in held.facts if isinstance(one, kind))

    def one(self, kind: type[Fact], on: Target) -> Fact:
        found = self.rows(kind, on)
        if len(found) != 1:
            raise MissingEvidence(Gap(GapReason.UNPARSABLE, f"{len(found)} rows"), on.id)
        return found[0]

    def targets(self, kind: type) -> tuple[Target, ...]:
        """Of SQL Servers all: they are asked for everything. Of hosts those that were given some,
        else all."""
        place = TargetKind.SQL if kind.__module__ in _OF_SQL else TargetKind.HOST
        mine = [held for held in self.held if held.target.kind is place]
        given = {one.target for one in mine if kind in (*map(type, one.facts), *one.missing)}
        every = {held.target for held in mine}
        return tuple(sorted(given if given and place is TargetKind.HOST else every))

    def age(self, moment: datetime, on: Target) -> timedelta:
        age = self.now(on) - moment
        if age < timedelta(0):
            raise MissingEvidence(Gap(GapReason.CLOCK, "in the future"), f"{on.id}/clock")
        return age

    def once(self, work: Callable[[Facts], Made]) -> Made:
        return work(self)

    def now(self, on: Target) -> datetime:
        if self.skewed:
            raise MissingEvidence(Gap(GapReason.CLOCK, "skewed"), f"{on.id}/clock")
        return self.moment


_OF_SQL = {
    f"scanner.facts.{name}"
    for name in (
        "agent_jobs",
        "backup_chain",
        "backup_sets",
        "backup_surroundings",
        "drills",
        "instances",
        "log_shipping",
        "permissions",
        "ports",
        "server_settings",
        "topology",
    )
}


def verdicts(check: Check, given: HandFacts, **limits: Any) -> dict[str, Verdict]:
    """Verdict by subject; what no subject needs to be asked for has the name ''."""
    seen = replace(given, needs=check.needs)
    subjects = check.subjects(seen)
    if isinstance(subjects, Verdict):
        return {"": subjects}
    used = replace(check.limits, **limits)
    return {subject.name: check.judge(subject, seen, used) for subject in subjects}


def verdict(check: Check, given: HandFacts, **limits: Any) -> Verdict:
    """Of the only subject that there is."""
    (only,) = verdicts(check, given, **limits).values()
    return only


# Instances and databases


def instance(**changes: Any) -> Instance:
    plain = Instance(
        name="SQL01",
        machine="SQL01",
        product_version="15.0.4430.1",
        edition="Enterprise Edition (64-bit)",
        is_clustered=False,
        is_hadr_enabled=False,
        account="CORP\\btsready",
        is_sysadmin=False,
        utc_now=NOW,
        offset=timedelta(0),
    )
    return replace(plain, **changes)


def database(name: str = MANAGEMENT.name, **changes: Any) -> Database:
    plain = Database(name, state=0, recovery_model=1, availability_group_replica=False)
    return replace(plain, **changes)


def agent_service(**changes: Any) -> AgentService:
    return replace(AgentService(True, 2, "CORP\\sqlagent", is_clustered=False), **changes)


def backup_database(ref: DatabaseRef = MANAGEMENT) -> BackupDatabase:
    return BackupDatabase(ref)


def sso_database(ref: DatabaseRef = SSO) -> OtherBackupDatabase:
    return OtherBackupDatabase("SSO", ref)


def biztalk_group(**changes: Any) -> BizTalkGroup:
    plain = BizTalkGroup(
        name="BizTalkGroup",
        tracking=DatabaseRef("SQL01", "BizTalkDTADb"),
        master_message_box=DatabaseRef("SQL01", "BizTalkMsgBoxDb"),
        bam=BAM,
        rules=None,
        sso_server="SSO01",
    )
    return replace(plain, **changes)


# The backup job


def agent_job(**changes: Any) -> AgentJob:
    plain = AgentJob(JOB, "Backup BizTalk Server (BizTalkMgmtDb)", True, True, 1, ago(days=90))
    return replace(plain, **changes)


def step(number: int, name: str, command: str, **changes: Any) -> JobStep:
    plain = JobStep(JOB, number, name, "TSQL", command, MANAGEMENT.name, 3, 2)
    return replace(plain, **changes)


def compression_step(**changes: Any) -> JobStep:
    command = "exec [dbo].[sp_SetBackupCompression] @bCompression = 0 /*0 - no compression */"
    return step(1, "Set Compression Option", command, **{"on_failure": 3, **changes})


def full_step(path: str = BACKUPS, **changes: Any) -> JobStep:
    command = (
        "exec [dbo].[sp_BackupAllFull_Schedule] 'd' /* Frequency */, 'BTS' /* Name */, "
        f"'{path}' /* location of backup files */"
    )
    return step(2, "BackupFull", **{"command": command, **changes})


def log_step(path: str = BACKUPS, **changes: Any) -> JobStep:
    command = f"exec [dbo].[sp_MarkAll] 'BTS' /* Log mark name */, '{path}'"
    return step(3, "MarkAndBackupLog", **{"command": command, **changes})


def clear_step(**changes: Any) -> JobStep:
    command = "exec [dbo].[sp_DeleteBackupHistory] @DaysToKeep=14"
    return step(4, "Clear Backup History", command, **{"on_success": 1, **changes})


def backup_steps() -> tuple[JobStep, ...]:
    return (compression_step(), full_step(), log_step(), clear_step())


def schedule(**changes: Any) -> JobSchedule:
    """Every quarter of an hour, as the product ships it."""
    plain = JobSchedule(
        job_id=JOB,
        name="MarkAndBackupLogSched",
        enabled=True,
        freq_type=4,
        freq_interval=1,
        subday_type=4,
        subday_interval=15,
        recurrence_factor=0,
        start_date=20031110,
        end_date=99991231,
        start_second=0,
        end_second=86_399,
    )
    return replace(plain, **changes)


def job_run(number: int = 100, **changes: Any) -> JobRun:
    """The outcome of a whole run."""
    done = timedelta(seconds=40)
    return replace(JobRun(JOB, number, 0, 1, ago(minutes=5), done, "The job succeeded."), **changes)


def running() -> JobActivity:
    return JobActivity(JOB, ago(minutes=1), None)


# Backup sets


def history_row(set_id: int, ref: DatabaseRef = MANAGEMENT, **changes: Any) -> BackupHistoryRow:
    """A complete log backup ten minutes ago unless told otherwise."""
    kind = changes.get("type", "lg")
    word = "Log" if kind == "lg" else "Full"
    stamp: datetime = changes.get("stamp", ago(minutes=10))
    mark = f"BTS_{stamp:%Y_%m_%d_%H_%M_%S}_000"
    plain = BackupHistoryRow(
        set_id=set_id,
        mark=mark if kind == "lg" else None,
        database=ref,
        file_name=f"{ref.server}_{ref.name}_{word}_{mark}.bak",
        location=BACKUPS,
        type=kind,
        stamp=stamp,
        set_complete=True,
    )
    return replace(plain, **changes)


def backup_set(set_id: int, *refs: DatabaseRef, **changes: Any) -> tuple[BackupHistoryRow, ...]:
    return tuple(history_row(set_id, ref, **changes) for ref in refs or (MANAGEMENT,))


def next_set(next_id: int) -> NextBackupSet:
    return NextBackupSet(next_id)


def recorded(row: BackupHistoryRow, **changes: Any) -> RecordedBackup:
    """msdb's word on a row whose stamp is UTC."""
    plain = RecordedBackup(
        database=row.database.name,
        type="L" if row.type == "lg" else "D",
        device=row.path,
        started=row.stamp + timedelta(seconds=2),
        finished=row.stamp + timedelta(seconds=9),
        offset=timedelta(0),
        is_copy_only=False,
        size=1_048_576,
        compressed_size=4_096,
    )
    return replace(plain, **changes)


# Files


def stored_file(path: str, folder: str, **changes: Any) -> StoredFile:
    name = path.rpartition("\\")[2]
    plain = StoredFile(folder, path, name, True, False, 4_096, ago(days=1), ago(days=1))
    return replace(plain, **changes)


def folder(path: str, **changes: Any) -> StoredFile:
    """The answer about a listed folder itself, which comes before its children."""
    return stored_file(path, path, **{"is_directory": True, "size": 0, **changes})


def backup_files(rows: Iterable[BackupHistoryRow], **changes: Any) -> Iterator[StoredFile]:
    """What the rows promise, found in their folder."""
    for row in rows:
        yield stored_file(row.path, row.location.rstrip("\\"), **changes)


# Master secret


def sso_info(secret_server: str | None = "SSO01") -> SsoGlobalInfo:
    return SsoGlobalInfo(secret_server, "CORP\\SSO Administrators")


def secret_backed_up(
    file: str = r"C:\SSO\SSO478A.bak", secret: str = SECRET_ID, written: datetime | None = None
) -> SsoEvent:
    return SsoEvent(
        10559, written or ago(days=5), (file, secret, OLDER_SECRET_ID, "admin", "SSO01")
    )


def secret_generated(secret: str = SECRET_ID, written: datetime | None = None) -> SsoEvent:
    return SsoEvent(10525, written or ago(days=60), (secret, "admin", "SSO01", "1"))


def sso_event(event_id: int, *properties: str, written: datetime | None = None) -> SsoEvent:
    return SsoEvent(event_id, written or ago(days=1), properties)


def event_log(oldest: datetime | None = None) -> EventLog:
    return EventLog("Application", oldest or ago(days=200), NOW)


def secret_key(secret: str | None = SECRET_ID) -> SecretKey:
    return SecretKey(secret)


# The configuration of BizTalk Server, and what changed


def configuration_export(path: str, folder: str, **changes: Any) -> ConfigurationExport:
    databases = (
        NamedDatabase("sso_db_id", SSO.server, SSO.name),
        NamedDatabase("{d757dbf9-5d71-4995-9f20-a552b7dfe7f1}", MANAGEMENT.server, MANAGEMENT.name),
    )
    plain = ConfigurationExport(folder, path, True, ("SSOServer,Engine", "WMI"), databases, ())
    accounts = (NamedAccount("entsso", "CORP\\svc-sso"),)
    plain = replace(plain, accounts=accounts, installed=("Engine", "Runtime"))
    return replace(plain, **changes)


def configuration_change(kind: str = "group", **changes: Any) -> ConfigurationChange:
    plain = ConfigurationChange(kind, "BizTalkGroup", ago(days=40, hours=1), ago(days=40))
    return replace(plain, **changes)


def installed_update(**changes: Any) -> InstalledUpdate:
    plain = InstalledUpdate("KB5032870", "BizTalk Server 2020 CU5", ago(days=300).date())
    return replace(plain, **changes)


# The BAM portal


def portal_address(url: str = "http://WEB01/BAM") -> BamProperty:
    return BamProperty("Global", "BAMVRoot", url)


def bam_property() -> BamProperty:
    return BamProperty("PrimaryImportDatabase", "DatabaseName", BAM.name)


def portal_element(kind: str, key: str, source: str = "live", **settings: str) -> PortalElement:
    return PortalElement(source, kind, key, tuple(sorted(settings.items())))


def portal_elements(source: str = "live", pool: str = "BAMAppPool") -> tuple[PortalElement, ...]:
    """The portal as the configuration wizard makes it."""
    root = r"C:\Program Files (x86)\Microsoft BizTalk Server\BAMPortal"
    site = "Default Web Site"
    parts = {"/BAM": "", "/BAM/BAMManagementService": r"\BAMManagementService"}
    identity = {"processModel.identityType": "NetworkService", "processModel.password": "filled"}
    elements = [portal_element("pool", pool, source, **identity)]
    for path, below in parts.items():
        key = f"{site}{path}"
        elements += [
            portal_element("application", key, source, applicationPool=pool),
            portal_element("virtual_directory", f"{key}:/", source, physicalPath=root + below),
        ]
    return tuple(elements)


def iis_backup(name: str = "BTS_20261120", **changes: Any) -> IisBackup:
    return replace(IisBackup(name, ago(days=2), 41_200, ago(days=2)), **changes)


def shared_configuration(enabled: bool = False, path: str = "") -> SharedConfiguration:
    return SharedConfiguration(enabled, path)


# BAM's other databases, and the applications


def bam_usage(**changes: Any) -> BamUsage:
    """Deployed weeks ago; two days ago data was archived and a cube processed."""
    plain = BamUsage(
        activities=2,
        archiving_activities=1,
        archiving_now=False,
        cubes=1,
        olap_cubes=1,
        changed=ago(days=20),
        cube_started=ago(hours=50),
        cube_ended=ago(hours=49),
        archived=ago(hours=51),
    )
    return replace(plain, **changes)


def bam_packages(in_msdb: int = 3) -> BamPackages:
    return BamPackages(in_msdb)


def bam_database(scope: str, name: str, server: str = "SQL01") -> tuple[BamProperty, ...]:
    """What names it: `bam_database("ArchivingDatabase", "BAMArchive")`."""
    return (BamProperty(scope, "ServerName", server), BamProperty(scope, "DatabaseName", name))


def full_backup(database: str, **changes: Any) -> RecordedBackup:
    """Of a database outside the job, two days old."""
    row = history_row(0, DatabaseRef("SQL01", database), type="db", stamp=ago(hours=48))
    return replace(recorded(row), **changes)


def application_part(application: str = "Orders", **changes: Any) -> ApplicationPart:
    plain = ApplicationPart(application, False, "send_port", "Orders.Out", ago(days=30))
    return replace(plain, **changes)


def exported(file: str, *names: str, readable: bool = True) -> tuple[ExportedPart, ...]:
    """A bindings file with its send ports."""
    parts = (ExportedPart(file, True, "send_port", name) for name in names)
    root = (ExportedPart(file, True, "bindings", ""),) if readable else ()
    return (ExportedPart(file, readable, "", ""), *root, *parts)


def portal_file(application: str = "Default Web Site/BAM", **changes: Any) -> PortalFile:
    path = r"C:\BAMPortal\web.config"
    return replace(PortalFile(application, path, True, 2_310, ago(days=140)), **changes)


def history_service(**changes: Any) -> HistoryService:
    return replace(HistoryService(True, True, "Auto"), **changes)
