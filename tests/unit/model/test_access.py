"""How one target is reached: overrides, addresses, full names, aliases."""

from dataclasses import replace

import pytest

from scanner.model.access import Address, address, spelled, sql_access, windows_access
from scanner.model.estate import DeclaredHost, Group, HostRole, SqlAccess, WindowsAccess
from scanner.model.evidence import TargetKind

OWN = SqlAccess("audit")
TRUSTED = SqlAccess("audit", trust_server_certificate=True)
GROUP = Group("P", "sql01.corp.example", "BizTalkMgmtDb", OWN)


def test_sql_override_is_found_in_any_spelling() -> None:
    group = replace(GROUP, sql_overrides={"SQL02.corp.example": TRUSTED})
    assert sql_access(group, "sql02") is TRUSTED
    assert sql_access(group, "SQL01") is OWN
    assert sql_access(group, "SQL02\\INST") is OWN


def test_sql_override_is_found_through_an_alias() -> None:
    group = replace(GROUP, sql_overrides={"LISTENER": TRUSTED}, aliases={"LISTENER": "SQL02"})
    assert sql_access(group, "SQL02") is TRUSTED


def test_windows_override() -> None:
    own, other = WindowsAccess("audit"), WindowsAccess("audit", "http", 5985)
    group = replace(GROUP, windows=own, windows_overrides={"bts02": other})
    assert windows_access(group, "BTS02") is other
    assert windows_access(group, "BTS01") is own
    assert windows_access(GROUP, "BTS01") is None


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        (TargetKind.SQL, "SQL01", Address("10.0.0.5", 1444)),
        (TargetKind.HOST, "SQL01", Address("10.0.0.5")),
        (TargetKind.SHARE, "SQL01", Address("10.0.0.9", 4450)),
        (TargetKind.HOST, "BTS01", Address("10.0.0.6", 5999)),
        (TargetKind.SQL, "BTS01", Address("10.0.0.6")),
        (TargetKind.HOST, "BTS09", None),
        (TargetKind.HOST, "V6", Address("::1", 5986)),
    ],
)
def test_address(kind: TargetKind, name: str, expected: Address | None) -> None:
    said = {
        "SQL01": "10.0.0.5,1444",
        "share:SQL01": "10.0.0.9:4450",
        "bts01.corp.example": "10.0.0.6:5999",
        "V6": "[::1]:5986",
    }
    assert address(replace(GROUP, addresses=said), kind, name) == expected


def test_declared_full_name_is_kept() -> None:
    host = DeclaredHost("sso01.corp.example", (HostRole.SECRET_SERVER,))
    group = replace(GROUP, hosts=(host,))
    assert spelled(group, TargetKind.SQL, "SQL01") == "sql01.corp.example"
    assert spelled(group, TargetKind.HOST, "SSO01") == "sso01.corp.example"
    assert spelled(group, TargetKind.HOST, "BTS01") == "BTS01"
