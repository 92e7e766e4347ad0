"""A job purges the tracking database, so that it stays small enough to be backed up.

Why it matters
--------------
The tracking database only grows until the DTA Purge and Archive job is configured; BizTalk ships it
disabled. A tracking database of hundreds of gigabytes makes full backups miss their window, fills
the backup destination and makes every restore last for hours.

What is read
------------
The Agent jobs on the server of the tracking database whose steps call
dtasp_BackupAndPurgeTrackingDatabase or dtasp_PurgeTrackingDatabase: commented out or not, enabled,
bound to a server, on an enabled schedule, with a folder in place of the shipped placeholder.
Purging without archiving is taken as a choice. Whether the purge keeps up is not measured.

How to fix
----------
Give the step of the DTA Purge and Archive job its hours, days and folder, then enable the job.

Reference: How to Configure the DTA Purge and Archive Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-dta-purge-and-archive-job
"""

from collections.abc import Iterable, Iterator

from scanner.facts.agent_jobs import AgentJob, JobSchedule
from scanner.facts.backup_surroundings import TrackingStep
from scanner.facts.topology import BizTalkGroup, DatabaseRef
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, not_applicable, passes
from scanner.model.status import Severity
from scanner.recovery.tsql import Kind, Token, UnreadableStep, tokens

PURGES = ("dtasp_backupandpurgetrackingdatabase", "dtasp_purgetrackingdatabase")


def _tracking(facts: Facts) -> Iterable[Subject[DatabaseRef]] | Verdict:
    group = facts.one(BizTalkGroup, facts.management)
    if group.tracking is None:
        return not_applicable("The group names no tracking database.", group)
    on = facts.sql(group.tracking.server)
    return [Subject(f"{on.name}/{group.tracking.name}", group.tracking, on)]


@check(
    id="BC13",
    title="The tracking purge is configured",
    rows=("B04",),
    severity=Severity.MEDIUM,
    needs=(AgentJob, BizTalkGroup, JobSchedule, TrackingStep),
    subjects=_tracking,
)
def tracking_purge_is_configured(
    subject: Subject[DatabaseRef], facts: Facts, _limits: NoLimits
) -> Verdict:
    database, on = subject.about, facts.sql(subject.about.server)
    name = f"{database.name} on {on.name}"
    fix = f"Configure and enable the DTA Purge and Archive job of {name}."
    steps = {one: _code(one) for one in facts.rows(TrackingStep, on)}
    purging = {one.job_id: code for one, code in steps.items() if _purges(code)}
    jobs = [one for one in facts.rows(AgentJob, on) if one.job_id in purging]
    if not jobs:
        said = "no step that purges it, or only one that is commented out"
        return fails(f"The Agent of {name} has {said}.", *steps, fix=fix)
    scheduled = {one.job_id for one in facts.rows(JobSchedule, on) if one.enabled}
    wrong = {one: list(_flaws(one, scheduled, purging[one.job_id])) for one in jobs}
    good = next((job for job, flaws in wrong.items() if not flaws), None)
    if good:
        return passes(f"Job '{good.name}' purges {name}.", good)
    flaws = "; ".join(f"'{job.name}' {' and '.join(said)}" for job, said in wrong.items())
    return fails(f"Nothing purges {name}: job {flaws}.", *jobs, fix=fix)


def _code(step: TrackingStep) -> tuple[Token, ...]:
    """Without comments; empty where the text is no T-SQL that can be read."""
    try:
        return tuple(one for one in tokens(step.command) if one.kind is not Kind.COMMENT)
    except UnreadableStep:
        return ()


def _purges(code: Iterable[Token]) -> bool:
    return any(one.kind is Kind.NAME and one.text.casefold() in PURGES for one in code)


def _flaws(job: AgentJob, scheduled: set[str], code: Iterable[Token]) -> Iterator[str]:
    if not job.enabled:
        yield "is disabled"
    if not job.has_server:
        yield "is bound to no server"
    if job.job_id not in scheduled:
        yield "has no enabled schedule"
    if any(one.kind is Kind.STRING and one.text.startswith("<") for one in code):
        yield "still has a placeholder for its folder"
