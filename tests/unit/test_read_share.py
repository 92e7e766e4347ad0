"""What is asked about one folder: each question by itself."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import ModuleType

import pytest

from scanner.collectors import (
    drill_results,
    files_on_shares,
    rights_on_shares,
    space_on_shares,
)
from scanner.model.evidence import Clock, GapReason, Target, TargetKind
from scanner.plan import ShareWork
from scanner.sessions import read_share
from scanner.transport.doors import Answer, HostReader, ShareReader, SqlReader
from scanner.transport.failure import TransportFailure

FOLDER = Target(TargetKind.SHARE, r"\\FILE01\backup")
COLLECTORS = (files_on_shares, rights_on_shares, space_on_shares, drill_results)
QUESTIONS = ("files", "rights", "space", "records")
WORK = ShareWork(FOLDER, tuple(one.COLLECTOR for one in COLLECTORS))
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)


@dataclass
class Doors:
    """A file server that refuses some questions."""

    refuses: tuple[str, ...] = ()
    asked: list[str] = field(default_factory=list)
    driver: str = "by hand"
    account: str = "svc"
    clock: Clock | None = None

    def list(self, folder: str, _depth: int) -> Answer:
        return self._answer("files", folder)

    def rights(self, folder: str) -> Answer:
        return self._answer("rights", folder)

    def space(self, folder: str) -> Answer:
        return self._answer("space", folder)

    def records(self, folder: str, fields: tuple[str, ...]) -> Answer:
        assert fields == drill_results.FIELDS
        return self._answer("records", folder)

    def _answer(self, question: str, folder: str) -> Answer:
        self.asked.append(question)
        if question in self.refuses:
            raise TransportFailure(GapReason.DENIED, "refused")
        return Answer(({"path": folder},))

    def share(self, target: Target) -> ShareReader:
        return self

    def sql(self, target: Target) -> SqlReader:
        raise NotImplementedError

    def host(self, target: Target) -> HostReader:
        raise NotImplementedError

    def close(self) -> None:
        pass


def gaps(doors: Doors) -> tuple[bool, list[str]]:
    """Whether the folder counts as not met, and what was not answered of it."""
    contact, readings = read_share(WORK, doors, lambda: NOW)
    return bool(contact.gap), [one.collector for one in readings if one.gap]


def test_every_question_is_asked_of_one_folder() -> None:
    doors = Doors()
    assert gaps(doors) == (False, [])
    assert doors.asked == [*QUESTIONS]


@pytest.mark.parametrize(("question", "asker"), list(zip(QUESTIONS, COLLECTORS, strict=True)))
def test_one_question_refused_leaves_the_others_alone(question: str, asker: ModuleType) -> None:
    assert gaps(Doors((question,))) == (False, [asker.COLLECTOR.name])


def test_a_folder_that_answers_nothing_was_not_met() -> None:
    met, unanswered = gaps(Doors(QUESTIONS))
    assert met
    assert len(unanswered) == len(QUESTIONS)


def test_evidence_says_what_was_asked() -> None:
    _, readings = read_share(WORK, Doors(), lambda: NOW)
    assert [one.asked[0].text for one in readings] == [
        rf"list {FOLDER.name} to depth 2",
        rf"read the rights on {FOLDER.name}",
        rf"read the free space of {FOLDER.name}",
        rf"read the newest .csv or .json file of {FOLDER.name}, and keep of each record "
        + ", ".join(drill_results.FIELDS),
    ]
