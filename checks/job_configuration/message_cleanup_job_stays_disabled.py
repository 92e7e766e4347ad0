"""The job that another job starts, MessageBox_Message_Cleanup, is disabled.

Why it matters
--------------
MessageBox_Message_Cleanup is started by MessageBox_Message_ManageRefCountLog, and only by it.
Enabled it runs beside itself and deadlocks in the message box; a well-meant "enable all BizTalk
jobs" after a restore or a failover is how it comes about.

What is read
------------
For every message box of adm_MessageBox: the Agent job of its server whose name begins with
MessageBox_Message_Cleanup_ and goes on with the database's name, and whether it is enabled.

How to fix
----------
Disable that job and leave it without a schedule. Do not delete it: it is needed.

Reference: Database Structure and Jobs, https://learn.microsoft.com/en-us/biztalk/core/database-structure-and-jobs
"""

from collections.abc import Iterator

from scanner.facts.agent_jobs import AgentJob
from scanner.facts.topology import MessageBox
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity

BEGINNING = "MessageBox_Message_Cleanup_"


def _message_boxes(facts: Facts) -> Iterator[Subject[MessageBox]]:
    for one in facts.rows(MessageBox, facts.management):
        on = facts.sql(one.database.server)
        yield Subject(f"{on.name}/{one.database.name}", one, on)


@check(
    id="BC12",
    title="The message cleanup job stays disabled",
    rows=("B04",),
    severity=Severity.MEDIUM,
    needs=(AgentJob, MessageBox),
    subjects=_message_boxes,
)
def message_cleanup_job_stays_disabled(
    subject: Subject[MessageBox], facts: Facts, _limits: NoLimits
) -> Verdict:
    database = subject.about.database
    wanted = f"{BEGINNING}{database.name}".casefold()
    on = facts.sql(database.server)
    found = [one for one in facts.rows(AgentJob, on) if one.name.casefold() == wanted]
    if not found:
        return fails(
            f"{on.name} has no job {BEGINNING}{database.name}: nothing removes delivered messages.",
            subject.about,
            fix=f"Create the jobs of {database.name} on {on.name} anew with BizTalk's scripts.",
        )
    if any(one.enabled for one in found):
        return fails(
            f"Job '{found[0].name}' on {on.name} is enabled; only another job may start it.",
            *found,
            fix=f"Disable the job '{found[0].name}' on {on.name}.",
        )
    return passes(f"Job '{found[0].name}' on {on.name} is disabled, as it must be.", *found)
