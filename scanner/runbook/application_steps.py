"""What the restored databases do not hold: the applications' files, alerts, and the BAM portal."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from scanner.facts.backup_files import StoredFile
from scanner.facts.iis import IisBackup, PortalElement
from scanner.facts.instances import Instance
from scanner.model.estate import Artefact
from scanner.model.evidence import Target
from scanner.model.runbook import Action, Step
from scanner.recovery.listing import host_of, listing
from scanner.runbook.replacement import Replacement
from scanner.runbook.rights import BIZTALK_ADMIN, LEARN, LOCAL_ADMIN
from scanner.runbook.sources import Answer
from scanner.runbook.survivors import said_file

MOST_FILES = 12
PACKAGE = ".msi"
CONFIGURATIONS = ("applicationHost.config", "web.config")
ALERTS = ("RB05", "RB06")
WITHOUT_NOTIFICATION_SERVICES = 10  # SQL Server 2008 is the last one of version 10.0
PORTAL_CHECKS = ("BP01", "BP02", "BP03", "BP04", "BP05", "RB02")


@dataclass(frozen=True)
class Kept:
    """A file that survives: its name in small letters, and all that is known of it."""

    name: str
    said: str


@dataclass(frozen=True)
class ApplicationSteps:
    replacement: Replacement

    def steps(self) -> Iterator[Step]:
        yield self.applications()
        yield from self.alerts()
        yield from self.portals()

    def applications(self) -> Step:
        found = self._kept(Artefact.APPLICATIONS, "Packages")
        packages = [one.said for one in found.value if one.name.endswith(PACKAGE)]
        more = len(packages) - MOST_FILES
        evidence = packages[:MOST_FILES] + ([f"and {more} more there"] if more > 0 else [])
        missing = found.missing
        if not (packages or missing):
            missing = ("Packages of the applications on a machine that survives",)
        return Step(
            title="Install the applications' files",
            row="R04",
            who=BIZTALK_ADMIN,
            where=self.replacement.where,
            actions=(
                Action("Run each application's .msi on the server: it brings assemblies and files. "
                       "Do not import applications that the restored databases hold already."),
                Action("Put assemblies that no package holds into the global assembly cache."),
            ),
            expected="Every assembly that the group's applications name is on the server.",
            evidence=tuple(evidence),
            missing=missing,
            checks=("AP01", "AP02", "AP03", "AP04", "AP05"),
            reference=LEARN + "backing-up-biztalk-server-applications",
        )  # fmt: skip

    def _kept(self, artefact: Artefact, what: str) -> Answer[tuple[Kept, ...]]:
        """Every file of surviving locations that are declared to hold it."""
        sources = self.replacement.sources
        kept: list[Kept] = []
        missing: list[str] = []
        none: tuple[StoredFile, ...] = ()
        for place in sources.facts.group.locations:
            if artefact not in place.holds or not self.replacement.careful.keeps(place):
                continue
            on = sources.facts.host(place.host) if place.host else None
            read = partial(listing, sources.facts, place.path, on)
            found = sources.ask(f"{what} in {place.path}", read, none)
            missing += found.missing
            keeper = host_of(sources.facts, place).name
            files = (one for one in found.value if one.exists and not one.is_directory)
            kept += [Kept(one.name.casefold(), said_file(one, keeper)) for one in files]
        return Answer(tuple(kept), tuple(missing))

    def alerts(self) -> Iterator[Step]:
        """No step where the run found that nothing of it applies."""
        sources = self.replacement.sources
        if sources.is_idle(*ALERTS):
            return
        actions = [Action("If nobody uses BAM alerts, strike this step.")]
        if self._may_have_notification_services():
            actions.append(
                Action("With SQL Server Notification Services (SQL Server 2008 and older): "
                       "nscontrol register, then net start NS$BamAlerts, as the page says.")
            )  # fmt: skip
        actions.append(
            Action(
                "Database Mail (SQL Server 2012 and newer): set it up again on the server of the "
                "alerts' databases."
            )
        )
        yield Step(
            title="Bring back BAM alerts",
            row="R09",
            who=BIZTALK_ADMIN,
            where=self.replacement.where,
            actions=tuple(actions),
            expected="A test alert arrives.",
            checks=ALERTS,
            reference=LEARN + "how-to-recover-bam-alerts",
        )

    def _may_have_notification_services(self) -> bool:
        """Only where an instance is that old, or does not say."""
        sources = self.replacement.sources
        found = sources.rows("The version", Instance, sources.facts.management)
        majors = [one.product_version.partition(".")[0] for one in found.value]
        return not majors or any(
            not one.isdecimal() or int(one) <= WITHOUT_NOTIFICATION_SERVICES for one in majors
        )

    def portals(self) -> Iterator[Step]:
        """For every lost host that was asked for its portal, and has one or could not say."""
        for host in self.replacement.sources.facts.targets(PortalElement):
            if host.name not in self.replacement.careful.gone:
                continue
            named = f"The portal on {host.name}"
            elements = self.replacement.sources.rows(named, PortalElement, host)
            if elements.value or elements.missing:
                yield self._portal(host, elements)

    def _portal(self, host: Target, elements: Answer[tuple[PortalElement, ...]]) -> Step:
        backups = self.replacement.sources.rows(f"IIS backups of {host.name}", IisBackup, host)
        newest = max(backups.value, key=lambda one: one.written, default=None)
        name = newest.name if newest else "<name of the backup>"
        copies, files = self._copies(host)
        return Step(
            title=f"Bring back the BAM portal of {host.name}",
            row="R10",
            who=LOCAL_ADMIN,
            where=(host.name,),
            actions=(
                *self._only_if_lost(host),
                Action(f"Copy the saved folder {name} below %windir%\\system32\\inetsrv\\backup, "
                       "then:",
                       f'cd /d %windir%\\system32\\inetsrv\nappcmd restore backup "{name}"'),
                Action("Put the three saved web.config files of BAMPortal back."),
                Action("IIS Manager > Application Pools > BAMAppPool > Advanced Settings > "
                       "Identity: type the account's password; a backup of another machine "
                       "cannot bring it along. Start the pool."),
            ),
            expected="The portal opens in a browser and shows an activity.",
            evidence=(*copies, *_identity(elements.value)),
            missing=(*backups.missing, *elements.missing, *files),
            checks=PORTAL_CHECKS,
            reference=LEARN + "how-to-recover-the-bam-portal",
        )  # fmt: skip

    def _only_if_lost(self, host: Target) -> Iterator[Action]:
        if self.replacement.is_one_of_them:
            yield Action(f"Only if {host.name} is the lost server: else strike this step.")

    def _copies(self, host: Target) -> tuple[list[str], tuple[str, ...]]:
        """What survives of its configuration, and what does not."""
        found = self._kept(Artefact.PORTAL_CONFIGURATION, "Copies of the portal's configuration")
        kept = {
            name: [one.said for one in found.value if one.name == name.casefold()]
            for name in CONFIGURATIONS
        }
        lacking = tuple(
            f"A copy of {name} of {host.name} on a machine that survives"
            for name in CONFIGURATIONS
            if not kept[name] and not found.missing
        )
        return [one for name in CONFIGURATIONS for one in kept[name]], (*found.missing, *lacking)


def _identity(elements: tuple[PortalElement, ...]) -> Iterator[str]:
    for one in elements:
        if one.source == "live" and one.kind == "pool":
            said = dict(one.settings)
            kind = said.get("processModel.identityType", "the default identity")
            user = said.get("processModel.userName", "")
            yield f"Pool {one.key} ran as {user or kind}"
