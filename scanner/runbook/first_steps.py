"""Before anything is touched: who leads, what is lost for good, what must be at hand, all stop."""

from collections.abc import Iterator
from dataclasses import dataclass

from scanner.model.runbook import Action, Step
from scanner.runbook.plan import Plan
from scanner.runbook.rights import BIZTALK_ADMIN, LEADER, LEARN
from scanner.runbook.sources import Answer, Sources

REST = "Know what else the scan found wrong"


@dataclass(frozen=True)
class FirstSteps:
    """`plan` None: the databases are not restored. `left` are BizTalk servers that still run."""

    sources: Sources
    plan: Plan | None
    left: Answer[tuple[str, ...]]

    def steps(self) -> Iterator[Step]:
        yield self.decide()
        yield self.escrow()
        yield self.rest()
        if self.left.value or self.left.missing:
            yield self.stop()

    def decide(self) -> Step:
        lost = Action("Tell the owners of connected systems: what was exchanged after the mark is "
                      "lost here, and may come twice.")  # fmt: skip
        if self.plan is None:
            return Step(
                title="Decide to replace the server, and write down when",
                row="",
                who=LEADER,
                where=("at the desk",),
                actions=(Action("Note the time, who decides, and which server is given up."),),
                expected="One person leads; everybody knows that the old server stays off.",
                checks=("DR01",),
                reference=LEARN + "disaster-recovery-for-computers-running-biztalk-server",
            )
        return Step(
            title="Decide to restore, and write down when",
            row="",
            who=LEADER,
            where=("at the desk",),
            actions=(
                Action("Note the time, who decides, and that BizTalk stays stopped until the end."),
                lost,
            ),
            expected="One person leads; everybody knows the mark and what is lost after it.",
            evidence=(self.plan.goal,) if self.plan.point else (),
            missing=() if self.plan.point else ("A mark that can be restored to",),
            checks=("DR01", "RD01", "RC02", "RC05"),
            reference=LEARN + "backing-up-and-restoring-biztalk-server",
        )

    def escrow(self) -> Step:
        return Step(
            title="Have the secrets of the restore at hand",
            row="R03",
            who=LEADER,
            where=("at the safe",),
            actions=(
                Action("The password of the master secret backup, not only its reminder."),
                Action("Account and password of the Enterprise SSO service."),
                Action("Accounts and passwords of all BizTalk services and application pools."),
                Action("Passwords of private keys: of encryption certificates, and of those that "
                       "ports and hosts use."),
            ),
            expected="Each is in somebody's hands. None of them goes into a file or a mail.",
            checks=("ES01", "ES02", "ES03", "ES04"),
        )  # fmt: skip

    def rest(self) -> Step:
        """Filled with what the run found wrong and no step of this restore asks for."""
        return Step(
            title=REST,
            row="",
            who=LEADER,
            where=("at the desk",),
            actions=(Action("Read what follows: no other step of this runbook says it."),),
            expected="Whoever leads knows what this restore cannot rely on.",
        )

    def stop(self) -> Step:
        return Step(
            title="Stop BizTalk Server everywhere",
            row="",
            who=BIZTALK_ADMIN,
            where=self.left.value or ("every BizTalk server that still runs",),
            actions=(
                Action("Stop every host instance:", "Get-Service 'BTSSvc$*' | Stop-Service -Force"),
                Action("Stop the Rule Engine Update Service and Enterprise SSO:",
                       "net stop ruleengineupdateservice\nnet stop entsso"),
                Action("Stop the web sites and application pools of BizTalk in IIS Manager."),
            ),
            expected="No service of BizTalk runs on any of these servers.",
            evidence=tuple(f"adm_Server names {one}" for one in self.left.value),
            missing=self.left.missing,
            reference=LEARN + "how-to-start-stop-pause-resume-or-restart-biztalk-server-services",
        )  # fmt: skip
