"""What the backup job leans on: its databases, credentials, operators, the tracking purge."""

from dataclasses import dataclass


@dataclass(frozen=True)
class JobDatabase:
    """One database of an instance, as the backup job will meet it.

    `in_log_chain` False: no log backup can be made before the next full one, whatever the recovery
    model is called; None: the database is not open. `missing` names the objects of the backup job
    that are not in it; None where our login does not see its objects.
    """

    name: str
    in_log_chain: bool | None
    missing: tuple[str, ...] | None


@dataclass(frozen=True)
class SqlCredential:
    """sys.credentials, without its secret; for backups the name is that of the container."""

    name: str
    identity: str


@dataclass(frozen=True)
class JobNotification:
    """Whom Agent tells when a job ends; one row a job and way ('email', 'page').

    `level`: 0 never, 1 on success, 2 on failure, 3 always. `operator` is empty where there is none;
    of its address only is known whether it is filled.
    """

    job_id: str
    way: str
    level: int
    operator: str
    operator_enabled: bool
    has_address: bool


@dataclass(frozen=True)
class TrackingStep:
    """A step of an Agent job that names a purge or archive procedure of the tracking database."""

    job_id: str
    number: int
    subsystem: str
    command: str
    database: str
