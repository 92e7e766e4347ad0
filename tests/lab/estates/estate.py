"""One BizTalk estate of the lab: every machine as data, what is declared of it, what to expect."""

import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Self

from tests.lab.estates import (
    applications,
    bam,
    biztalk_hosts,
    company,
    coordinators,
    copies,
    drills,
    estate_file,
    group_exports,
    hosts,
    jobs,
    machines,
    permissions,
    portal_files,
    saved_scripts,
    shares,
    sql_servers,
    surroundings,
    update_info,
)
from tests.lab.estates.agent import Agent, Job, msdb_tables, services
from tests.lab.estates.backup_sets import Written, history_rows, next_set_id, written_files
from tests.lab.estates.encryption import Encryption, identities
from tests.lab.estates.recorded import recorded_tables, recovery_rows
from tests.lab.estates.times import Times
from tests.lab.smb.description import LabShare, SmbFaults
from tests.lab.tds.description import LabSqlServer, Row, Tables
from tests.lab.winrm.description import LabHost

JUDGED_ROWS = "B01,B04,B05,B06,B07,B08,B09,B10,B11"


ROOMS: tuple[Callable[["LabEstate"], None], ...] = (
    bam.furnish,
    applications.furnish,
    group_exports.furnish,
    portal_files.furnish,
    coordinators.furnish,
    biztalk_hosts.furnish,
    machines.furnish,
    drills.furnish,
    update_info.furnish,
    saved_scripts.furnish,
)


@dataclass
class LabFileServer:
    """A file server with its shares."""

    name: str
    shares: list[LabShare]
    users: dict[str, str]
    faults: SmbFaults = field(default_factory=SmbFaults)

    def share(self, name: str) -> LabShare:
        return next(one for one in self.shares if one.name == name)


@dataclass(frozen=True)
class Expected:
    """What a scan of an estate ends with: of every row, and of the rows that have checks."""

    verdict: str
    status: int
    judged_verdict: str
    judged_status: int


@dataclass
class LabEstate:
    """`sql` lacks what Agent makes of its jobs: `servers` gives the whole. Faults change copies."""

    name: str
    times: Times
    agents: dict[str, Agent]
    files: list[Written]
    sql: dict[str, LabSqlServer]
    hosts: dict[str, LabHost]
    file_servers: dict[str, LabFileServer]
    settings: estate_file.Settings
    expected: Expected
    environment: dict[str, str] = field(default_factory=lambda: dict(company.ENVIRONMENT))
    traps: list[str] = field(default_factory=list)  # "sql:DARK01": names that lead to a trap
    encryption: Encryption = field(default_factory=Encryption)

    def with_faults(self, faults: Iterable[Callable[[Self], None]]) -> Self:
        """A copy that they were done to. Pickle copies it three times as fast as `deepcopy`."""
        changed: Self = pickle.loads(pickle.dumps(self))  # noqa: S301 - made in the same breath
        for apply in faults:
            apply(changed)
        return changed

    def servers(self) -> dict[str, LabSqlServer]:
        whole = {name: _with_agent(one, self.agents[name]) for name, one in self.sql.items()}
        return {name: identities(one, self.encryption) for name, one in whole.items()}

    @property
    def group(self) -> estate_file.Settings:
        """What the estate file says of the one group."""
        said: estate_file.Settings = self.settings["groups"][0]
        return said

    @property
    def backup_job(self) -> Job:
        return self.agents[company.SQL01].job(jobs.BACKUP_JOB)

    def table(self, server: str, database: str, name: str) -> list[Row]:
        """The rows of a table, to be changed."""
        rows = self.sql[server].databases[database][name]
        return rows if isinstance(rows, list) else rows.rows

    def history(self) -> list[Row]:
        return self.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_BackupHistory")

    def keep(self, files: Iterable[Written]) -> None:
        """As if the job had written these files and no others."""
        self.files = list(files)
        management = self.sql[company.SQL01].databases[company.MANAGEMENT.name]
        management["dbo.adm_BackupHistory"] = list(history_rows(self.files))
        management["dbo.adm_BackupSetId"] = [{"NextBackupSetId": next_set_id(self.files)}]
        for name in (company.SQL01, company.SQL02):
            databases = self.sql[name].databases
            own = [one for one in databases if one not in {"master", "msdb"}]
            databases["msdb"] = recorded_tables(self.files, name)
            databases["master"]["sys.database_recovery_status"] = recovery_rows(self.files, own)
        bam.record_backups(self)
        self.file_servers[company.FILE01].shares = [shares.backup_share(self.files)]


def new(name: str, times: Times, expected: Expected) -> LabEstate:
    """The firm as it would be if everything were well."""
    files = written_files(times)
    users = {company.WINDOWS_USER: company.WINDOWS_PASSWORD}
    held = shares.shares(files, times)
    copies.kept(held, files)
    made = LabEstate(
        name=name,
        times=times,
        agents={
            company.SQL01: jobs.management_agent(times),
            company.SQL02: jobs.message_box_agent(times),
            company.SQLDR01: jobs.destination_agent(times),
        },
        files=files,
        sql=permissions.granted(surroundings.surrounded(sql_servers.sql_servers(files, times))),
        hosts=hosts.hosts(times),
        file_servers={
            name: LabFileServer(name, shared, dict(users)) for name, shared in held.items()
        },
        settings=estate_file.settings(),
        expected=expected,
    )
    for furnish in ROOMS:
        furnish(made)
    return made


def _with_agent(server: LabSqlServer, agent: Agent) -> LabSqlServer:
    """Tables that the description has already stand."""
    databases = dict(server.databases)
    databases["msdb"] = {**msdb_tables(agent), **databases.get("msdb", {})}
    made: Tables = {"sys.dm_server_services": services(agent)}
    databases["master"] = {**made, **databases.get("master", {})}
    return replace(server, databases=databases)
