"""Which driver, and what it is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from scanner.errors import MissingProgram
from scanner.transport.failure import TransportFailure
from scanner.transport.sql_driver import (
    Endpoint,
    Family,
    SqlDoor,
    choose_driver,
    connection_string,
    freetds_conf,
    quoted,
    refuse_what_cannot_verify,
)

MS18 = "ODBC Driver 18 for SQL Server"
MS17 = "ODBC Driver 17 for SQL Server"
DOOR = SqlDoor("SQL01", "10.0.0.5,1444", username="svc", password="p")


def no_wheel() -> str | None:
    return None


def test_the_best_installed_driver_is_taken() -> None:
    assert choose_driver("", ["FreeTDS", MS17, MS18]) == MS18
    assert choose_driver("", ["FreeTDS", MS17]) == MS17
    assert choose_driver("", ["FreeTDS"], lambda: "/x/libmsodbcsql-18.so") == (
        "/x/libmsodbcsql-18.so"
    )
    assert choose_driver("", ["FreeTDS"], no_wheel) == "FreeTDS"


def test_the_configured_driver_is_taken_or_missed() -> None:
    assert choose_driver("FreeTDS", ["FreeTDS", MS18]) == "FreeTDS"
    with pytest.raises(MissingProgram, match="'Nope' is not installed") as missing:
        choose_driver("Nope", ["FreeTDS"])
    assert "FreeTDS" in missing.value.hint


def test_a_driver_file_may_be_configured(tmp_path: Path) -> None:
    library = tmp_path / "libmsodbcsql-18.6.so"
    library.touch()
    assert choose_driver(str(library), []) == str(library)


def test_without_any_driver_the_message_says_what_to_install() -> None:
    with pytest.raises(MissingProgram) as missing:
        choose_driver("", ["SQLite3"], no_wheel)
    assert "tdsodbc" in missing.value.hint
    assert "SQLite3" in missing.value.hint


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("SQL01", Endpoint("SQL01", 1433)),
        ("10.0.0.5,1444", Endpoint("10.0.0.5", 1444)),
        ("10.0.0.5:1444", Endpoint("10.0.0.5", 1444)),
        ("tcp:sql01.corp.example,1444", Endpoint("sql01.corp.example", 1444)),
        ("[fe80::1]:1444", Endpoint("fe80::1", 1444)),
        ("SQL01\\BTS", Endpoint("SQL01", None, "BTS")),
        ("SQL01\\MSSQLSERVER", Endpoint("SQL01", 1433)),
        ("SQL01\\BTS,1444", Endpoint("SQL01", 1444)),
        (".", Endpoint("127.0.0.1", 1433)),
    ],
)
def test_addresses_are_read(address: str, expected: Endpoint) -> None:
    assert Endpoint.parse(address) == expected


@pytest.mark.parametrize("address", ["", "a,b", "SQL01;UID=x", "a b", "a\nport = 1", "a,1,2", "[x"])
def test_an_address_cannot_carry_anything_else(address: str) -> None:
    with pytest.raises(TransportFailure):
        Endpoint.parse(address)


def test_values_cannot_end_early_with_microsoft_s_driver() -> None:
    door = replace(DOOR, password="a}b;TrustServerCertificate=yes")
    said = connection_string(door, MS18)
    assert "PWD={a}}b;TrustServerCertificate=yes}" in said
    assert "SERVER={tcp:10.0.0.5,1444}" in said
    assert "TrustServerCertificate={no}" in said
    assert "HostNameInCertificate={SQL01}" in said


def test_driver_17_is_not_told_a_name_it_does_not_know_how_to_compare() -> None:
    assert "HostNameInCertificate" not in connection_string(DOOR, MS17)


def test_freetds_takes_a_value_up_to_the_first_brace_and_semicolon() -> None:
    said = connection_string(replace(DOOR, password="a}b;c"), "FreeTDS")
    assert "PWD={a}b;c};" in said
    assert not said.endswith("}")
    for password in ("a};UID=x", "ends in }"):
        with pytest.raises(TransportFailure, match="FreeTDS cannot be given") as refused:
            connection_string(replace(DOOR, password=password), "FreeTDS")
        assert password not in str(refused.value)


def test_control_characters_are_refused() -> None:
    with pytest.raises(TransportFailure, match="control character"):
        connection_string(replace(DOOR, password="a\nb"), MS18)


def test_the_windows_identity_needs_no_password() -> None:
    said = connection_string(replace(DOOR, integrated=True), MS18)
    assert "Trusted_Connection={yes}" in said
    assert "PWD" not in said


def test_trust_must_be_asked_for_aloud() -> None:
    trusting = replace(DOOR, trust_server_certificate=True)
    assert "TrustServerCertificate={yes}" in connection_string(trusting, MS18)
    assert not trusting.verifies
    assert DOOR.verifies


def test_a_driver_that_cannot_verify_is_refused_unless_the_estate_trusts() -> None:
    with pytest.raises(TransportFailure, match="cannot make the driver"):
        refuse_what_cannot_verify(DOOR, "SQL Server")
    refuse_what_cannot_verify(replace(DOOR, trust_server_certificate=True), "SQL Server")
    refuse_what_cannot_verify(DOOR, MS18)
    refuse_what_cannot_verify(DOOR, "FreeTDS")
    with pytest.raises(TransportFailure, match="address as host,port"):
        refuse_what_cannot_verify(SqlDoor("SQL01\\BTS"), "FreeTDS")


def test_freetds_gets_the_one_certificate_to_accept(tmp_path: Path) -> None:
    conf = freetds_conf(DOOR, tmp_path / "server.pem")
    assert "host = 10.0.0.5\n" in conf
    assert "port = 1444\n" in conf
    assert "encryption = require\n" in conf
    assert f"ca file = {tmp_path / 'server.pem'}\n" in conf


def test_families_are_told_apart_by_name_or_file() -> None:
    assert Family.of("/x/libmsodbcsql-18.6.so.2.1") is Family.MICROSOFT
    assert Family.of("/usr/lib/libtdsodbc.so") is Family.FREETDS
    assert Family.of("SQL Server") is Family.UNKNOWN


def test_secrets_are_not_in_the_door_s_repr() -> None:
    assert "geheim" not in repr(replace(DOOR, password="geheim"))


def test_names_are_quoted_or_refused() -> None:
    assert quoted("BizTalkMgmtDb") == "[BizTalkMgmtDb]"
    assert quoted("a]; DROP DATABASE x; --") == "[a]]; DROP DATABASE x; --]"
    for name in ("", "a\nb", "x" * 129):
        with pytest.raises(TransportFailure):
            quoted(name)
