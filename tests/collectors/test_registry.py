"""The list of collectors."""

from dataclasses import replace

import pytest

from scanner.collectors.registry import COLLECTORS, collector_of, found, unique
from scanner.facts.agent_jobs import AgentJob
from scanner.facts.backup_files import StoredFile
from scanner.model.evidence import TargetKind


def test_order_is_fixed() -> None:
    assert [collector.name for collector in COLLECTORS] == sorted(c.name for c in COLLECTORS)
    assert found() == COLLECTORS


def test_fact_and_kind_name_one_collector() -> None:
    assert collector_of(StoredFile, TargetKind.HOST).name == "files_on_hosts"
    assert collector_of(StoredFile, TargetKind.SHARE).name == "files_on_shares"
    assert all(collector_of(one.fact, one.kind) is one for one in COLLECTORS)


def test_unknown_fact_is_refused() -> None:
    with pytest.raises(LookupError, match="AgentJob of a host"):
        collector_of(AgentJob, TargetKind.HOST)


def test_second_collector_of_a_fact_is_refused() -> None:
    twin = replace(COLLECTORS[0], name="twin")
    with pytest.raises(ValueError, match=f"{COLLECTORS[0].name} and twin"):
        unique([*COLLECTORS, twin])
