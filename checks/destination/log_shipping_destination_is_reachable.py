"""The log shipping destination answers, and its jobs are as they must be.

Why it matters
--------------
BizTalk's log shipping restores every log set on a second SQL Server, so that the group can be
brought up there within minutes. A destination that nobody can reach, or whose jobs stand still,
is noticed on the day it is needed. The job Restore To Mark ends the restoring; run too early, it
makes the destination useless.

What is read
------------
Each destination that the estate declares: whether the SQL Server answers, whether it has the tables
of log shipping in master, whether its Agent runs and starts by itself, and the three jobs. Get
Backup History and Restore Databases must be enabled and scheduled, Restore To Mark must be there
without an enabled schedule, under any of the spellings that BizTalk versions use.

How to fix
----------
Declare the destination under `log_shipping` in the estate file. Configure it with
LogShipping_Destination_Schema.sql, LogShipping_Destination_Logic.sql and
bts_ConfigureBizTalkLogShipping, enable the first two jobs, and leave Restore To Mark without a
schedule.

Reference: How to Configure the Destination System for Log Shipping, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-destination-system-for-log-shipping
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checks.backup_job.sql_agent_is_running import AUTOMATIC
from checks.destination.restored_sets import lacking_tables
from checks.destination.shipping_jobs import Role, problems, role_of
from checks.wording import listed
from scanner.facts.agent_jobs import AgentJob, JobSchedule
from scanner.facts.instances import AgentService, Instance
from scanner.facts.log_shipping import LogShippingTable
from scanner.model.check import Facts, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity

FIX = "Set up log shipping to a second SQL Server, and declare it under log_shipping in the estate."


@dataclass(frozen=True)
class Limits:
    """Whether an Agent that must be started by hand is accepted."""

    must_start_by_itself: bool = True


def _destinations(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    declared = facts.group.log_shipping
    if declared.none:
        return fails("The estate declares that there is no log shipping destination.", fix=FIX)
    if not declared.destinations:
        return _undeclared(facts)
    targets = dict.fromkeys(facts.sql(name) for name in declared.destinations)
    return [Subject(target.name, target, target) for target in targets]


def _undeclared(facts: Facts) -> Verdict:
    found = [one for target in facts.targets(AgentJob) for one in _shipping(facts, target)]
    if not found:
        sentence = "The estate declares no log shipping destination, and none was found."
        return fails(sentence, fix=FIX)
    servers = listed(dict.fromkeys(target.name for target, _ in found))
    return fails(
        f"Log shipping jobs are on {servers}, but the estate declares no destination.",
        *(job for _, job in found),
        fix=f"If {servers} is the destination, declare it under log_shipping in the estate.",
    )


def _shipping(facts: Facts, on: Target) -> Iterator[tuple[Target, AgentJob]]:
    yield from ((on, job) for job in facts.rows(AgentJob, on) if role_of(job.name))


@check(
    id="LS01",
    title="The log shipping destination is reachable",
    rows=("B05", "R01"),
    severity=Severity.HIGH,
    needs=(AgentJob, AgentService, Instance, JobSchedule, LogShippingTable),
    subjects=_destinations,
    limits=Limits,
)
def log_shipping_destination_is_reachable(
    subject: Subject[Target], facts: Facts, limits: Limits
) -> Verdict:
    on = subject.about
    answers = facts.one(Instance, on)
    agent = facts.one(AgentService, on)
    schedules = facts.rows(JobSchedule, on)
    jobs = [job for _, job in _shipping(facts, on)]
    wrong = [f"the table {name} is missing" for name in lacking_tables(facts, on)]
    wrong += _agent(agent, limits)
    for role in Role:
        mine = [job for job in jobs if role_of(job.name) is role]
        wrong += problems(role, mine, schedules)
    if wrong:
        return fails(
            f"{on.name} answers, but {listed(wrong, 6)}.",
            *jobs,
            agent,
            fix=f"Correct the log shipping on {on.name}: {listed(wrong, 6)}.",
        )
    return passes(
        f"{on.name} answers, and its three log shipping jobs are as they must be.", answers, *jobs
    )


def _agent(agent: AgentService, limits: Limits) -> list[str]:
    if not agent.running:
        return ["SQL Server Agent does not run"]
    by_itself = agent.startup_type == AUTOMATIC or agent.is_clustered
    if limits.must_start_by_itself and not by_itself:
        return ["SQL Server Agent will stay stopped after the next restart"]
    return []
