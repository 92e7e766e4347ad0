"""Where a file server is found, and as whom."""

import pytest

from scanner.transport.share_door import SmbDoor


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", ("FILE01", 4450)),
        ("10.0.0.7", ("10.0.0.7", 4450)),
        ("10.0.0.7:445", ("10.0.0.7", 445)),
        ("10.0.0.7,445", ("10.0.0.7", 445)),
        ("fe80::7", ("fe80::7", 4450)),
    ],
)
def test_an_address_stands_for_the_server(address: str, expected: tuple[str, int]) -> None:
    assert SmbDoor(port=4450, address=address).endpoint("FILE01") == expected


def test_the_account_carries_its_domain() -> None:
    assert SmbDoor("svc", domain="CORP").account == r"CORP\svc"
    assert SmbDoor("svc@corp.example").account == "svc@corp.example"


def test_secrets_are_not_in_its_repr() -> None:
    assert "geheim" not in repr(SmbDoor("svc", "geheim"))
