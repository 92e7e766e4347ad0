"""Rights on folders over the wire: what impacket wrote as bytes is read as it was described."""

from collections.abc import Iterator

import pytest

from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure
from scanner.transport.security_descriptor import rights
from scanner.transport.share_smb import SmbDoor, SmbShares
from tests.lab.smb.description import LabFile, LabShare
from tests.lab.smb.descriptor import descriptor
from tests.lab.smb.server import SmbServer
from tests.lab.winrm.description import SYSTEM, LabRight

PASSWORD = "Br1efkasten!"
USERS, EVERYBODY = "S-1-5-32-545", "S-1-1-0"
OPEN = (
    LabRight(USERS, 0x116, allow=False, inherited=False),
    LabRight(EVERYBODY, 0x1200A9, inherited=False),
    LabRight("S-1-3-0", 0x10000000, inherit_only=True),
    LabRight(SYSTEM),
)
SHARE = LabShare(
    "Backup", {"PROD/a.bak": LabFile(7), "closed/b.bak": LabFile(1)}, rights={"PROD/": OPEN}
)
TOLD = [
    {"sid": USERS, "mask": 0x116, "allow": False, "inherited": False},
    {"sid": EVERYBODY, "mask": 0x1200A9, "allow": True, "inherited": False},
    {"sid": SYSTEM, "mask": 0x1F01FF, "allow": True, "inherited": True},
]


@pytest.fixture
def server() -> Iterator[SmbServer]:
    with SmbServer([SHARE], {"svc-audit": PASSWORD}) as running:
        yield running


@pytest.fixture
def shares(server: SmbServer) -> Iterator[SmbShares]:
    where = f"127.0.0.1:{server.port}"
    with SmbShares(SmbDoor("svc-audit", PASSWORD, "LAB", address=where, credential="a")) as opened:
        yield opened


def test_rights_are_told_in_their_order_without_those_for_children(shares: SmbShares) -> None:
    (row,) = shares.rights(r"\\FILE01\Backup\PROD")
    assert row["rights"] == TOLD
    assert (row["path"], row["owner"]) == (r"\\FILE01\Backup\PROD", None)


def test_one_logon_serves_listing_and_rights(shares: SmbShares, server: SmbServer) -> None:
    shares.list(r"\\FILE01\Backup\PROD")
    shares.rights(r"\\FILE01\Backup\PROD")
    assert server.log.logons == [("svc-audit", True)]


def test_a_folder_that_is_not_there_is_an_answer(shares: SmbShares) -> None:
    (row,) = shares.rights(r"\\FILE01\Backup\NIX")
    assert row == {"path": r"\\FILE01\Backup\NIX", "exists": False}


def test_what_may_not_be_read_is_a_gap(shares: SmbShares, server: SmbServer) -> None:
    server.faults.secretive = True
    with pytest.raises(TransportFailure) as refusal:
        shares.rights(r"\\FILE01\Backup\PROD")
    assert refusal.value.reason is GapReason.DENIED
    assert shares.list(r"\\FILE01\Backup\PROD")


def test_no_list_means_that_everybody_may_do_everything() -> None:
    without = bytearray(descriptor(OPEN))
    without[16:20] = bytes(4)
    assert rights(bytes(without)) == [
        {"sid": EVERYBODY, "mask": 0x1F01FF, "allow": True, "inherited": False}
    ]


def test_an_empty_list_is_nobody() -> None:
    assert rights(descriptor(())) == []


@pytest.mark.parametrize("length", range(0, len(descriptor(OPEN)), 7))
def test_half_a_descriptor_is_a_gap(length: int) -> None:
    with pytest.raises(TransportFailure) as refusal:
        rights(descriptor(OPEN)[:length])
    assert refusal.value.reason is GapReason.UNPARSABLE


def test_an_unknown_kind_of_entry_is_a_gap() -> None:
    strange = bytearray(descriptor(OPEN))
    strange[28] = 0x05
    with pytest.raises(TransportFailure):
        rights(bytes(strange))
