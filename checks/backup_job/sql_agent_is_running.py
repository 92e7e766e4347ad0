"""SQL Server Agent runs, and starts by itself.

Why it matters
--------------
The backup job runs in SQL Server Agent. While the Agent is stopped nothing is backed up, nothing
fails and nobody is told. An Agent that is started by hand stays stopped after the next restart of
the server.

What is read
------------
The Agent's state and start type in sys.dm_server_services of the server that holds the management
database and of its replicas. On a failover cluster the cluster starts the Agent, so that its start
type is not judged.

How to fix
----------
Start the service SQL Server Agent in SQL Server Configuration Manager and set its start mode to
Automatic.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.backup_job.jobs import NEEDS
from scanner.facts.instances import AgentService
from scanner.model.check import Facts, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.backup_job import job_instances

AUTOMATIC = 2


@dataclass(frozen=True)
class Limits:
    """Whether an Agent that must be started by hand is accepted."""

    must_start_by_itself: bool = True


def _instances(facts: Facts) -> Iterator[Subject[Target]]:
    for on in job_instances(facts):
        yield Subject(on.name, on, on)


@check(
    id="BJ05",
    title="SQL Server Agent is running",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=(*NEEDS, AgentService),
    subjects=_instances,
    limits=Limits,
)
def sql_agent_is_running(subject: Subject[Target], facts: Facts, limits: Limits) -> Verdict:
    agent, server = facts.one(AgentService, subject.about), subject.name
    if not agent.running:
        return fails(
            f"SQL Server Agent on {server} does not run, so no job of it runs.",
            agent,
            fix=f"Start SQL Server Agent on {server} and set its start mode to Automatic.",
        )
    by_itself = agent.startup_type == AUTOMATIC or agent.is_clustered
    if limits.must_start_by_itself and not by_itself:
        return fails(
            f"SQL Server Agent on {server} runs, but will stay stopped after the next restart.",
            agent,
            fix=f"Set the start mode of SQL Server Agent on {server} to Automatic.",
        )
    return passes(f"SQL Server Agent on {server} runs.", agent)
