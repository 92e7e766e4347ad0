"""Why a whole target, or one reading of it, could not be had."""

from collections.abc import Sequence

from scanner.model.evidence import GapReason, Row


class TransportFailure(Exception):
    """Becomes a gap. `detail` is safe to print; `partial` holds the rows read before it."""

    def __init__(self, reason: GapReason, detail: str, partial: Sequence[Row] = ()) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.partial = tuple(partial)
