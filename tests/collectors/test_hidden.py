"""Rows that were hidden from us are never taken for rows that are not there."""

from typing import Any

import pytest

from scanner.collectors import (
    availability_dtc,
    availability_listeners,
    availability_replicas,
    backup_encryption,
    database_encryption,
    database_families,
    database_files,
    database_users,
    databases,
    job_databases,
    log_shipping_tables,
    master_certificates,
    recovery_states,
    secret_keys,
    server_logins,
    sql_credentials,
    sso_event_log,
    sso_events,
    sso_service,
    volume_space,
)
from scanner.facts.master_secret import EventLog, SecretKey, SsoService
from scanner.model.collector import Denied, Unparsable
from tests.collectors.recording import CLOCK, recording

CATALOGUE = {
    "databases": databases,
    "database_files": database_files,
    "log_shipping_tables": log_shipping_tables,
    "recovery_states": recovery_states,
    "availability_dtc": availability_dtc,
    "availability_listeners": availability_listeners,
    "availability_replicas": availability_replicas,
    "backup_encryption": backup_encryption,
    "database_encryption": database_encryption,
    "database_families": database_families,
    "master_certificates": master_certificates,
    "job_databases": job_databases,
    "sql_credentials": sql_credentials,
    "server_logins": server_logins,
    "database_users": database_users,
    "volume_space": volume_space,
}


@pytest.mark.parametrize("name", CATALOGUE)
@pytest.mark.parametrize("proof", [0, None])
def test_catalogue_that_hides_rows_is_denied(name: str, proof: int | None) -> None:
    rows = [{**row, "sees_all": proof} for row in recording(name).rows[:1]]
    with pytest.raises(Denied):
        list(CATALOGUE[name].interpret(rows, CLOCK))


@pytest.mark.parametrize("name", CATALOGUE)
def test_catalogue_that_hides_every_row_is_denied(name: str) -> None:
    row: dict[str, Any] = dict.fromkeys(recording(name).rows[0])
    with pytest.raises(Denied):
        list(CATALOGUE[name].interpret([{**row, "sees_all": 0}], CLOCK))


def test_destination_without_tables_is_an_answer() -> None:
    row: dict[str, Any] = {"sees_all": 1, "table_name": None, "column_name": None}
    assert list(log_shipping_tables.interpret([row], CLOCK)) == []


def session(is_admin: bool | None) -> dict[str, Any]:
    return {**recording("sso_service").rows[0], "is_admin": is_admin}


def test_administrator_sees_that_a_service_is_not_there() -> None:
    found = sso_service.interpret([session(True)], CLOCK)
    assert list(found) == [SsoService(installed=False, running=False, start_mode="", account="")]


@pytest.mark.parametrize("is_admin", [False, None])
def test_others_cannot_tell_that_a_service_is_not_there(is_admin: bool | None) -> None:
    with pytest.raises(Denied):
        sso_service.interpret([session(is_admin)], CLOCK)


def test_stopped_service() -> None:
    first, second = recording("sso_service").rows
    found = sso_service.interpret([first, {**second, "State": "Stopped"}], CLOCK)
    assert [service.running for service in found] == [False]


@pytest.mark.parametrize("subkeys", [None, []])
def test_host_that_holds_no_secret_says_so(subkeys: list[str] | None) -> None:
    view: dict[str, Any] = {
        "question": "secret_keys/subkeys",
        "exists": subkeys is not None,
        "subkeys": subkeys,
    }
    rows = [{**view, "view": "64"}, {**view, "view": "32"}]
    assert list(secret_keys.interpret(rows, CLOCK)) == [SecretKey(None)]


def test_either_registry_view_must_answer() -> None:
    with pytest.raises(Unparsable):
        secret_keys.interpret(recording("secret_keys").rows[:1], CLOCK)


def test_log_without_events_is_an_answer() -> None:
    assert list(sso_events.interpret(recording("sso_events").rows[:1], CLOCK)) == []


def test_empty_log_reaches_nowhere() -> None:
    row = {**recording("sso_event_log").rows[0], "oldest": None, "newest": None}
    assert list(sso_event_log.interpret([row], CLOCK)) == [EventLog("Application", None, None)]


@pytest.mark.parametrize("collector", [sso_events, sso_event_log])
def test_windows_without_its_log_is_unparsable(collector: Any) -> None:
    row = {**recording(collector.COLLECTOR.name).rows[0], "exists": False}
    with pytest.raises(Unparsable):
        list(collector.interpret([row], CLOCK))
