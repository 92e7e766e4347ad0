"""A BizTalk server anew: product, certificates, Enterprise SSO, group, configuration, portal.

The order is that of biztalk-docs, core/recovering-a-computer-running-biztalk-server; which steps
the Standard edition needs alone is said in the step, for the edition decides on the day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from scanner.facts.backup_files import StoredFile
from scanner.facts.configuration import InstalledUpdate
from scanner.facts.iis import IisBackup, PortalElement
from scanner.facts.topology import BizTalkServer, DatabaseRef, OtherBackupDatabase, ProductVersion
from scanner.model.estate import Artefact
from scanner.model.names import host_name
from scanner.model.runbook import Action, Step
from scanner.recovery.configuration import KeptExport, kept_exports
from scanner.recovery.listing import host_of, listing
from scanner.recovery.master_secret import SSO_ROLE
from scanner.runbook.rights import BIZTALK_ADMIN, INSTALL, LEARN, LOCAL_ADMIN, SSO_ADMIN
from scanner.runbook.secret_steps import SecretSteps
from scanner.runbook.sources import Sources

MOST_FILES = 12


@dataclass(frozen=True)
class BizTalkSteps:
    """`server` is the one that is lost, empty for any of them; `management` where the databases
    are by then, as 'database on server'."""

    sources: Sources
    server: str
    management: str
    lost: frozenset[str]
    renames: Mapping[str, str] = field(default_factory=dict)

    @property
    def gone(self) -> frozenset[str]:
        """What is lost, and what may be, where nobody said which server it is."""
        return self.lost | {host_name(one) for one in self.servers()}

    def servers(self) -> tuple[str, ...]:
        if self.server:
            return (self.server,)
        on = self.sources.facts.management
        found = self.sources.rows("The BizTalk servers", BizTalkServer, on)
        return tuple(sorted(one.name for one in found.value))

    @property
    def where(self) -> tuple[str, ...]:
        return self.servers() or ("the replacement",)

    def product(self) -> Iterator[Step]:
        yield self.install()
        yield self.certificates()

    def join(self) -> Iterator[Step]:
        yield self.join_sso()
        yield from SecretSteps(self.sources, self.gone, bool(self.renames)).steps()
        yield self.group()
        yield self.configuration()
        yield self.applications()
        yield self.alerts()
        yield from self.portal()

    def install(self) -> Step:
        facts = self.sources.facts
        versions = self.sources.rows("The product's version", ProductVersion, facts.management)
        evidence = [f"{one.component}: {one.product}" for one in versions.value]
        missing = list(versions.missing)
        for server in self.servers():
            found = self.sources.rows(
                f"Updates installed on {server}", InstalledUpdate, facts.host(server)
            )
            missing += found.missing
            evidence += [f"{server}: {one.name}" for one in found.value]
        missing.append("The edition (Standard, Enterprise, Developer): nothing here reads it")
        return Step(
            title="Install BizTalk Server on the replacement",
            row="R04",
            who=LOCAL_ADMIN,
            where=self.where,
            actions=(
                Action("Install Windows, the prerequisites, and the same version and edition of "
                       "BizTalk Server with the same features and adapters. Do not configure it."),
                Action("Install the same cumulative updates, in the order of their release."),
                Action("Standard edition: the replacement needs the old computer's name."),
            ),
            expected="Programs and Features lists the same product and updates as the evidence.",
            evidence=tuple(dict.fromkeys(evidence)),
            missing=tuple(missing),
            warnings=self.sources.warnings("R04"),
            reference=INSTALL + "install-biztalk-server-2020",
        )  # fmt: skip

    def certificates(self) -> Step:
        return Step(
            title="Restore the certificate store and the private keys",
            row="R05",
            who=LOCAL_ADMIN,
            where=self.where,
            actions=(
                Action("Standard edition only: open the certificate import for Other People and "
                       "cancel it, so that the key AddressBook is there:",
                       r'reg query "HKLM\SOFTWARE\Microsoft\SystemCertificates\AddressBook"'),
                Action("Every edition: log on as each host account, import the .pfx files of the "
                       "certificates that ports, hosts and parties use into its own store."),
            ),
            expected="Each host account finds its certificates with their private keys.",
            warnings=self.sources.warnings("R05"),
            reference=LEARN + "how-to-restore-the-certificate-store",
        )  # fmt: skip

    def join_sso(self) -> Step:
        on = self.sources.facts.management
        others = self.sources.rows("Where SSODB is", OtherBackupDatabase, on)
        sso = [one.database for one in others.value if one.role.upper() == SSO_ROLE]
        return Step(
            title="Join Enterprise Single Sign-On",
            row="R06",
            who=SSO_ADMIN,
            where=self.where,
            actions=(
                Action("BizTalk Server Configuration > Enterprise SSO > Enable on this computer > "
                       "Join an existing SSO system; server and name of SSODB; the service account "
                       "that was used before; Apply Configuration."),
            ),
            expected="The service ENTSSO runs; that no secret was retrieved yet is only a warning.",
            evidence=tuple(self._place(one) for one in sso),
            missing=others.missing,
            warnings=self.sources.warnings("R06"),
            reference=LEARN + "how-to-recover-enterprise-single-sign-on",
        )  # fmt: skip

    def _place(self, one: DatabaseRef) -> str:
        new = self.renames.get(self.sources.facts.sql(one.server).name)
        moved = f"; now on {new}" if new else ""
        return f"The database was {one.name} on {one.server}{moved}"

    def group(self) -> Step:
        return Step(
            title="Join the BizTalk group",
            row="R07",
            who=LOCAL_ADMIN,
            where=self.where,
            actions=(
                Action("Enterprise and Developer edition: BizTalk Server Configuration > Group > "
                       f"Join an existing BizTalk Group > {self.management} > Apply "
                       "Configuration."),
                Action("Standard edition: in the 32-bit command prompt "
                       r"(C:\Windows\SysWOW64\cmd.exe), with the saved configuration file:",
                       "RestoreConfig.vbe <saved configuration file>"),
            ),
            expected="The group's hosts and applications show in BizTalk Server Administration.",
            warnings=self.sources.warnings("R07"),
            reference=LEARN + "how-to-recover-the-biztalk-group",
        )  # fmt: skip

    def configuration(self) -> Step:
        evidence: list[str] = []
        missing: list[str] = []
        for server in self.servers():
            what = f"Configuration exports of {server}"
            none: tuple[KeptExport, ...] = ()
            kept = self.sources.ask(what, partial(kept_exports, self.sources.facts, server), none)
            gone = {*self.lost, host_name(server)}
            usable = [one for one in kept.value if one.keeper.name not in gone]
            missing += kept.missing
            if usable:
                newest = usable[0]
                evidence.append(f"{server}: {newest.file.path}, kept on {newest.keeper.name}, "
                                f"written {newest.written:%Y-%m-%d %H:%M} UTC")  # fmt: skip
            elif not kept.missing:
                missing.append(f"A configuration export of {server} on a machine that survives")
        return Step(
            title="Import the configuration",
            row="R08",
            who=LOCAL_ADMIN,
            where=self.where,
            actions=(
                Action("Work on a copy of the export; after the import delete it, for it holds the "
                       "passwords that you type into it."),
                Action("BizTalk Server Configuration > Import Configuration; where a feature shows "
                       "an error, correct it; Apply Configuration."),
            ),
            expected="Every feature that was configured before shows as configured.",
            evidence=tuple(evidence),
            missing=tuple(missing),
            warnings=self.sources.warnings("B08", "R08"),
            reference=LEARN + "how-to-recover-the-biztalk-server-configuration",
        )  # fmt: skip

    def applications(self) -> Step:
        facts = self.sources.facts
        evidence: list[str] = []
        missing: list[str] = []
        for place in facts.group.locations:
            if Artefact.APPLICATIONS not in place.holds or host_of(facts, place).name in self.lost:
                continue
            none: tuple[StoredFile, ...] = ()
            on = facts.host(place.host) if place.host else None
            read = partial(listing, facts, place.path, on)
            found = self.sources.ask(f"Packages in {place.path}", read, none)
            missing += found.missing
            evidence += [_package(one) for one in found.value if _is_package(one)]
        if not evidence and not missing:
            missing.append("Packages of the applications on a machine that survives")
        more = len(evidence) - MOST_FILES
        kept = evidence[:MOST_FILES] + ([f"and {more} more packages there"] if more > 0 else [])
        return Step(
            title="Install the applications' files",
            row="R04",
            who=BIZTALK_ADMIN,
            where=self.where,
            actions=(
                Action("Run each application's .msi on the server: it brings assemblies and files. "
                       "Do not import applications that the restored databases hold already."),
                Action("Put assemblies that no package holds into the global assembly cache."),
            ),
            expected="Every assembly that the group's applications name is on the server.",
            evidence=tuple(kept),
            missing=tuple(missing),
            warnings=self.sources.warnings("B11"),
            reference=LEARN + "backing-up-biztalk-server-applications",
        )  # fmt: skip

    def alerts(self) -> Step:
        return Step(
            title="Bring back BAM alerts",
            row="R09",
            who=BIZTALK_ADMIN,
            where=self.where,
            actions=(
                Action("With SQL Server Notification Services (SQL Server 2008 and older): "
                       "nscontrol register, then net start NS$BamAlerts, as the page says."),
                Action("Newer: set up Database Mail again on the server of the alerts' database."),
            ),
            expected="A test alert arrives; or BAM alerts are not used, and you strike this step.",
            warnings=self.sources.warnings("R09"),
            reference=LEARN + "how-to-recover-bam-alerts",
        )  # fmt: skip

    def portal(self) -> Iterator[Step]:
        """For every host that was asked for its portal, and has one or could not say."""
        for host in self.sources.facts.targets(PortalElement):
            backups = self.sources.rows(f"IIS backups of {host.name}", IisBackup, host)
            elements = self.sources.rows(f"The portal on {host.name}", PortalElement, host)
            if not (elements.value or elements.missing):
                continue
            newest = max(backups.value, key=lambda one: one.written, default=None)
            name = newest.name if newest else "<name of the backup>"
            evidence = tuple(_identity(elements.value))
            if newest:
                written = f"{newest.written:%Y-%m-%d %H:%M} UTC"
                evidence = (f"Newest backup on {host.name}: {newest.name}, {written}", *evidence)
            yield Step(
                title=f"Bring back the BAM portal of {host.name}",
                row="R10",
                who=LOCAL_ADMIN,
                where=(host.name,),
                actions=(
                    Action("Copy the saved backup below inetsrv\\backup, then:",
                           f'cd /d %windir%\\system32\\inetsrv\nappcmd restore backup "{name}"'),
                    Action("Put the three saved web.config files of BAMPortal back."),
                    Action("IIS Manager > Application Pools > BAMAppPool > Advanced Settings > "
                           "Identity: type the account's password; a backup of another machine "
                           "cannot bring it along. Start the pool."),
                ),
                expected="The portal opens in a browser and shows an activity.",
                evidence=evidence,
                missing=(*backups.missing, *elements.missing),
                warnings=self.sources.warnings("B10", "R10"),
                reference=LEARN + "how-to-recover-the-bam-portal",
            )  # fmt: skip


def _identity(elements: tuple[PortalElement, ...]) -> Iterator[str]:
    for one in elements:
        if one.source == "live" and one.kind == "pool":
            said = dict(one.settings)
            kind = said.get("processModel.identityType", "the default identity")
            user = said.get("processModel.userName", "")
            yield f"Pool {one.key} runs as {user or kind}"


def _is_package(one: StoredFile) -> bool:
    return one.exists and not one.is_directory and one.name.casefold().endswith(".msi")


def _package(one: StoredFile) -> str:
    written = f", written {one.written:%Y-%m-%d %H:%M} UTC" if one.written else ""
    return f"{one.path}{written}"
