"""BC05."""

import pytest

from checks.job_configuration.backup_path_is_off_the_server import (
    backup_path_is_off_the_server as check,
)
from scanner.facts.instances import Instance
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, surroundings


def judge(path: str, *facts: object, **limits: bool) -> Verdict:
    steps = (make.full_step(path), make.log_step(path))
    return surroundings.with_job(check, *steps, *facts, **limits)


@pytest.mark.parametrize("path", [make.BACKUPS, "https://store/backups", r"\\SQL011\backup"])
def test_pass_off_the_server(path: str) -> None:
    assert judge(path).status is Status.PASS


@pytest.mark.parametrize(
    "path",
    [
        r"D:\backup",
        r"\\SQL01\backup",
        r"\\sql01.corp.example\d$",
        r"\\localhost\b",
        r"\\127.0.0.1\b",
    ],
)
def test_fail_on_the_server(path: str) -> None:
    verdict = judge(path)
    assert verdict.status is Status.FAIL
    assert path in verdict.message


def test_fail_on_the_machine_below_a_clustered_name() -> None:
    steps = (make.full_step(r"\\NODE1\b"), make.log_step(r"\\NODE1\b"))
    plain = (make.database(), make.instance(machine="NODE1"), make.agent_job())
    held = make.sql("SQL01", *plain, make.backup_database(), make.compression_step(), *steps)
    assert make.verdict(check, make.facts(held)).status is Status.FAIL


@pytest.mark.parametrize("server", ["LISTENER", "listener.corp.example", "10.0.0.7", "FILE01"])
def test_fail_under_another_name_of_the_server(server: str) -> None:
    """FILE01 is none of them."""
    group = make.group(aliases={"LISTENER": "SQL01"}, addresses={"sql:SQL01": "10.0.0.7,1433"})
    path = rf"\\{server}\b"
    steps = (make.full_step(path), make.log_step(path))
    plain = (make.database(), make.instance(), make.agent_job(), make.backup_database())
    facts = make.facts(make.sql("SQL01", *plain, *steps), group=group)
    is_other = server == "FILE01"
    assert make.verdict(check, facts).status is (Status.PASS if is_other else Status.FAIL)


def test_fail_local_with_several_servers_whatever_the_limit() -> None:
    path, box = r"D:\b", DatabaseRef(r"SQL02\BTS", "BizTalkMsgBoxDb")
    steps = (make.full_step(path), make.log_step(path))
    plain = (make.database(), make.instance(), make.agent_job(), make.backup_database())
    here = make.sql("SQL01", *plain, make.backup_database(box), *steps)
    there = make.sql(r"SQL02\BTS", make.instance(name=r"SQL02\BTS", machine="SQL02"))
    verdict = make.verdict(check, make.facts(here, there), local_on_one_server=True)
    assert verdict.status is Status.FAIL
    assert "2 servers" in verdict.message


def test_fail_when_there_is_no_job() -> None:
    assert surroundings.without_job(check).status is Status.FAIL


@pytest.mark.parametrize(("allowed", "status"), [(False, Status.FAIL), (True, Status.PASS)])
def test_boundary_local_where_one_server_is_allowed_to(allowed: bool, status: Status) -> None:
    assert judge(r"D:\b", local_on_one_server=allowed).status is status


def test_gap_in_the_instances_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        surroundings.with_gap(check, Instance)
