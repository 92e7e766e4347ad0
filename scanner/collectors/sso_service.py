"""The Enterprise Single Sign-On service of a host."""

from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, only, optional_flag, optional_text
from scanner.facts.master_secret import SsoService
from scanner.model.collector import Denied, HostCollector, HostTask, Question
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

SERVICE = "sso_service/service"
SESSION = "sso_service/session"
RUNNING = "Running"  # the value map of Win32_Service, in every language of Windows


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.host(SESSION), questions.service(SERVICE, "ENTSSO")]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[SsoService]:
    session = only(answers.to(SESSION, rows))
    services = [row for row in rows if filled(row, "question") == SERVICE]
    return [installed(only(services)) if services else absent(session)]


def installed(row: Row) -> SsoService:
    return SsoService(
        installed=True,
        running=filled(row, "State") == RUNNING,
        start_mode=filled(row, "StartMode"),
        account=optional_text(row, "StartName") or "",
    )


def absent(session: Row) -> SsoService:
    """Windows filters services from network logons without rights, so only an administrator
    can tell that one is not there."""
    if not optional_flag(session, "is_admin"):
        raise Denied("the service is not shown to us, and only an administrator sees them all")
    return SsoService(installed=False, running=False, start_mode="", account="")


COLLECTOR = HostCollector(
    "sso_service",
    SsoService,
    frozenset({HostRole.SECRET_SERVER}),
    first,
    interpret,
    rights="local administrator, or the right to query services granted",
)
