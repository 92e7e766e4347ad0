"""Other server names: every place that remembers the old ones. The same names need none of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from scanner.model.runbook import Action, Step
from scanner.runbook.rights import BIZTALK_ADMIN, LEARN
from scanner.runbook.sources import Answer, Sources
from scanner.runbook.update_info import FILE

RESTORE = LEARN + "how-to-restore-your-databases"
PREPARED = "RD03"
FOLDER = r'cd /d "%BTSINSTALLPATH%Bins32\Schema\Restore"'


@dataclass(frozen=True)
class ReferenceSteps:
    """`why_not` says why SampleUpdateInfo.xml could not be filled; `servers` have BizTalk Server by
    then, `kept` are those of them that were not lost."""

    sources: Sources
    why_not: tuple[str, ...]
    servers: tuple[str, ...]
    kept: Answer[tuple[str, ...]]

    def steps(self) -> Iterator[Step]:
        yield self.databases()
        if self.kept.value or self.kept.missing:
            yield self.registry()
        yield self.ports()

    def databases(self) -> Step:
        alerts = Action(
            f"{FILE} names no databases of BAM alerts. Where these are used, add them as "
            "Microsoft's page on moving BAMPrimaryImport shows."
        )
        actions = (
            Action(f"Compare {FILE} with the file of that name that came with BizTalk Server, "
                   "above all the element RuleEngineDB; then put it into the folder Restore."),
            *(() if self.sources.is_idle("RB05") else (alerts,)),
            Action("From SQL Server 2016 on: in UpdateDatabase.vbs replace SQLOLEDB by MSOLEDBSQL "
                   "where conn.Provider is set, and install that driver."),
            Action("In a 64-bit command prompt:",
                   f"{FOLDER}\ncscript UpdateDatabase.vbs {FILE}"),
        )  # fmt: skip
        return Step(
            title="Tell the databases of each other's new places, once",
            row="R01",
            who=f"{BIZTALK_ADMIN}, and sysadmin at the destination",
            where=self.servers[:1] or ("one BizTalk server",),
            actions=actions,
            expected="The script ends without an error. Run it on one server only.",
            missing=self.why_not,
            files=() if self.why_not else (FILE,),
            evidence=tuple(self._prepared()),
            checks=(PREPARED, "RD05"),
            reference=RESTORE,
        )

    def _prepared(self) -> Iterator[str]:
        """What was ready already on servers that are left."""
        for one in self.sources.passing(PREPARED):
            if one.subject in self.kept.value:
                yield f"Prepared before: {one.message}"

    def registry(self) -> Step:
        """A replacement is told the new places when it joins the group."""
        return Step(
            title="Tell every BizTalk server that was not lost of the new places",
            row="R01",
            who=BIZTALK_ADMIN,
            where=self.kept.value or ("every BizTalk server that was not lost",),
            actions=(
                Action(f"Copy the same {FILE} into the folder Restore of each server."),
                Action("In a 64-bit command prompt on each:",
                       f"{FOLDER}\ncscript UpdateRegistry.vbs {FILE}"),
            ),
            expected="The script ends without an error on every server.",
            missing=self.kept.missing,
            checks=("RG01",),
            reference=RESTORE,
        )  # fmt: skip

    def ports(self) -> Step:
        return Step(
            title="Rewrite the ports that lead to BizTalk's databases",
            row="R01",
            who=BIZTALK_ADMIN,
            where=("BizTalk Server Administration",),
            actions=(
                Action("Export the bindings, search them for the old server names, replace them, "
                       "import the bindings. EDI, RosettaNet and own SQL ports are concerned."),
            ),
            expected="No address in the bindings names an old SQL Server.",
            checks=("RD04",),
            reference=RESTORE,
        )  # fmt: skip
