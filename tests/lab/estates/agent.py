"""SQL Server Agent as data: jobs with steps, schedules and runs, and the rows of msdb they make."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import NAMESPACE_DNS, UUID, uuid5

from tests.lab.estates.company import DNS_DOMAIN
from tests.lab.estates.times import date_code, local, span_code, time_code
from tests.lab.tds.description import Row, Tables

QUIT_OK, QUIT_FAILED, NEXT = 1, 2, 3
FAILED, SUCCEEDED = 0, 1
DAILY, MINUTES, ONCE_A_DAY = 4, 4, 1
CRASHED_SESSION, LATEST_SESSION = 41, 42
FIRST_INSTANCE = 918_000
RUNS_KEPT = 16  # Agent keeps 100 rows a job unless told otherwise
GERMAN = {
    SUCCEEDED: "Der Auftrag war erfolgreich. Der Auftrag wurde von Zeitplan 8 aufgerufen.",
    FAILED: "Fehler bei der Auftragsausführung. Der zuletzt ausgeführte Schritt war Schritt 2.",
}


@dataclass
class Step:
    name: str
    command: str
    database: str = "master"
    subsystem: str = "TSQL"
    on_success: int = NEXT
    on_failure: int = QUIT_FAILED


@dataclass
class Schedule:
    name: str
    enabled: bool = True
    freq_type: int = DAILY
    freq_interval: int = 1
    subday_type: int = MINUTES
    subday_interval: int = 15
    start_time: int = 0
    end_time: int = 235959


@dataclass
class Run:
    """One execution; `status` is its end. `message` stands in the place of Agent's own."""

    started: datetime
    duration: timedelta
    status: int = SUCCEEDED
    message: str = ""


@dataclass
class Job:
    """A job of one instance; `running_since` while it runs."""

    name: str
    steps: list[Step]
    schedules: list[Schedule] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    enabled: bool = True
    has_server: bool = True
    running_since: datetime | None = None
    notify_level: int = 2
    twin: int = 0
    owner_sid: bytes = b"\x01"

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE_DNS, f"{self.name}.{self.twin}.{DNS_DOMAIN}")


@dataclass
class Agent:
    """The service and its jobs."""

    jobs: list[Job]
    modified: datetime
    status: int = 4
    startup_type: int = 2
    account: str = r"ALPENFRACHT\svc-sqlagent"
    engine: str = r"ALPENFRACHT\svc-sqlengine"

    def job(self, beginning: str) -> Job:
        return next(one for one in self.jobs if one.name.startswith(beginning))


def services(agent: Agent) -> list[Row]:
    """sys.dm_server_services with the names that a German installation shows."""
    binaries = r"C:\Program Files\Microsoft SQL Server\MSSQL15.MSSQLSERVER\MSSQL\Binn"
    engine = {
        "servicename": "SQL Server-Datenbankmodul (MSSQLSERVER)",
        "startup_type": 2,
        "status": 4,
        "service_account": agent.engine,
        "filename": rf'"{binaries}\sqlservr.exe" -sMSSQLSERVER',
        "is_clustered": "N",
    }
    own = {
        "servicename": "SQL Server-Agent (MSSQLSERVER)",
        "startup_type": agent.startup_type,
        "status": agent.status,
        "service_account": agent.account,
        "filename": rf'"{binaries}\SQLAGENT.EXE" -i MSSQLSERVER',
        "is_clustered": "N",
    }
    return [engine, own]


def msdb_tables(agent: Agent) -> Tables:
    jobs = agent.jobs
    return {
        "dbo.sysjobs": [_job(one, agent.modified) for one in jobs],
        "dbo.sysjobservers": [_server(one) for one in jobs if one.has_server],
        "dbo.sysjobsteps": [row for one in jobs for row in _steps(one)],
        "dbo.sysschedules": [row for row, _ in _schedules(jobs)],
        "dbo.sysjobschedules": [link for _, link in _schedules(jobs)],
        "dbo.sysjobhistory": _history(jobs),
        "dbo.sysoperators": _operators(),
        "dbo.syssessions": [
            {"session_id": number, "agent_start_date": local(agent.modified)}
            for number in (CRASHED_SESSION, LATEST_SESSION)
        ],
        "dbo.sysjobactivity": [row for one in jobs for row in _activity(one, agent.modified)],
    }


def _job(job: Job, modified: datetime) -> Row:
    return {
        "job_id": job.id,
        "name": job.name,
        "enabled": int(job.enabled),
        "start_step_id": 1,
        "owner_sid": job.owner_sid,
        "notify_level_email": job.notify_level,
        "notify_email_operator_id": 1,
        "date_created": local(modified),
        "date_modified": local(modified),
    }


def _operators() -> list[Row]:
    address = f"biztalk-betrieb@{DNS_DOMAIN}"
    return [{"id": 1, "name": "BizTalk-Betrieb", "enabled": 1, "email_address": address}]


def _server(job: Job) -> Row:
    last = job.runs[-1] if job.runs else None
    return {
        "job_id": job.id,
        "server_id": 0,
        "last_run_outcome": last.status if last else 5,
        "last_outcome_message": GERMAN[last.status] if last else None,
        "last_run_date": date_code(last.started) if last else 0,
        "last_run_time": time_code(last.started) if last else 0,
        "last_run_duration": span_code(last.duration) if last else 0,
    }


def _steps(job: Job) -> Iterable[Row]:
    for number, step in enumerate(job.steps, 1):
        yield {
            "job_id": job.id,
            "step_id": number,
            "step_name": step.name,
            "subsystem": step.subsystem,
            "command": step.command,
            "database_name": step.database,
            "on_success_action": step.on_success,
            "on_fail_action": step.on_failure,
        }


def _schedules(jobs: Iterable[Job]) -> list[tuple[Row, Row]]:
    pairs = [(job, one) for job in jobs for one in job.schedules]
    return [_schedule(number, job, one) for number, (job, one) in enumerate(pairs, 8)]


def _schedule(number: int, job: Job, one: Schedule) -> tuple[Row, Row]:
    row = {
        "schedule_id": number,
        "name": one.name,
        "enabled": int(one.enabled),
        "freq_type": one.freq_type,
        "freq_interval": one.freq_interval,
        "freq_subday_type": one.subday_type,
        "freq_subday_interval": one.subday_interval,
        "active_start_date": 20_031_110,
        "active_end_date": 99_991_231,
        "active_start_time": one.start_time,
        "active_end_time": one.end_time,
    }
    return row, {"schedule_id": number, "job_id": job.id}


def _history(jobs: Iterable[Job]) -> list[Row]:
    """In the order of time; the number of the row is the only order that Agent promises."""
    runs = [(run, job) for job in jobs for run in job.runs[-RUNS_KEPT:]]
    runs.sort(key=lambda pair: pair[0].started)
    rows = [row for run, job in runs for row in _run(run, job)]
    return [{"instance_id": FIRST_INSTANCE + n, **row} for n, row in enumerate(rows)]


def _run(run: Run, job: Job) -> Iterable[Row]:
    """A failed run ends with its second step, as the backup job is told to."""
    reached = job.steps if run.status == SUCCEEDED else job.steps[:2]
    outcome = (0, "(Auftragsergebnis)")
    for number, name in (*enumerate((one.name for one in reached), 1), outcome):
        is_last = number in (0, len(reached))
        status = run.status if is_last else SUCCEEDED
        yield {
            "job_id": job.id,
            "step_id": number,
            "step_name": name,
            "message": run.message or GERMAN[status],
            "run_status": status,
            "run_date": date_code(run.started),
            "run_time": time_code(run.started),
            "run_duration": span_code(run.duration),
        }


def _activity(job: Job, since: datetime) -> Iterable[Row]:
    """An Agent that once crashed left a row that never ends; only the latest session counts."""
    began = {"job_id": job.id, "session_id": CRASHED_SESSION}
    yield {**began, "start_execution_date": local(since), "stop_execution_date": None}
    last = job.runs[-1] if job.runs else None
    started = job.running_since or (last.started if last else None)
    stopped = last.started + last.duration if last and not job.running_since else None
    yield {
        "job_id": job.id,
        "session_id": LATEST_SESSION,
        "start_execution_date": local(started) if started else None,
        "stop_execution_date": local(stopped) if stopped else None,
    }
