"""The run for other programs."""

import json
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from reports import json as report
from reports import view
from scanner.model.run import Run
from tests.reports import sample, sample_recovery
from tests.reports.conftest import Golden


def made(run: Run) -> dict[str, Any]:
    shape: dict[str, Any] = json.loads(report.render(view.of(run, sample.RUN_SHA256)))
    return shape


def test_golden(golden: Golden) -> None:
    golden("neglected.json", report.render(view.of(sample.neglected(), sample.RUN_SHA256)))


def test_the_documentation_names_every_field() -> None:
    words = set(re.findall(r"\w+", report.__doc__ or ""))
    shape = made(sample.neglected())
    assert set(shape) <= words
    for key in ("verdict", "digests", "recovery", "objectives", "collection"):
        assert set(shape[key]) <= words
    recovery = shape["recovery"]
    for part in ("worst", "exposure", "promise", "restore_time"):
        assert set(recovery[part]) <= words
    for part in (recovery["sets"][0], recovery["older"][0], recovery["worst"]["newest"]):
        assert set(part) <= words
    for key in ("rows", "findings", "checks", "readings", "contacts"):
        assert set(shape[key][0]) <= words


def test_it_is_ascii_and_says_text_as_it_was_read() -> None:
    data = report.render(view.of(sample.hostile(), sample.RUN_SHA256))
    assert data.isascii()
    subjects = {finding["subject"] for finding in json.loads(data)["findings"]}
    assert subjects == set(sample.HOSTILE)


@pytest.mark.parametrize(("run", "count"), [(sample.ready_in_part(), 5), (sample.incomplete(), 21)])
def test_the_scope_is_told(run: Run, count: int) -> None:
    assert len(made(run)["verdict"]["scope"]) == count


def test_nothing_is_said_to_be_verified_or_signed() -> None:
    shape = made(sample.neglected())
    assert shape["recovery"]["content_verified"] is False
    assert shape["digests"] == {
        "evidence": sample.neglected().evidence_sha256,
        "run": sample.RUN_SHA256,
        "signed": False,
    }


def test_what_is_not_known_of_the_recovery_is_null() -> None:
    run = replace(sample.neglected(), recovery=sample_recovery.unknown())
    recovery = made(run)["recovery"]
    assert (recovery["worst"], recovery["exposure"]["seconds"]) == (None, None)
    assert "SELECT on backupset was refused" in recovery["missing"]


def test_a_time_of_which_nobody_knows_the_zone_claims_none() -> None:
    found = made(sample.neglected())
    stamps = {
        cited["fields"]["stamp"]
        for one in found["findings"]
        for cited in one["evidence"]
        if "stamp" in cited["fields"]
    }
    assert "2026-11-11T04:45:00" in stamps
    assert all(datetime.fromisoformat(one).tzinfo is None for one in stamps)
