"""BC07."""

import pytest

from checks.job_configuration.backup_url_is_safe import backup_url_is_safe as check
from scanner.facts.backup_surroundings import SqlCredential
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, surroundings

URL = "https://store/backups/"


def judge(path: str, *facts: object) -> Verdict:
    return surroundings.with_job(check, make.full_step(path), make.log_step(path), *facts)


@pytest.mark.parametrize("path", [make.BACKUPS, URL])
def test_pass_with_a_credential_or_without_a_url(path: str) -> None:
    assert judge(path, surroundings.credential()).status is Status.PASS


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("http://store/backups", "without encryption"),
        (f"{URL}?[redacted]", "has a key in the address"),
        ("https://store/other", "no credential"),
    ],
)
def test_fail_says_why(path: str, why: str) -> None:
    verdict = judge(path, surroundings.credential())
    assert verdict.status is Status.FAIL
    assert why in verdict.message
    assert "[redacted]" not in verdict.message


def test_fail_when_there_is_no_job() -> None:
    assert surroundings.without_job(check).status is Status.FAIL


def test_boundary_a_container_whose_name_begins_alike() -> None:
    assert judge(URL, surroundings.credential("https://store/backup")).status is Status.FAIL


def test_gap_in_the_credentials_is_no_verdict() -> None:
    held = make.sql("SQL01", make.database(), make.agent_job(), make.backup_database())
    steps = make.sql("SQL01", make.full_step(URL), make.log_step(URL))
    gap = make.gap(SqlCredential, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(held, steps, gap))
