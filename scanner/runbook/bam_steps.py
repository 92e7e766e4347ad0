"""BAM after a restore: the databases outside the job's sets, references, incomplete activities."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from scanner.facts.backup_chain import ChainBackup
from scanner.facts.backup_files import StoredFile
from scanner.facts.bam import BamPackages, BamUsage
from scanner.facts.topology import BamProperty, BizTalkGroup, DatabaseRef
from scanner.model.estate import Artefact
from scanner.model.runbook import Action, Step
from scanner.recovery.bam_stores import ANALYSIS, databases
from scanner.recovery.by_hand import FULL
from scanner.recovery.listing import host_of, listing
from scanner.runbook.plan import Plan, moment
from scanner.runbook.rights import BIZTALK_ADMIN, LEARN, SYSADMIN
from scanner.runbook.sources import Answer, Sources
from scanner.runbook.survivors import Survivors, said_file

CUBES = ".abf"


@dataclass(frozen=True)
class BamSteps:
    sources: Sources
    plan: Plan
    survivors: Survivors
    other_names: bool

    def steps(self) -> Iterator[Step]:
        """Nothing where adm_Group names no BAM database."""
        facts = self.sources.facts
        found = self.sources.ask(
            "Whether BAM is used", lambda: facts.one(BizTalkGroup, facts.management), None
        )
        if found.value is None or found.value.bam is not None:
            bam = found.value.bam if found.value else None
            yield self.stores(bam, found.missing)
            if self.other_names:
                yield self.references()
            yield self.incomplete(bam)

    def stores(self, bam: DatabaseRef | None, missing: tuple[str, ...]) -> Step:
        evidence: list[str] = []
        if bam:
            on = self.sources.facts.sql(bam.server)
            known = self.sources.rows("Where BAM keeps its other databases", BamProperty, on)
            missing += known.missing
            packages = self.sources.rows("BAM's packages", BamPackages, on)
            missing += packages.missing
            evidence += [
                f"msdb of {bam.server} held {one.in_msdb} packages of BAM: restore msdb"
                for one in packages.value
            ]
            for role, one in databases(known.value).items():
                newest = self._newest(role, one)
                evidence += newest.value
                missing += newest.missing
        return Step(
            title="Restore the other BAM databases, from backups older than the mark",
            row="R02",
            who=SYSADMIN,
            where=(*self.plan.destinations, "the server of Analysis Services"),
            actions=(
                Action("Restore the archive and the star schema from full backups that are older "
                       "than the restored BAMPrimaryImport, WITH RECOVERY."),
                Action("Restore the analysis database from its .abf file of the same time: "
                       "Management Studio, Analysis Services > Databases > Restore."),
                Action("Keep cube update and data maintenance packages from running until then."),
            ),
            expected="No BAM database is newer than the mark.",
            evidence=tuple(evidence),
            missing=missing,
            checks=("BA*",),
            reference=LEARN + "backing-up-and-restoring-bam",
        )  # fmt: skip

    def _newest(self, role: str, one: DatabaseRef) -> Answer[tuple[str, ...]]:
        """The newest full backup that survives and is not newer than the mark."""
        place = f"BAM {role}: {one.name} on {one.server}"
        found = self._cubes() if role == ANALYSIS else self._fulls(one)
        if found.value:
            return Answer((f"{place}: {found.value}",))
        lacking = (f"{place}: a full backup of before the mark that survives",)
        return Answer((), found.missing or lacking)

    @property
    def _limit(self) -> datetime | None:
        return self.plan.point.time if self.plan.point else None

    def _fulls(self, one: DatabaseRef) -> Answer[str]:
        on = self.sources.facts.sql(one.server)
        found = self.sources.rows(f"Backups of {one.name}", ChainBackup, on)
        fulls = [
            each
            for each in found.value
            if each.database.casefold() == one.name.casefold()
            and each.type == FULL
            and (self._limit is None or each.finished <= self._limit)
            and self.survivors.keeps_path(each.device, on.name.partition("\\")[0])
        ]
        newest = max(fulls, key=lambda each: each.finished, default=None)
        if newest is None:
            return Answer("", found.missing)
        return Answer(f"{newest.device}, full backup of {moment(newest.finished)}")

    def _cubes(self) -> Answer[str]:
        """Backups of Analysis Services in declared places: msdb does not know them."""
        facts = self.sources.facts
        found: list[tuple[StoredFile, str]] = []
        missing: tuple[str, ...] = ()
        none: tuple[StoredFile, ...] = ()
        for place in facts.group.locations:
            if Artefact.BAM_ANALYSIS in place.holds and self.survivors.keeps(place):
                on = facts.host(place.host) if place.host else None
                listed = self.sources.ask(place.path, partial(listing, facts, place.path, on), none)
                missing += listed.missing
                files = (one for one in listed.value if one.name.casefold().endswith(CUBES))
                found += [(one, host_of(facts, place).name) for one in files]
        older = [
            (one.written, one, keeper)
            for one, keeper in found
            if one.written and (self._limit is None or one.written <= self._limit)
        ]
        if not older:
            return Answer("", missing)
        _, file, keeper = max(older, key=lambda each: (each[0], each[1].path))
        return Answer(said_file(file, keeper))

    def references(self) -> Step:
        return Step(
            title="Update what names the BAM databases",
            row="R02",
            who=BIZTALK_ADMIN,
            where=("the BizTalk server with the BAM portal", "Integration Services"),
            actions=(
                Action("In the packages BAM_AN_* and BAM_DM_* change the server and database of "
                       "the connections and of the variables for primary import."),
                Action(r"In BAMPortal\BamManagementService\Web.Config and "
                       r"BAMPortal\BamQueryService\Web.Config change BamServer and BamDatabase."),
                Action("In Tracking\\bm.exe.config change DefaultServer."),
                Action("In every live data workbook (…_LiveData.xls): BAM > BAM DB Connection."),
            ),
            expected="None of them names an old server.",
            checks=("RB01", "RB02", "RB03"),
            reference=LEARN + "update-references-to-bam-primary-import-database-name-and-"
            "connection-string",
        )  # fmt: skip

    def _primary_import(self, bam: DatabaseRef | None) -> str:
        """Where it is by then."""
        if bam is None:
            return "BAMPrimaryImport"
        source = self.sources.facts.sql(bam.server).name
        scripts = (one for one in self.plan.scripts if source in one.sources)
        return f"{bam.name} on {next((one.to.instance for one in scripts), bam.server)}"

    def incomplete(self, bam: DatabaseRef | None) -> Step:
        evidence: tuple[str, ...] = ()
        missing: tuple[str, ...] = ()
        if bam:
            on = self.sources.facts.sql(bam.server)
            usage = self.sources.rows("What BAM holds", BamUsage, on)
            missing = usage.missing
            evidence = tuple(f"{one.activities} activities are deployed" for one in usage.value)
        return Step(
            title="Complete the activities that the restore left open",
            row="R02",
            who=BIZTALK_ADMIN,
            where=(self._primary_import(bam),),
            actions=(
                Action("For every activity, put its name into the query:",
                       "SELECT ActivityID FROM bam_ActivityName_Active WHERE IsComplete = 0;"),
                Action("Where the connected systems say that it was completed, complete it as "
                       "Microsoft's page shows."),
            ),
            expected="What stays open is really open.",
            checks=("RB04",),
            evidence=evidence,
            missing=missing,
            reference=LEARN + "how-to-resolve-incomplete-activity-instances",
        )  # fmt: skip
