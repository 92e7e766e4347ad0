"""Where the backup job must be; and a management database that is not there."""

import pytest

from scanner.model.check import MissingEvidence
from scanner.model.evidence import GapReason
from scanner.recovery.backup_job import job_instances
from tests import make


def test_beside_the_management_database() -> None:
    facts = make.facts(make.sql("SQL01", make.database(make.MANAGEMENT.name)))
    assert job_instances(facts) == (facts.management,)


def test_a_mistyped_management_database_says_nothing_of_the_group() -> None:
    facts = make.facts(make.sql("SQL01", make.database("Other")))
    with pytest.raises(MissingEvidence) as missing:
        job_instances(facts)
    assert missing.value.gap.reason is GapReason.WRONG_TARGET
    assert make.MANAGEMENT.name in missing.value.gap.detail
