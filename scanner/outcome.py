"""The verdicts of a scan as one exit status."""

from collections.abc import Iterable

from scanner.errors import ExitStatus
from scanner.model.run import Run
from scanner.model.status import GroupVerdict

STATUS_OF = {
    GroupVerdict.READY: ExitStatus.READY,
    GroupVerdict.READY_WITH_EXCEPTIONS: ExitStatus.READY,
    GroupVerdict.NOT_READY: ExitStatus.NOT_READY,
    GroupVerdict.INCOMPLETE: ExitStatus.INCOMPLETE,
}
WORST_FIRST = (ExitStatus.NOT_READY, ExitStatus.INCOMPLETE, ExitStatus.READY)


def exit_status(runs: Iterable[Run]) -> ExitStatus:
    """The worst of several groups: not ready beats incomplete."""
    seen = {STATUS_OF[run.verdict] for run in runs}
    return next(status for status in WORST_FIRST if status in seen)
