"""Where the group has a standby or an availability group: the documented way beside the scripts."""

from collections.abc import Iterator
from dataclasses import dataclass

from scanner.model.runbook import Action, Step
from scanner.recovery.phrases import listed
from scanner.runbook.plan import Plan
from scanner.runbook.rights import LEARN, SYSADMIN
from scanner.runbook.sources import Sources


@dataclass(frozen=True)
class OtherWays:
    sources: Sources
    plan: Plan

    def log_shipping(self) -> Iterator[Step]:
        """Microsoft's own way; it knows only the sets that the destination imported."""
        destinations = self.sources.facts.group.log_shipping.destinations
        if not destinations:
            return
        yield Step(
            title="Or let BizTalk log shipping finish, instead of fetching and restoring",
            row="R01",
            who=SYSADMIN,
            where=destinations,
            actions=(
                Action("Whichever way you go, first disable 'BTS Log Shipping - Get Backup "
                       "History' and 'BTS Log Shipping - Restore Databases' on each destination."),
                Action("Choose one way for all databases. For this one every log set but the most "
                       "recent must be restored, on every destination up to the same one."),
                Action("Start the job 'BTS Log Shipping - Restore To Mark' at step 1, on each."),
                Action("Then strike the steps that fetch and restore. The job brings BizTalk's own "
                       "jobs along: see that they stay disabled."),
            ),
            expected="The job ends with Success on each; all databases are at one mark.",
            checks=(
                *("LS02", "LS03", "LS04", "LS05", "LS07", "LS08", "LS10", "LS11", "LS12"),
                "DB05",
            ),
            reference=LEARN + "how-to-restore-your-databases",
        )  # fmt: skip

    def availability(self) -> Iterator[Step]:
        shared = sorted(
            key[1] for key, log in self.plan.history.recorded.items() if len(log.targets) > 1
        )
        if not shared:
            return
        yield Step(
            title="Bring the databases back into their availability groups",
            row="R01",
            who=SYSADMIN,
            where=("every replica",),
            actions=(
                Action("Create the availability groups and their listeners under the old names, "
                       "with DTC support, and join the restored databases to them."),
                Action("Create jobs and logins on every replica; they are not replicated."),
            ),
            expected="Each listener answers, and the replicas are synchronised.",
            evidence=(f"Were in an availability group: {listed(shared)}",),
            checks=("AG01", "AG02", "AG03", "AG04", "AG05"),
            reference=LEARN + "high-availability-using-sql-server-always-on-availability-groups",
        )  # fmt: skip
