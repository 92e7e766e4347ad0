"""Whether IIS takes its configuration from elsewhere, so that its backups do not hold it."""

from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import only
from scanner.facts.iis import SharedConfiguration
from scanner.model.collector import HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

FILE = "%windir%\\System32\\inetsrv\\config\\redirection.config"
SELECT = questions.element(
    "redirection", "configuration/configurationRedirection", ["enabled", "path"]
)


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.xml("iis_redirection/file", FILE, [SELECT])]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[SharedConfiguration]:
    found = answers.elements(rows)
    if found is None and answers.exists(rows):
        raise Unparsable("redirection.config is not well-formed")
    return [redirection(only(found)) if found else SharedConfiguration(False, "")]


def redirection(row: Row) -> SharedConfiguration:
    """IIS itself takes an attribute, or a file, that is not there for false."""
    settings = answers.attributes(row)
    enabled = settings.get("enabled", "false").lower()
    if enabled not in ("true", "false"):
        raise Unparsable("attribute enabled: true or false expected")
    return SharedConfiguration(enabled == "true", settings.get("path", ""))


COLLECTOR = HostCollector(
    "iis_redirection",
    SharedConfiguration,
    frozenset({HostRole.PORTAL}),
    first,
    interpret,
    rights="local administrator: inetsrv\\config is closed to others",
)
