"""The SQL Servers anew: instances, certificates, logins, files, the restore itself, jobs."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scanner.facts.encryption import BackupEncryption, DatabaseEncryption, MasterCertificate
from scanner.facts.instances import DatabaseFile, Instance
from scanner.facts.permissions import ServiceAccount
from scanner.model.names import bare_name
from scanner.model.runbook import Action, Step
from scanner.model.size import say as size
from scanner.recovery.quoting import Unquotable
from scanner.runbook.other_ways import OtherWays
from scanner.runbook.plan import CERTIFICATE, Plan, Script, moment
from scanner.runbook.rights import FILE_ADMIN, LEARN, SYSADMIN
from scanner.runbook.sources import Sources

LOG_SHIPPING = LEARN + "how-to-configure-the-destination-system-for-log-shipping"
RESTORE = LEARN + "how-to-restore-your-databases"
CREATE_CERTIFICATE = (
    "https://learn.microsoft.com/en-us/sql/t-sql/statements/create-certificate-transact-sql"
)
MOVE_LOGINS = (
    "https://learn.microsoft.com/en-us/troubleshoot/sql/database-engine/security/"
    "transfer-logins-passwords-between-instances"
)
PLAIN = re.compile(r"[\w.,\\$#-]+")
FILES, JOBS, LOGINS = "files-to-fetch.csv", "jobs.csv", "logins.csv"


@dataclass(frozen=True)
class SqlSteps:
    """`lists_lack`: by the name of a generated list, what could not be read for it."""

    sources: Sources
    plan: Plan
    lists_lack: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def servers(self) -> tuple[str, ...]:
        logs = self.plan.history.recorded.values()
        return tuple(sorted({log.targets[0].name for log in logs}))

    def missing_lists(self, name: str) -> tuple[str, ...]:
        return self.lists_lack.get(name, ())

    @property
    def destinations(self) -> tuple[str, ...]:
        return tuple(one.to.instance for one in self.plan.scripts) or self.servers

    def steps(self) -> Iterator[Step]:
        yield self.instances()
        yield self.accounts()
        yield from self.certificates()
        yield self.logins()
        ways = OtherWays(self.sources, self.plan)
        yield from ways.log_shipping()
        yield self.fetch()
        yield self.restore()
        yield from ways.availability()
        yield self.jobs()

    def instances(self) -> Step:
        evidence: list[str] = []
        missing: list[str] = []
        for server in self.servers:
            on = self.sources.facts.sql(server)
            what = f"Version and edition of {server}"
            found = self.sources.rows(what, Instance, on)
            folders = self.sources.rows(f"The folders of databases on {server}", DatabaseFile, on)
            missing += [*found.missing, *folders.missing]
            evidence += [
                f"{one.name} was SQL Server {one.product_version}, {one.edition}, on {one.machine}"
                for one in found.value
            ]
            listed = "; ".join(sorted(set(self._folders(folders.value))))
            if listed:
                evidence.append(f"Database files of the group on {server} were in: {listed}")
        return Step(
            title="Have SQL Server ready at the destination",
            row="R01",
            who=SYSADMIN,
            where=self.destinations,
            actions=(
                Action("Install the same version and edition, with SQL Server Agent."),
                Action("Compare the version; it must not be older than that of the evidence:",
                       "SELECT SERVERPROPERTY(N'ServerName'), SERVERPROPERTY(N'ProductVersion');"),
                Action("Create the folders of the database files, on the same drives."),
                Action("Allow network access for MSDTC: inbound and outbound."),
            ),
            expected="Each destination answers under the name that its script asks for.",
            evidence=tuple(evidence),
            missing=tuple(missing),
            warnings=self.sources.warnings("B05"),
            reference=LOG_SHIPPING,
        )  # fmt: skip

    def _folders(self, files: Iterable[DatabaseFile]) -> Iterator[str]:
        wanted = {name for _, name in self.plan.history.expected}
        for one in files:
            if one.database.casefold() in wanted:
                yield one.path.rpartition("\\")[0]

    def accounts(self) -> Step:
        evidence: list[str] = []
        missing: list[str] = []
        for server in self.servers:
            on = self.sources.facts.sql(server)
            found = self.sources.rows(f"The service accounts of {server}", ServiceAccount, on)
            missing += found.missing
            evidence += [f"{server}: {one.program} ran as {one.account}" for one in found.value]
        return Step(
            title="Give the services their accounts",
            row="R01",
            who=SYSADMIN,
            where=self.destinations,
            actions=(
                Action("SQL Server Configuration Manager > SQL Server Services > Log On."),
                Action("The account of the database engine must be able to read the backups."),
                Action("Start SQL Server Agent, start type Automatic."),
            ),
            expected="Both services run under domain accounts that you know the passwords of.",
            evidence=tuple(evidence),
            missing=tuple(missing),
            warnings=self.sources.warnings("B02"),
            reference=LEARN + "minimum-security-user-rights",
        )

    def certificates(self) -> Iterator[Step]:
        """No step where evidence says that nothing is encrypted."""
        locks: list[str] = []
        missing: list[str] = []
        for server in self.servers:
            locks += self._locks(server, missing)
        if not (locks or missing):
            return
        yield Step(
            title="Restore the encryption certificates, before any database",
            row="R01",
            who=SYSADMIN,
            where=self.destinations,
            actions=(
                Action("Where master has no master key yet, create one with a new password."),
                Action("Fetch each certificate's two files and its password from escrow. Type the "
                       "password yourself; save it in no file.",
                       "CREATE CERTIFICATE name FROM FILE = N'…\\name.cer' WITH PRIVATE KEY (\n"
                       "    FILE = N'…\\name.pvk', DECRYPTION BY PASSWORD = N'from escrow');"),
                Action("Compare the thumbprints with those below:",
                       "SELECT name, thumbprint FROM sys.certificates;"),
            ),
            expected="Every thumbprint below is in sys.certificates of master.",
            evidence=tuple(dict.fromkeys(locks)),
            missing=tuple(missing),
            reference=CREATE_CERTIFICATE,
        )  # fmt: skip

    def _locks(self, server: str, missing: list[str]) -> Iterator[str]:
        on = self.sources.facts.sql(server)
        known = self.sources.rows(f"The certificates of {server}", MasterCertificate, on)
        names = {one.thumbprint: one.name for one in known.value}
        kinds: tuple[tuple[str, type[DatabaseEncryption] | type[BackupEncryption]], ...] = (
            ("Database", DatabaseEncryption),
            ("Backups of", BackupEncryption),
        )
        wanted = {name for _, name in self.plan.history.expected}
        for word, kind in kinds:
            found = self.sources.rows(f"Encryption on {server}", kind, on)
            missing += found.missing
            for one in found.value:
                if one.thumbprint and one.database.casefold() in wanted:
                    name = names.get(one.thumbprint, "whose name is not known")
                    what = "certificate" if one.encryptor == CERTIFICATE else one.encryptor
                    yield f"{word} {one.database}: {what} {name}, thumbprint {one.thumbprint}"

    def logins(self) -> Step:
        scripts = tuple(beside("logins", one.name) for one in self.plan.scripts)
        return Step(
            title="Create the logins",
            row="R01",
            who=SYSADMIN,
            where=self.destinations,
            actions=(
                Action("Run the saved login script of each server: SQL logins need their SID and "
                       "password hash, which nobody but a sysadmin of the old server could read."),
                Action("Without one, create the Windows logins from the generated script, and the "
                       "SQL logins by hand with the SID of the list."),
            ),
            expected=f"Every login of {LOGINS} exists at the destination with the same SID.",
            missing=self.missing_lists(LOGINS),
            files=(LOGINS, *scripts),
            reference=MOVE_LOGINS,
        )  # fmt: skip

    def fetch(self) -> Step:
        pieces = [
            piece
            for script in self.plan.scripts
            for database in script.restore.databases
            for piece in database.pieces
        ]
        total = sum(one.size or 0 for one in pieces)
        hosts = sorted({one.host or "an unknown machine" for one in pieces})
        unseen = [one.path for one in pieces if one.size is None]
        folders = sorted({one.path.rpartition("\\")[0] for one in pieces})
        into = next((one.to.files for one in self.plan.scripts if one.to.files), "")
        where_to = (
            f"Copy every file of the list to {into}."
            if into
            else ("The scripts read the files where they lie; see that the engine's account may.")
        )
        return Step(
            title="Fetch the backup files",
            row="R01",
            who=FILE_ADMIN,
            where=tuple(hosts),
            actions=(Action(where_to), Action("Compare every size with the list, in bytes.")),
            expected=f"{len(pieces)} files, {size(total)} together, each of the size listed.",
            evidence=tuple(f"Copies that survive: {one}" for one in folders),
            missing=tuple(
                f"No listing shows {bare_name(one)}; it may not be there" for one in unseen
            )
            or (() if pieces else ("No surviving copies lead to a mark",)),
            files=(FILES,) if pieces else (),
            reference=RESTORE,
        )

    def restore(self) -> Step:
        point = self.plan.point
        missing = () if point else ("A mark that all databases can be restored to",)
        evidence = tuple(line for one in self.plan.scripts for line in _relies(one))
        return Step(
            title="Restore every database to the mark",
            row="R01",
            who=SYSADMIN,
            where=self.destinations,
            actions=tuple(self._runs()) or (Action("Find older backups; see the report, B04."),),
            expected=(
                "Each script ends with 'Databases at the mark', and every database is ONLINE. If "
                "one ends with an error, do not start BizTalk: all databases must reach one mark."
            ),
            evidence=evidence,
            missing=missing,
            warnings=(*self.plan.warnings, *self.sources.warnings("B04")),
            files=tuple(one.name for one in self.plan.scripts),
            reference=RESTORE,
        )

    def _runs(self) -> Iterator[Action]:
        for one in self.plan.scripts:
            yield Action(
                f"On {one.to.instance}:",
                sqlcmd(one.to.instance, one.name),
            )

    def jobs(self) -> Step:
        return Step(
            title="Create the SQL Server Agent jobs, BizTalk's own disabled",
            row="R01",
            who=SYSADMIN,
            where=self.destinations,
            actions=(
                Action("Run the saved scripts of the jobs, or restore msdb."),
                *(
                    Action(f"Then disable BizTalk's own on {one.to.instance}:",
                           sqlcmd(one.to.instance, beside("disable_jobs", one.name)))
                    for one in self.plan.scripts
                ),
            ),
            expected=f"Every job of {JOBS} exists; those of BizTalk are disabled until the end.",
            missing=self.missing_lists(JOBS),
            files=(JOBS, *(beside("disable_jobs", one.name) for one in self.plan.scripts)),
            reference=LEARN + "database-structure-and-jobs",
        )  # fmt: skip


def sqlcmd(instance: str, script: str) -> str:
    """The instance is a name from evidence: in double quotes nothing else ends it."""
    if not PLAIN.fullmatch(instance):
        raise Unquotable(f"the name {instance!a} cannot stand in a command")
    return f'sqlcmd -S "{instance}" -E -b -f 65001 -i "{script}"'


def beside(what: str, restore_file: str) -> str:
    """The name of another script for the same instance."""
    return what + restore_file.removeprefix("restore")


def _relies(one: Script) -> Sequence[str]:
    first = one.restore.databases[0]
    logs = sorted({piece.set_id for each in one.restore.databases for piece in each.logs})
    return (
        f"{one.to.instance}: {len(one.restore.databases)} databases from full set "
        f"{first.full.set_id} and {len(logs)} log sets, {logs[0]} to {logs[-1]}",
        f"{one.to.instance}: mark {one.restore.mark}, {moment(one.restore.time)}",
    )
