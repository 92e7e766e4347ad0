"""The whole runbook: phases in the order of the documents, with the files that go with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from scanner.facts.topology import BizTalkServer
from scanner.model.check import Facts
from scanner.model.estate import ServerNames
from scanner.model.names import host_name
from scanner.model.run import Run
from scanner.model.runbook import Action, Attachment, Disaster, Phase, Runbook, Step
from scanner.runbook.application_steps import ApplicationSteps
from scanner.runbook.bam_steps import BamSteps
from scanner.runbook.choice import Choice
from scanner.runbook.concerns import Concerns
from scanner.runbook.first_steps import REST, FirstSteps
from scanner.runbook.generated import Generated
from scanner.runbook.install_steps import InstallSteps
from scanner.runbook.join_steps import JoinSteps
from scanner.runbook.last_steps import LastSteps
from scanner.runbook.losses import losses_of
from scanner.runbook.plan import Plan, own_name, restore_plan
from scanner.runbook.reference_steps import ReferenceSteps
from scanner.runbook.replacement import Replacement
from scanner.runbook.rights import LEARN, SYSADMIN
from scanner.runbook.secret_steps import SecretSteps
from scanner.runbook.sources import Answer, Sources
from scanner.runbook.sql_steps import SqlSteps
from scanner.runbook.survivors import Survivors
from scanner.runbook.update_info import FILE as UPDATE_INFO
from scanner.runbook.update_info import update_info

DISASTERS = {
    Disaster.SQL: "All SQL Servers of the group are lost; the BizTalk servers are not.",
    Disaster.BIZTALK: "A BizTalk server is lost; the SQL Servers are not.",
    Disaster.BOTH: "All SQL Servers and all BizTalk servers of the group are lost.",
}
NO_GOAL = "It cannot be told to which mark the databases can be restored."


def compose(facts: Facts, run: Run, run_sha256: str, choice: Choice) -> Runbook:
    """Gaps end up in the steps; what people asked for wrongly, and unsafe names, are raised."""
    return Composer(Sources(facts, run), run, choice).runbook(run_sha256)


@dataclass
class Composer:
    sources: Sources
    run: Run
    choice: Choice

    def runbook(self, run_sha256: str) -> Runbook:
        run, plan = self.run, self.plan.value
        return Runbook(
            organisation=run.organisation,
            group=run.group,
            disaster=self._disaster(),
            names=self._names(),
            goal=self._goal(),
            duration=self._duration(),
            leads_somewhere=not self.choice.disaster.loses_databases or bool(plan and plan.point),
            collected=f"{run.collection.ended:%Y-%m-%d %H:%M} UTC",
            hypothetical=f"{run.as_of:%Y-%m-%d %H:%M} UTC" if run.hypothetical else "",
            run_sha256=run_sha256,
            evidence_sha256=run.evidence_sha256,
            warnings=(
                *(plan.warnings if plan else ()),
                *self._unlike_declared(),
                *self.plan.missing,
            ),
            phases=self._told(),
            attachments=tuple(self._attachments(plan)) if plan else (),
        )

    @cached_property
    def plan(self) -> Answer[Plan | None]:
        """None also where no database is restored."""
        if not self.choice.disaster.loses_databases:
            return Answer(None)
        facts, sha256 = self.sources.facts, self.run.evidence_sha256
        return self.sources.ask(
            "The mark to restore to", lambda: restore_plan(facts, self.choice, sha256), None
        )

    @cached_property
    def update_info(self) -> Answer[bytes]:
        facts, renames = self.sources.facts, self.choice.renames

        def to(server: str) -> str:
            return renames.get(facts.sql(server).name, server)

        return self.sources.ask(
            "Names for SampleUpdateInfo.xml", lambda: update_info(facts, to), b""
        )

    @cached_property
    def management(self) -> str:
        facts = self.sources.facts
        source = facts.management.name
        server = self.choice.destination(source, own_name(facts, source))
        return f"{facts.group.management_database} on {server}"

    @cached_property
    def servers(self) -> Answer[tuple[str, ...]]:
        on = self.sources.facts.management
        found = self.sources.rows("The BizTalk servers", BizTalkServer, on)
        return Answer(tuple(sorted(one.name for one in found.value)), found.missing)

    @cached_property
    def lost(self) -> frozenset[str]:
        """Host names of what is known to be gone."""
        if plan := self.plan.value:
            return plan.losses.hosts
        facts, choice = self.sources.facts, self.choice
        named = frozenset({host_name(choice.server)} if choice.server else ())
        read = partial(losses_of, facts, frozenset(), choice)
        return self.sources.ask("What is lost", lambda: read().hosts, named).value

    @cached_property
    def survivors(self) -> Survivors:
        return Survivors(self.sources.facts, self.lost, self.choice.site)

    @cached_property
    def replacement(self) -> Replacement:
        choice = self.choice
        return Replacement(
            self.sources,
            choice.server,
            self.management,
            self.survivors,
            choice.renames,
            is_one_of_them=choice.disaster is Disaster.BIZTALK and not choice.server,
        )

    def _left(self) -> Answer[tuple[str, ...]]:
        """BizTalk servers that still run while databases are restored."""
        if not self.choice.disaster.loses_databases:
            return Answer(())
        left = (one for one in self.servers.value if host_name(one) not in self.lost)
        return Answer(tuple(left), self.servers.missing)

    def _disaster(self) -> str:
        said = DISASTERS[self.choice.disaster]
        if self.choice.server:
            one = f"he BizTalk server {host_name(self.choice.server)}"
            said = said.replace("A BizTalk server", f"T{one}")
            said = said.replace("all BizTalk servers of the group are", f"t{one} are")
        return f"{said} So is the site {self.choice.site}." if self.choice.site else said

    def _names(self) -> str:
        if not self.choice.disaster.loses_databases:
            return "The databases stay where they are."
        if not self.choice.renames:
            return "The SQL Servers come back under the same names."
        pairs = (f"{old} becomes {new}" for old, new in sorted(self.choice.renames.items()))
        return f"The SQL Servers come back under other names: {', '.join(pairs)}."

    def _unlike_declared(self) -> Iterator[str]:
        """Names that were asked for otherwise than the estate says of a restore."""
        declared = self.sources.facts.group.restore.names
        if not self.choice.disaster.loses_databases:
            return
        if declared is ServerNames.OTHER and not self.choice.renames:
            yield (
                "The estate declares that the SQL Servers get other names in a restore; this "
                "runbook keeps them. Write it again with --other-names."
            )
        if declared is ServerNames.SAME and self.choice.renames:
            yield "The estate declares that the SQL Servers keep their names in a restore."

    def _goal(self) -> str:
        if not self.choice.disaster.loses_databases:
            which = (
                " and ".join(self.replacement.where) if self.choice.server else "The lost server"
            )
            return f"{which} is replaced; the databases stay"
        return self.plan.value.goal if self.plan.value else NO_GOAL

    def _duration(self) -> str:
        """Only a restore of databases is estimated, by what the run analysed."""
        said = self.run.recovery.restore_time.sentence
        if self.choice.disaster is Disaster.BIZTALK:
            return "Not estimated: installing and configuring is people's time."
        if not (said and self.plan.value and self.plan.value.point):
            return "Not known: no restore could be analysed."
        more = " Replacing the BizTalk servers comes on top; it is not estimated."
        return said + more if self.choice.disaster.loses_biztalk else said

    def _told(self) -> tuple[Phase, ...]:
        phases = Concerns(self.run, REST).told(self._phases())
        return tuple(one for one in phases if one.steps)

    def _phases(self) -> Iterator[Phase]:
        plan, disaster = self.plan.value, self.choice.disaster
        first = FirstSteps(self.sources, plan, self._left())
        yield Phase("Before anything is touched", tuple(first.steps()))
        if disaster.loses_databases:
            steps = tuple(self._sql(plan).steps()) if plan else (self._unknown(),)
            yield Phase("SQL Servers and databases", steps)
        if disaster.loses_biztalk:
            yield Phase("The replacement server", tuple(InstallSteps(self.replacement).steps()))
        yield from self._references(plan)
        if disaster.loses_biztalk:
            yield Phase("Into the group again", tuple(JoinSteps(self.replacement).steps()))
            rest = tuple(ApplicationSteps(self.replacement).steps())
            yield Phase("Applications, alerts, and the BAM portal", rest)
        else:
            secret = SecretSteps(self.sources, self.survivors, bool(self.choice.renames))
            yield Phase("The master secret", tuple(secret.steps()))
        where = self.replacement.where
        if disaster.loses_databases:
            where = self.servers.value or ("every BizTalk server",)
        scripts = plan.scripts if plan else ()
        last = LastSteps(self.sources, self.management, where, scripts, disaster.loses_databases)
        yield Phase("Start again", tuple(last.steps()))

    def _references(self, plan: Plan | None) -> Iterator[Phase]:
        """What names databases: with other servers' names everything, else what BAM needs."""
        renamed = bool(self.choice.renames)
        if renamed:
            left = self._left()
            names = ReferenceSteps(
                self.sources, self.update_info.missing, left.value or self.servers.value, left
            )
            yield Phase("New names", tuple(names.steps()))
        if plan:
            bam = BamSteps(self.sources, plan, self.survivors, renamed)
            yield Phase("Business Activity Monitoring", tuple(bam.steps()))

    def _unknown(self) -> Step:
        return Step(
            title="Find out what can be restored",
            row="R01",
            who=SYSADMIN,
            where=("the backup location",),
            actions=(
                Action("Scan again from where the missing server can be read; or read the backups' "
                       "headers by hand:", "RESTORE HEADERONLY FROM DISK = N'<file>';"),
            ),
            expected="One complete full set, the log sets after it, and a mark that all hold.",
            missing=self.plan.missing,
            reference=LEARN + "how-to-restore-your-databases",
        )  # fmt: skip

    def _attachments(self, plan: Plan) -> Iterator[Attachment]:
        yield from Generated(self.sources, plan).attachments()
        if self.choice.renames and self.update_info.value:
            what = "Old and new places, for UpdateDatabase.vbs and UpdateRegistry.vbs"
            yield Attachment(UPDATE_INFO, what, self.update_info.value)

    def _sql(self, plan: Plan) -> SqlSteps:
        lacking = Generated(self.sources, plan).lacking
        return SqlSteps(self.sources, plan, self.survivors, lacking)
