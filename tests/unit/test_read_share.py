"""What is asked about one folder: the listing first, and a disk that does not tell its space."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from scanner.collectors import files_on_shares, space_on_shares
from scanner.model.evidence import Clock, GapReason, Target, TargetKind
from scanner.plan import ShareTask
from scanner.sessions import read_share
from scanner.transport.doors import Answer, HostReader, ShareReader, SqlReader
from scanner.transport.failure import TransportFailure

FOLDER = Target(TargetKind.SHARE, r"\\FILE01\backup")
TASKS = [ShareTask(FOLDER, one.COLLECTOR) for one in (space_on_shares, files_on_shares)]
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)


@dataclass
class Doors:
    """A file server that refuses some questions."""

    refuses: str = ""
    asked: list[str] = field(default_factory=list)
    driver: str = "by hand"
    account: str = "svc"
    clock: Clock | None = None

    def list(self, folder: str, _depth: int) -> Answer:
        return self._answer("files", folder)

    def space(self, folder: str) -> Answer:
        return self._answer("space", folder)

    def _answer(self, question: str, folder: str) -> Answer:
        self.asked.append(question)
        if question == self.refuses:
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


def gaps(doors: Doors) -> tuple[bool, dict[str, bool]]:
    contact, readings = read_share(FOLDER, TASKS, doors, lambda: NOW)
    return bool(contact.gap), {one.collector: bool(one.gap) for one in readings}


def test_the_listing_comes_first() -> None:
    doors = Doors()
    assert gaps(doors) == (False, {"files_on_shares": False, "space_on_shares": False})
    assert doors.asked == ["files", "space"]


def test_a_disk_that_does_not_tell_leaves_the_listing_alone() -> None:
    assert gaps(Doors("space")) == (False, {"files_on_shares": False, "space_on_shares": True})


def test_a_folder_that_cannot_be_listed_is_not_asked_further() -> None:
    doors = Doors("files")
    assert gaps(doors) == (True, {"files_on_shares": True, "space_on_shares": True})
    assert doors.asked == ["files"]


def test_evidence_says_what_was_asked() -> None:
    _, readings = read_share(FOLDER, TASKS, Doors(), lambda: NOW)
    assert [one.asked[0].text for one in readings] == [
        rf"list {FOLDER.name} to depth 2",
        rf"free space of {FOLDER.name}",
    ]
