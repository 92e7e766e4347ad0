"""The three jobs of a log shipping destination: their spellings and the state they must be in."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from scanner.facts.agent_jobs import AgentJob, JobSchedule


class Role(StrEnum):
    """What a job is there for; the value is how messages call it."""

    HISTORY = "Get Backup History"
    RESTORE = "Restore Databases"
    TO_MARK = "Restore To Mark"


# BizTalk's own pages spell the names in four ways: with or without hyphen, 'Server', plural.
SPELLING = re.compile(
    r"bts(?: server)? log shipping (?:(get backup history)|(restore databases?)|(restore to mark))"
)
BETWEEN_WORDS = re.compile(r"[\s\-–—]+")  # noqa: RUF001 - dashes as people paste them


def role_of(name: str) -> Role | None:
    """None for every other job."""
    found = SPELLING.match(BETWEEN_WORDS.sub(" ", name.strip().casefold()))
    return list(Role)[(found.lastindex or 1) - 1] if found else None


def problems(
    role: Role, jobs: Sequence[AgentJob], schedules: Iterable[JobSchedule]
) -> Iterator[str]:
    """Each as part of a sentence. To Mark is run by hand at a failover, so it has no schedule."""
    if not jobs:
        yield f"the job {role} is missing"
    scheduled = {one.job_id for one in schedules if one.enabled}
    for job in jobs:
        if role is Role.TO_MARK:
            if job.job_id in scheduled:
                yield f"'{job.name}' has an enabled schedule"
            continue
        if not job.enabled:
            yield f"'{job.name}' is disabled"
        if not job.has_server:
            yield f"'{job.name}' is bound to no server"
        if job.job_id not in scheduled:
            yield f"'{job.name}' has no enabled schedule"
