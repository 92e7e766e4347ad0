"""The share transport against the lab's file server, over the wire."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest

from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure
from scanner.transport.logon import LogonGuard, LogonRefused
from scanner.transport.share_smb import SmbDoor, SmbShares
from tests.lab.smb.description import LabFile, LabShare, SmbFaults
from tests.lab.smb.server import SmbServer

WRITTEN = datetime(2026, 11, 20, 5, tzinfo=UTC)
DAY = timedelta(days=1)
RESULT = "#TYPE X\r\n" + "\r\n".join(["Database;Result", *(f"{n};Success" for n in range(9_000))])
PASSWORD = "Br1efkasten!"
SHARES = [
    LabShare(
        "BizTalkBackup",
        {
            r"full\SQL01_a_Full.bak": LabFile(5_000_000_000, WRITTEN),
            r"full\key.bak": LabFile(written=WRITTEN, content=b"key material"),
            "closed/x.bak": LabFile(1, WRITTEN),
            "closed/x.csv": LabFile(written=WRITTEN, content=b"Database\r\nA\r\n"),
            "drills/old.csv": LabFile(written=WRITTEN - DAY, content=b"Database\r\nA\r\n"),
            r"drills\2026\new.csv": LabFile(written=WRITTEN, content=RESULT.encode("utf-16")),
            "large/zeros.json": LabFile(5_000_000_000, WRITTEN),
            "empty/": LabFile(written=WRITTEN),
        },
        denied=frozenset({"closed"}),
        free=5 * 2**30,
        capacity=9 * 2**30,
    ),
    LabShare("Others", users=frozenset({"somebody"})),
]
ROOT = r"\\FILE01\BizTalkBackup"


@pytest.fixture
def server() -> Iterator[SmbServer]:
    with SmbServer(SHARES, {"svc-audit": PASSWORD}) as running:
        yield running


def door(server: SmbServer, password: str = PASSWORD) -> SmbDoor:
    return SmbDoor(
        "svc-audit", password, "LAB", address=f"127.0.0.1:{server.port}", credential="audit-win"
    )


@pytest.fixture
def shares(server: SmbServer) -> Iterator[SmbShares]:
    with SmbShares(door(server)) as opened:
        yield opened


def failure(shares: SmbShares, unc: str, seconds: float = 30) -> TransportFailure:
    with pytest.raises(TransportFailure) as raised:
        shares.list(unc, seconds=seconds)
    return raised.value


def test_names_sizes_and_times_are_listed(shares: SmbShares) -> None:
    folder, *files = shares.list(rf"{ROOT}\full")
    assert (folder["path"], folder["exists"], folder["directory"]) == (rf"{ROOT}\full", True, True)
    found = {row["name"]: (row["size"], row["written"]) for row in files}
    assert found == {
        "SQL01_a_Full.bak": (5_000_000_000, "2026-11-20T05:00:00.0000000Z"),
        "key.bak": (12, "2026-11-20T05:00:00.0000000Z"),
    }


def test_content_is_read_only_when_a_hash_is_asked_for(
    shares: SmbShares, server: SmbServer
) -> None:
    assert shares.list(rf"{ROOT}\full", "key*")[1]["sha256"] is None
    assert r"BizTalkBackup\full\key.bak" not in server.log.opened
    hashed = shares.list(rf"{ROOT}\full", "key*", hashes=True)[1]
    assert hashed["sha256"] == hashlib.sha256(b"key material").hexdigest()


def test_one_connection_and_one_logon_serve_all_folders(
    shares: SmbShares, server: SmbServer
) -> None:
    for path in (ROOT, rf"{ROOT}\full", rf"{ROOT}\empty"):
        shares.list(path)
    assert server.log.connections == 1
    assert server.log.logons == [("svc-audit", True)]


def test_an_empty_folder_is_one_row(shares: SmbShares) -> None:
    assert len(shares.list(rf"{ROOT}\empty")) == 1


@pytest.mark.parametrize("unc", [rf"{ROOT}\nowhere", rf"{ROOT}\full\no.bak", r"\\FILE01\NoShare\x"])
def test_what_does_not_exist_is_an_answer(shares: SmbShares, unc: str) -> None:
    assert shares.list(unc) == ({"path": unc, "exists": False},)


@pytest.mark.parametrize("unc", [rf"{ROOT}\closed", r"\\FILE01\Others"])
def test_what_may_not_be_read_is_a_gap_and_does_not_retire_the_credential(
    shares: SmbShares, unc: str
) -> None:
    assert failure(shares, unc).reason is GapReason.DENIED
    assert shares.list(rf"{ROOT}\full")


def test_free_space_is_that_of_the_folders_disk(shares: SmbShares) -> None:
    told = shares.space(rf"{ROOT}\full\\")
    path = rf"{ROOT}\full"
    assert told == {"path": path, "exists": True, "free": 5 * 2**30, "capacity": 9 * 2**30}


@pytest.mark.parametrize("unc", [rf"{ROOT}\nowhere", r"\\FILE01\NoShare\x"])
def test_what_does_not_exist_has_no_space(shares: SmbShares, unc: str) -> None:
    assert shares.space(unc) == {"path": unc, "exists": False, "free": None, "capacity": None}


@pytest.mark.parametrize("unc", [rf"{ROOT}\closed", r"\\FILE01\Others"])
def test_space_that_may_not_be_read_is_a_gap(shares: SmbShares, unc: str) -> None:
    with pytest.raises(TransportFailure) as raised:
        shares.space(unc)
    assert raised.value.reason is GapReason.DENIED
    assert shares.space(ROOT)["exists"]


def test_records_of_the_newest_file_are_read_over_the_wire(
    shares: SmbShares, server: SmbServer
) -> None:
    """It is larger than what one request reads."""
    rows = shares.records(rf"{ROOT}\drills", ("Database", "Result"))
    content = RESULT.encode("utf-16")
    assert len(content) > 2 * 65_536
    assert [row["Database"] for row in rows] == [str(number) for number in range(9_000)]
    assert rows[-1] == {
        "path": rf"{ROOT}\drills\2026\new.csv",
        "exists": True,
        "written": "2026-11-20T05:00:00.0000000Z",
        "sha256": hashlib.sha256(content).hexdigest(),
        "Database": "8999",
        "Result": "Success",
    }
    assert r"BizTalkBackup\drills\old.csv" not in server.log.opened


@pytest.mark.parametrize("path", [rf"{ROOT}\full", rf"{ROOT}\nowhere", r"\\FILE01\NoShare\x"])
def test_a_folder_without_records_says_so(shares: SmbShares, path: str) -> None:
    assert shares.records(path, ("Database",)) == ({"path": path, "exists": False},)


@pytest.mark.parametrize(
    ("path", "fields", "reason"),
    [
        ("closed", ("Database",), GapReason.DENIED),
        ("large", ("Database",), GapReason.UNSUPPORTED),
        ("drills", ("Server",), GapReason.UNPARSABLE),
    ],
)
def test_records_that_cannot_be_had_are_a_gap(
    shares: SmbShares, path: str, fields: tuple[str, ...], reason: GapReason
) -> None:
    with pytest.raises(TransportFailure) as raised:
        shares.records(rf"{ROOT}\{path}", fields)
    assert raised.value.reason is reason
    assert shares.list(rf"{ROOT}\full")


def test_rows_before_a_denied_folder_are_kept(shares: SmbShares) -> None:
    with pytest.raises(TransportFailure) as raised:
        shares.list(ROOT, depth=2)
    assert raised.value.reason is GapReason.DENIED
    assert raised.value.partial[0]["path"] == ROOT


def test_a_wrong_password_is_sent_once(server: SmbServer) -> None:
    guard = LogonGuard()
    with SmbShares(door(server, "wrong"), guard) as shares:
        assert isinstance(failure(shares, ROOT), LogonRefused)
        again = failure(shares, ROOT)
    assert "audit-win" in again.detail
    assert "wrong" not in again.detail
    assert server.log.logons == [("svc-audit", False)]
    assert guard.retired("audit-win") == "FILE01"


def test_an_unsigned_answer_is_not_believed(shares: SmbShares, server: SmbServer) -> None:
    server.faults.unsigned = True
    assert failure(shares, ROOT).reason is GapReason.UNREACHABLE


def test_a_session_as_guest_is_not_taken() -> None:
    with SmbServer(SHARES, {}) as letting_anybody_in, SmbShares(door(letting_anybody_in)) as shares:
        assert failure(shares, ROOT).reason is GapReason.UNREACHABLE
        assert not letting_anybody_in.log.shares


@pytest.mark.parametrize("fault", ["blackhole", "frozen"])
def test_a_silent_server_costs_its_deadline_once(
    shares: SmbShares, server: SmbServer, fault: str
) -> None:
    setattr(server.faults, fault, True)
    started = monotonic()
    assert failure(shares, ROOT, seconds=0.2).reason is GapReason.TIMED_OUT
    assert failure(shares, rf"{ROOT}\full").reason is GapReason.TIMED_OUT
    assert monotonic() - started < 1


def test_a_closed_port_is_unreachable() -> None:
    with (
        SmbServer(SHARES, {}, faults=SmbFaults(refuse=True)) as closed,
        SmbShares(door(closed)) as shares,
    ):
        assert failure(shares, ROOT).reason is GapReason.UNREACHABLE


def test_faults_of_a_share_count_at_once(server: SmbServer) -> None:
    server.faults.denied = frozenset({"BIZTALKBACKUP"})
    with SmbShares(door(server)) as shares:
        assert failure(shares, ROOT).reason is GapReason.DENIED
    server.faults = SmbFaults(missing=frozenset({"BIZTALKBACKUP"}))
    with SmbShares(door(server)) as shares:
        assert shares.list(ROOT) == ({"path": ROOT, "exists": False},)


def test_the_server_s_own_time_is_known_once_it_was_met(shares: SmbShares) -> None:
    assert shares.clock(ROOT) is None
    shares.list(rf"{ROOT}\empty")
    clock = shares.clock(ROOT)
    assert clock is not None
    assert abs(clock.skew) < timedelta(seconds=5)
