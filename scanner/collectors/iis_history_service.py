"""The service that keeps the automatic history of IIS's configuration."""

from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, only, optional_flag
from scanner.facts.iis import HistoryService
from scanner.model.collector import Denied, HostCollector, HostTask, Question
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

SERVICE = "iis_history_service/service"
SESSION = "iis_history_service/session"
RUNNING = "Running"  # the value map of Win32_Service, in every language of Windows


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.host(SESSION), questions.service(SERVICE, "AppHostSvc")]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[HistoryService]:
    session = only(answers.to(SESSION, rows))
    found = [row for row in rows if filled(row, "question") == SERVICE]
    if found:
        row = only(found)
        state, start = filled(row, "State"), filled(row, "StartMode")
        return [HistoryService(installed=True, running=state == RUNNING, start_mode=start)]
    if not optional_flag(session, "is_admin"):
        raise Denied("the service is not shown to us, and only an administrator sees them all")
    return [HistoryService(installed=False, running=False, start_mode="")]


COLLECTOR = HostCollector(
    "iis_history_service",
    HistoryService,
    frozenset({HostRole.PORTAL}),
    first,
    interpret,
    rights="local administrator, or the right to query services granted",
)
