"""SQL Server anew: its version, its folders, its accounts, its certificates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scanner.facts.encryption import BackupEncryption, DatabaseEncryption, MasterCertificate
from scanner.facts.instances import DatabaseFile, Instance
from scanner.facts.permissions import ServiceAccount
from scanner.model.runbook import Action, Step
from scanner.runbook.plan import CERTIFICATE, Plan
from scanner.runbook.rights import LEARN, SYSADMIN
from scanner.runbook.sources import Sources

LOG_SHIPPING = LEARN + "how-to-configure-the-destination-system-for-log-shipping"
CREATE_CERTIFICATE = (
    "https://learn.microsoft.com/en-us/sql/t-sql/statements/create-certificate-transact-sql"
)
PROGRAMS = {"engine": "the database engine", "agent": "SQL Server Agent"}


@dataclass(frozen=True)
class InstanceSteps:
    sources: Sources
    plan: Plan

    def steps(self) -> Iterator[Step]:
        yield self.instances()
        yield self.accounts()
        yield from self.certificates()

    def instances(self) -> Step:
        evidence: list[str] = []
        missing: list[str] = []
        for server in self.plan.servers:
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
                evidence.append(f"Database files of the group on {server} were in {listed}")
        return Step(
            title="Have SQL Server ready at the destination",
            row="R01",
            who=SYSADMIN,
            where=self.plan.destinations,
            actions=(
                Action("Install the same version and edition, with SQL Server Agent."),
                Action("Compare name and version. The version must not be older than below:",
                       "SELECT SERVERPROPERTY(N'ServerName'), SERVERPROPERTY(N'ProductVersion');"),
                Action(self._folders_to_be()),
                Action("Allow network access for MSDTC, inbound and outbound."),
            ),
            expected="Each destination answers under the name that its script asks for.",
            evidence=tuple(evidence),
            missing=tuple(missing),
            checks=("LS01", "LS06", "LS13", "LS14", "DT01", "PE06"),
            reference=LOG_SHIPPING,
        )  # fmt: skip

    def _folders_to_be(self) -> str:
        """Where the scripts move files, there; else where they were."""
        moved = (
            path.rpartition("\\")[0]
            for script in self.plan.scripts
            for files in script.to.moves.values()
            for path in files.values()
        )
        folders = sorted(set(moved))
        if folders:
            return f"Create the folders that the scripts move the files into: {'; '.join(folders)}."
        return "Create the folders of the database files as they were, on the same drives."

    def _folders(self, files: Iterable[DatabaseFile]) -> Iterator[str]:
        wanted = {name for _, name in self.plan.history.expected}
        for one in files:
            if one.database.casefold() in wanted:
                yield one.path.rpartition("\\")[0]

    def accounts(self) -> Step:
        evidence: list[str] = []
        missing: list[str] = []
        for server in self.plan.servers:
            on = self.sources.facts.sql(server)
            found = self.sources.rows(f"The service accounts of {server}", ServiceAccount, on)
            missing += found.missing
            evidence += [
                f"{server}: {PROGRAMS.get(one.program, one.program)} ran as {one.account}"
                for one in found.value
            ]
        return Step(
            title="Give the services of SQL Server their accounts",
            row="R01",
            who=SYSADMIN,
            where=self.plan.destinations,
            actions=(
                Action("SQL Server Configuration Manager > SQL Server Services > Log On: the "
                       "accounts below, or others that may do the same."),
                Action("See that the account of the database engine may read the backups."),
                Action("Start SQL Server Agent, start type Automatic."),
            ),
            expected="Both services run under domain accounts that you know the passwords of.",
            evidence=tuple(evidence),
            missing=tuple(missing),
            checks=("PE02",),
            reference=LEARN + "minimum-security-user-rights",
        )  # fmt: skip

    def certificates(self) -> Iterator[Step]:
        """No step where evidence says that nothing is encrypted."""
        locks: list[str] = []
        missing: list[str] = []
        for server in self.plan.servers:
            locks += self._locks(server, missing)
        if not (locks or missing):
            return
        yield Step(
            title="Restore the encryption certificates, before any database",
            row="R01",
            who=SYSADMIN,
            where=self.plan.destinations,
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
            checks=("EN01", "EN02", "EN03"),
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
                    missing += [each for each in known.missing if each not in missing]
                    name = names.get(one.thumbprint, "whose name is not known")
                    what = "certificate" if one.encryptor == CERTIFICATE else one.encryptor
                    yield f"{word} {one.database}: {what} {name}, thumbprint {one.thumbprint}"
