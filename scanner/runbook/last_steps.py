"""Start again, look, let the jobs run, and back up from the first minute on."""

from collections.abc import Iterator
from dataclasses import dataclass

from scanner.facts.topology import BizTalkGroup
from scanner.model.runbook import Action, Step
from scanner.recovery.quoting import Quote, quote
from scanner.runbook.plan import Script
from scanner.runbook.rights import BIZTALK_ADMIN, LEARN, SYSADMIN
from scanner.runbook.sources import Sources
from scanner.runbook.sqlcmd import beside, sqlcmd

RESTORE = LEARN + "how-to-restore-your-databases"


@dataclass(frozen=True)
class LastSteps:
    sources: Sources
    management: str
    servers: tuple[str, ...]
    scripts: tuple[Script, ...]
    restores: bool

    def steps(self) -> Iterator[Step]:
        yield self.start()
        yield self.look()
        if self.restores:
            yield self.jobs()
            yield self.backup()

    def start(self) -> Step:
        """After a restore all start from nothing; else only what was replaced."""
        facts = self.sources.facts
        found = self.sources.ask(
            "Whether the rule engine is used", lambda: facts.one(BizTalkGroup, facts.management),
            None,
        )  # fmt: skip
        rules = found.value is None or found.value.rules is not None
        return Step(
            title="Start BizTalk Server again" if self.restores else "Start the replacement",
            row="R01" if self.restores else "R07",
            who=BIZTALK_ADMIN,
            where=self.servers,
            actions=tuple(self._starts(rules)),
            expected="Every host instance runs; the Application log shows no new error.",
            missing=found.missing,
            checks=("RG01",),
            reference=RESTORE if self.restores else LEARN + "how-to-recover-the-biztalk-group",
        )

    def _starts(self, rules: bool) -> Iterator[Action]:
        first = (
            "on the master secret server, then on the others"
            if self.restores
            else "if it is stopped"
        )
        yield Action(f"Start Enterprise SSO {first}:", "net start entsso")
        if self.restores:
            yield Action("Restart Windows Management Instrumentation on each:",
                         "Restart-Service Winmgmt -Force")  # fmt: skip
        if rules:
            again = "Restart" if self.restores else "Start"
            yield Action(f"{again} the Rule Engine Update Service:",
                         "net start ruleengineupdateservice")  # fmt: skip
        if self.restores:
            yield Action(
                "BizTalk Server Administration: remove the group, then Connect to Existing Group, "
                f"{self.management}."
            )
        yield Action("Start the web sites and pools, then one host instance after another.")

    def look(self) -> Step:
        return Step(
            title="See that messages go through",
            row="",
            who=BIZTALK_ADMIN,
            where=("BizTalk Server Administration",),
            actions=(
                Action("Group Hub: no suspended instances that were not there before."),
                Action("Send one test message through each important interface, with its owner."),
                Action("Compare with the connected systems what came after the mark."),
            ),
            expected="The owners confirm; note their names and the time.",
        )

    def jobs(self) -> Step:
        return Step(
            title="Enable BizTalk's own jobs",
            row="R01",
            who=SYSADMIN,
            where=tuple(one.to.instance for one in self.scripts) or ("every destination",),
            files=tuple(beside("enable_jobs", one.name) for one in self.scripts),
            actions=(
                *(
                    Action(f"Enable on {one.to.instance} what was enabled before:",
                           sqlcmd(one.to.instance, beside("enable_jobs", one.name)))
                    for one in self.scripts
                ),
                Action("Never enable MessageBox_Message_Cleanup: another job starts it."),
            ),
            expected="All run once without an error, but for the one that stays disabled.",
            checks=("BC12", "BC13"),
            reference=LEARN + "database-structure-and-jobs",
        )  # fmt: skip

    def backup(self) -> Step:
        name = self.sources.facts.group.management_database
        database = quote(name, Quote.NAME)
        return Step(
            title="Back up at once",
            row="B04",
            who=SYSADMIN,
            where=(self.management,),
            actions=(
                Action("In both steps of the job Backup BizTalk Server set the new path. Then ask "
                       "for a full backup and start the job:",
                       f"EXEC {database}.dbo.sp_ForceFullBackup;"),
                Action("Set up a new destination system for log shipping."),
                Action("Scan this group again:", "btsready scan estate.yaml"),
            ),
            expected="A complete full set and a complete log set after it.",
            checks=("BJ*", "BC*", "PE01", "PE03", "PE04", "PE08", "ST01", "DB02"),
            reference=LEARN + "how-to-configure-the-backup-biztalk-server-job",
        )  # fmt: skip
