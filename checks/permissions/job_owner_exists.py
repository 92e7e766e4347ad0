"""The owner of the backup job exists and is a sysadmin.

Why it matters
--------------
SQL Server Agent runs the steps of a job with its own rights only when a sysadmin owns the job; else
as the owner, who can rarely back up anything. When the owner's account has been deleted, the job
fails at its next start, often months after the person has left.

What is read
------------
The owner in msdb.dbo.sysjobs, the name that the server finds for it, and the logins of the server
with the members of sysadmin. An owner without a login of its own may come in through a Windows
group, whose members cannot be read: then a person must say. A disabled login may own jobs.

How to fix
----------
Give the job to a sysadmin that does not leave with a person: in the properties of the job choose
another owner, as a rule sa.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from scanner.facts.permissions import JobOwner, ServerLogin
from scanner.model.check import Facts, MissingEvidence, NoLimits, check
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.finding import Verdict, fails, not_checked, passes
from scanner.model.status import Severity


@check(
    id="PE03",
    title="The backup job's owner exists",
    rows=("B02", "B04"),
    severity=Severity.HIGH,
    needs=(*NEEDS, JobOwner, ServerLogin),
    subjects=each_job,
)
def job_owner_exists(subject: JobSubject, facts: Facts, _limits: NoLimits) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    job, on = subject.about.job, subject.about.on
    owner = _owner(facts, on, job.job_id)
    login = next((one for one in facts.rows(ServerLogin, on) if one.sid == owner.sid), None)
    another = f"Give the job '{job.name}' on {on.name} to a sysadmin, as a rule sa."
    if login and login.is_sysadmin:
        return passes(f"{login.name}, a sysadmin of {on.name}, owns '{job.name}'.", owner, login)
    if login:
        said = f"{login.name} owns '{job.name}' and is no sysadmin: its steps run as {login.name}."
        return fails(said, owner, login, fix=another)
    if owner.name is None:
        said = f"Neither {on.name} nor Windows knows the owner of '{job.name}' ({owner.sid})."
        return fails(said, owner, fix=another)
    return not_checked(
        f"{owner.name} owns '{job.name}' without a login of its own on {on.name}.",
        owner,
        settle=f"Say whether a group makes {owner.name} a sysadmin of {on.name}; better: {another}",
    )


def _owner(facts: Facts, on: Target, job_id: str) -> JobOwner:
    for one in facts.rows(JobOwner, on):
        if one.job_id == job_id:
            return one
    gap = Gap(GapReason.UNPARSABLE, "the answer leaves out the owner of a job that is there")
    raise MissingEvidence(gap, f"{on.id}/job_owners")
