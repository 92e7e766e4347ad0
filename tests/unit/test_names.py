"""When two spellings mean the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.model.names import folder_name, host_name, server_name, unc_server


@pytest.mark.parametrize(
    ("spelled", "one"),
    [
        ("sql01", "SQL01"),
        ("SQL01.corp.example\\bts", "SQL01\\BTS"),
        ("sql01.corp.example,1433", "SQL01,1433"),
        ("10.0.0.5", "10.0.0.5"),
        ("(local)\\bts", "SQL09\\BTS"),
        ("localhost", "SQL09"),
        ("listener.corp.example", "SQL07"),
    ],
)
def test_servers(spelled: str, one: str) -> None:
    assert server_name(spelled, {"LISTENER": "sql07.corp.example"}, "SQL09\\OTHER") == one


@given(st.text("aB.1\\,", max_size=12))
def test_one_spelling_is_its_own(server: str) -> None:
    once = server_name(server, {}, "SQL09")
    assert server_name(once, {}, "SQL09") == once


def test_hosts_are_their_first_label() -> None:
    assert host_name("sso01.corp.example") == host_name("SSO01") == "SSO01"
    assert host_name("10.0.0.6") == "10.0.0.6"


@pytest.mark.parametrize(
    ("spelled", "one"),
    [
        ("\\\\file01\\Backup\\", "\\\\FILE01\\Backup"),
        ("//file01/Backup", "\\\\FILE01\\Backup"),
        ("E:\\Backup\\", "E:\\Backup"),
        ("E:\\", "E:\\"),
        ("E:", "E:\\"),
    ],
)
def test_folders(spelled: str, one: str) -> None:
    assert folder_name(spelled) == one
    assert folder_name(one) == one


def test_the_server_of_a_unc_is_a_host() -> None:
    assert unc_server("\\\\file01.corp.example\\Backup\\x") == "FILE01"
