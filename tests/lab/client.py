"""A running lab as tests and the demo use it."""

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.lab.estates import estate_file
from tests.lab.estates.estate import LabEstate
from tests.lab.peers import Seen
from tests.lab.server import serve

START_SECONDS = 30.0
STOP_SECONDS = 10.0


class Lab:
    """Peers in a process of their own; `estate_file` leads btsready to them.

    `environment` holds the secrets that the estate file names.
    """

    def __init__(self, estate: LabEstate, folder: Path, driver: str = "") -> None:
        self.folder = folder
        self.driver = driver
        self.estate = estate
        self.environment: dict[str, str] = dict(estate.environment)
        self.estate_file = folder / "estate.yaml"
        self._pipe, self._process = _started(estate, folder)
        self._write(self._answer())

    def become(self, estate: LabEstate) -> None:
        """Change every machine and the estate file to what this estate is."""
        self.estate = estate
        self.environment = dict(estate.environment)
        self._pipe.send(("become", estate))
        self._write(self._answer())

    def seen(self) -> dict[str, Seen]:
        """By `sql:NAME`, `host:NAME`, `share:NAME`, since that peer last started."""
        self._pipe.send(("seen",))
        answer: dict[str, Seen] = self._answer()
        return answer

    def close(self) -> None:
        if self._process.is_alive():
            self._pipe.send(("stop",))
            self._process.join(STOP_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def _write(self, addresses: dict[str, str]) -> None:
        estate_file.write(self.estate.settings, addresses, self.folder, self.driver)

    def _answer(self) -> Any:
        if not self._pipe.poll(START_SECONDS):
            raise TimeoutError("the lab does not answer")
        return self._pipe.recv()


def _started(
    estate: LabEstate, folder: Path
) -> "tuple[Connection[Any, Any], multiprocessing.process.BaseProcess]":
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, estate, folder), daemon=True)
    process.start()
    theirs.close()
    return ours, process
