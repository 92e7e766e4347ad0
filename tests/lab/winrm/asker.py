"""One question being answered: to whom, by which host, and how much of its time is gone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.lab.winrm.description import LabHost, LabUser, touches
from tests.lab.winrm.gap import Gap

Question = Mapping[str, Any]
Row = dict[str, Any]


@dataclass
class Asker:
    host: LabHost
    account: str
    user: LabUser
    question: Question
    seconds_left: float
    spent: float = 0.0

    @property
    def full(self) -> bool:
        return self.host.language_mode == "FullLanguage"

    @property
    def bytes(self) -> int:
        return int(self.question["limits"]["bytes"])

    def touch(self, *places: str) -> None:
        """Reading a place takes its time, and may be denied."""
        if any(touches(mark, *places) for mark in self.user.denied):
            raise Gap("denied")
        self.spent += sum(s for mark, s in self.host.slow.items() if touches(mark, *places))

    def check_time(self) -> None:
        if self.spent > min(self.seconds_left, float(self.question["limits"]["seconds"])):
            raise Gap("timed_out")

    def need_full(self) -> None:
        if not self.full:
            raise Gap("unsupported")


def iso(time: datetime | None) -> str | None:
    """As .NET writes it: seven digits of a second, and Z."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f0Z") if time else None
