"""A scan is a light guest: logons and requests per target are counted."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from scanner.collectors.registry import COLLECTORS
from scanner.model.collector import Place, SqlCollector
from tests.e2e.command import scan
from tests.lab.client import Lab
from tests.lab.estates.company import SQL01
from tests.lab.estates.variants import sound
from tests.lab.peers import Seen

MOST_REQUESTS = 13
DATABASES = 5  # of the backup job, on the instance that holds everything else too


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Seen]:
    folder: Path = tmp_path_factory.mktemp("counts")
    with Lab(sound(), folder) as lab:
        scanned = scan(lab, folder / "out")
        assert scanned.ended.status == 0, scanned.ended.said
        return lab.seen()


def of(seen: Mapping[str, Seen], kind: str) -> dict[str, Seen]:
    return {name: one for name, one in seen.items() if name.startswith(f"{kind}:")}


def test_one_login_an_instance(seen: Mapping[str, Seen]) -> None:
    servers = of(seen, "sql")
    assert {name: (one.logons, one.refused) for name, one in servers.items()} == dict.fromkeys(
        servers, (1, 0)
    )


def test_each_statement_once_or_once_a_database(seen: Mapping[str, Seen]) -> None:
    """The number grows with kinds of fact and with databases, never with checks."""
    mine = [one.place for one in COLLECTORS if isinstance(one, SqlCollector)]
    inside = mine.count(Place.JOB_DATABASES)
    once = len(mine) - inside - mine.count(Place.DESTINATION)
    assert seen[f"sql:{SQL01}"].selects == once + inside * DATABASES


def test_one_logon_and_few_requests_a_host(seen: Mapping[str, Seen]) -> None:
    for name, one in of(seen, "host").items():
        assert (one.logons, one.connections, one.shells) == (1, 1, (1, 1)), name
        assert 0 < one.requests <= MOST_REQUESTS, name
        assert one.violations == (), name


def test_one_logon_a_file_server(seen: Mapping[str, Seen]) -> None:
    for name, one in of(seen, "share").items():
        assert (one.logons, one.refused) == (1, 0), name
