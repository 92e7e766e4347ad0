"""The SQL Servers anew, in order: instances, logins, databases, jobs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanner.model.runbook import Action, Step
from scanner.runbook.instance_steps import InstanceSteps
from scanner.runbook.other_ways import OtherWays
from scanner.runbook.plan import Plan
from scanner.runbook.restore_steps import RestoreSteps
from scanner.runbook.rights import LEARN, SYSADMIN
from scanner.runbook.sources import Answer, Sources
from scanner.runbook.sqlcmd import beside, sqlcmd
from scanner.runbook.survivors import Survivors

MOVE_LOGINS = (
    "https://learn.microsoft.com/en-us/troubleshoot/sql/database-engine/security/"
    "transfer-logins-passwords-between-instances"
)
JOBS, LOGINS = "jobs.csv", "logins.csv"
SAVED_JOBS, SAVED_LOGINS = "RD02/*/jobs", "RD02/*/logins"


@dataclass(frozen=True)
class SqlSteps:
    """`lists_lack`: by the name of a generated list, what could not be read for it."""

    sources: Sources
    plan: Plan
    survivors: Survivors
    lists_lack: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        restoring = RestoreSteps(self.sources, self.plan)
        ways = OtherWays(self.sources, self.plan)
        yield from InstanceSteps(self.sources, self.plan).steps()
        yield self.logins()
        yield from ways.log_shipping()
        yield restoring.fetch()
        yield restoring.restore()
        yield from ways.availability()
        yield self.jobs()

    def saved(self, pattern: str) -> Answer[tuple[str, ...]]:
        """Scripts that the scan saw, and that survive."""
        found = self.survivors.relied_on(self.sources.passing(pattern))
        return Answer(tuple(f"Saved script: {one}" for one in found.value), found.missing)

    def logins(self) -> Step:
        scripts = tuple(beside("logins", one.name) for one in self.plan.scripts)
        saved = self.saved(SAVED_LOGINS)
        return Step(
            title="Create the logins",
            row="R01",
            who=SYSADMIN,
            where=self.plan.destinations,
            actions=(
                Action("Run the saved login script of each server: SQL logins need their SID and "
                       "password hash, which nobody but a sysadmin of the old server could read."),
                Action("Without one, create the Windows logins from the generated script, and the "
                       f"SQL logins by hand with the SID of {LOGINS}."),
            ),
            expected=f"Every login of {LOGINS} exists at the destination with the same SID.",
            evidence=saved.value,
            missing=(*self.lists_lack.get(LOGINS, ()), *saved.missing),
            files=(LOGINS, *scripts),
            checks=("LS09", SAVED_LOGINS),
            reference=MOVE_LOGINS,
        )  # fmt: skip

    def jobs(self) -> Step:
        saved = self.saved(SAVED_JOBS)
        return Step(
            title="Create the SQL Server Agent jobs, BizTalk's own disabled",
            row="R01",
            who=SYSADMIN,
            where=self.plan.destinations,
            actions=(
                Action("Run the saved scripts of the jobs, or restore msdb."),
                *(
                    Action(f"At once, disable BizTalk's own on {one.to.instance}:",
                           sqlcmd(one.to.instance, beside("disable_jobs", one.name)))
                    for one in self.plan.scripts
                ),
            ),
            expected=f"Every job of {JOBS} exists; those of BizTalk stay disabled until the last "
            "phase.",
            evidence=saved.value,
            missing=(*self.lists_lack.get(JOBS, ()), *saved.missing),
            files=(JOBS, *(beside("disable_jobs", one.name) for one in self.plan.scripts)),
            checks=(SAVED_JOBS,),
            reference=LEARN + "database-structure-and-jobs",
        )  # fmt: skip
