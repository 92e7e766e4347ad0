"""SQL Server Agent: jobs, the steps that matter, schedules, history, what runs now (msdb)."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class AgentJob:
    """msdb.dbo.sysjobs, every job of the instance, without its commands.

    `has_server` is False when sysjobservers has no row for it: such a job never runs.
    """

    job_id: str
    name: str
    enabled: bool
    has_server: bool
    start_step: int
    modified: datetime


@dataclass(frozen=True)
class JobStep:
    """A step of a BizTalk backup or log shipping job; secrets redacted.

    `command` and `database` are empty where msdb has NULL.
    `on_success`, `on_failure`: 1 quit with success, 2 quit with failure, 3 next step, 4 go to.
    """

    job_id: str
    number: int
    name: str
    subsystem: str
    command: str
    database: str
    on_success: int
    on_failure: int


@dataclass(frozen=True)
class JobSchedule:
    """sysjobschedules joined with sysschedules, raw codes; times as seconds after midnight."""

    job_id: str
    name: str
    enabled: bool
    freq_type: int
    freq_interval: int
    subday_type: int
    subday_interval: int
    recurrence_factor: int
    start_date: int
    end_date: int
    start_second: int
    end_second: int


@dataclass(frozen=True)
class JobRun:
    """sysjobhistory; step 0 is the outcome of the whole job. Order by `instance_id`, not by time.

    `status`: 0 failed, 1 succeeded, 2 retry, 3 cancelled, 4 in progress. `started` is converted
    from server local time with the offset in force at collection.
    """

    job_id: str
    instance_id: int
    step: int
    status: int
    started: datetime
    duration: timedelta
    message: str


@dataclass(frozen=True)
class JobActivity:
    """sysjobactivity of the latest Agent session only."""

    job_id: str
    started: datetime | None
    stopped: datetime | None

    @property
    def is_running(self) -> bool:
        return self.started is not None and self.stopped is None
