"""What can be wrong with one step of the backup job."""

from collections.abc import Iterator
from dataclasses import dataclass

from scanner.facts.agent_jobs import JobStep
from scanner.model.check import Facts
from scanner.model.names import is_unc, is_url
from scanner.recovery.backup_job import BackupJob, is_replica
from scanner.recovery.job_step import (
    FULL,
    BackupCall,
    Guard,
    calls,
    concerns,
    is_commented_out,
    mentions,
    readable_calls,
)
from scanner.recovery.tsql import UncertainStep, UnreadableStep

FREQUENCIES = frozenset("hdwmy")
LAST_HOUR = 23
LONGEST_MARK = 8  # @MarkName is nvarchar(8)
QUIT_WITH_SUCCESS, QUIT_WITH_FAILURE, NEXT_STEP, GO_TO = 1, 2, 3, 4


@dataclass(frozen=True)
class StepQuestion:
    """One job, and the procedure that one of its steps must call."""

    job: BackupJob
    procedure: str


def step_of(question: StepQuestion, database: str) -> JobStep | None:
    """The step that is about the procedure in that database: a call before a mere mention."""
    mine = (one for one in question.job.steps if concerns(one, database))
    named = [one for one in mine if mentions(one.command, question.procedure)]
    called = (one for one in named if not is_commented_out(one.command, question.procedure))
    return next(called, named[0] if named else None)


def call_of(step: JobStep, procedure: str) -> BackupCall:
    """The call, or why there is none: UnreadableStep when it cannot work, Uncertain otherwise."""
    if step.subsystem.upper() != "TSQL":
        raise UncertainStep(f"it is no T-SQL step but of the subsystem {step.subsystem}")
    if is_commented_out(step.command, procedure):
        raise UnreadableStep(f"its call of {procedure} is commented out")
    found = [one for one in calls(step.command) if one.procedure == procedure]
    if not found:
        raise UncertainStep(f"it names {procedure} but does not call it directly")
    if len(found) > 1:
        raise UnreadableStep(f"it calls {procedure} {len(found)} times")
    if found[0].guard is Guard.OTHER:
        raise UncertainStep(f"its call of {procedure} stands under a condition")
    return found[0]


def flaws(
    call: BackupCall, step: JobStep, question: StepQuestion, facts: Facts, longest_path: int
) -> Iterator[str]:
    """Each as the end of a sentence whose subject is the step."""
    yield from _path_flaws(call.path, longest_path)
    yield from _argument_flaws(call)
    if not _is_reached(question.job, step):
        yield "is never reached from the job's first step"
    if _local_times(question.job) == {False, True}:
        yield "gives another @UseLocalTime than the other backup step"
    if call.guard is Guard.NONE and is_replica(facts, question.job.on):
        yield "does not ask first whether it runs on the primary replica"


def _path_flaws(path: str, longest: int) -> Iterator[str]:
    if not path:
        yield "gives no backup path"
    elif "<" in path or ">" in path:
        yield f"still has the placeholder {path} for its path"
    elif not (is_unc(path) or is_url(path) or path[1:3] in (":\\", ":/")):
        yield f"gives {path}, which is no full path"
    elif len(path) > longest and not is_url(path):
        yield f"gives a path of {len(path)} characters, of which {longest} are used"


def _argument_flaws(call: BackupCall) -> Iterator[str]:
    if not call.mark:
        yield "gives no mark name"
    elif len(call.mark) > LONGEST_MARK:
        yield f"gives the mark name {call.mark}, of which {LONGEST_MARK} characters are used"
    if call.procedure != FULL:
        return
    if call.frequency.casefold() not in FREQUENCIES:
        yield f"gives the frequency '{call.frequency}', which is none of h, d, w, m, y"
    if call.hour is not None and not 0 <= call.hour <= LAST_HOUR:
        yield f"gives the hour {call.hour}, which is read as 0"


def _is_reached(job: BackupJob, wanted: JobStep) -> bool:
    """Along the steps' ways on success; where `go to` leads is not read and taken as good."""
    by_number = {step.number: step for step in job.steps}
    number = job.job.start_step
    while number != wanted.number:
        step = by_number.get(number)
        if step is None or step.on_success in (QUIT_WITH_SUCCESS, QUIT_WITH_FAILURE):
            return False
        if step.on_success == GO_TO:
            return True
        number += 1
    return True


def _local_times(job: BackupJob) -> set[bool]:
    return {call.local_time for step in job.steps for call in readable_calls(step)}
