"""The published schemas describe what is really written."""

import json
from datetime import timedelta

from scanner import documents, store
from scanner.model.estate import Objectives
from scanner.seal import open_sealed
from tests.evidence import SQL01, evidence, group, pump, reading


def test_every_key_that_evidence_has_on_disk_is_in_its_schema() -> None:
    held = evidence(
        reading(SQL01, pump()), declared=group(objectives=Objectives(rpo=timedelta(hours=1)))
    )
    members = open_sealed("evidence", store.evidence_bytes(held), "f")
    schema = json.loads(documents.schema("evidence"))
    assert set(json.loads(members["evidence.json"])) == set(schema["required"])
    one = schema["$defs"]["Reading"]
    assert set(json.loads(members["readings/0000.json"])) <= set(one["properties"])


def test_durations_are_seconds() -> None:
    objectives = json.loads(documents.schema("run"))["$defs"]["Objectives"]
    rpo = objectives["properties"]["rpo"]["anyOf"][0]
    assert rpo["type"] == "number"
    assert rpo["description"] == "seconds"


def test_the_estate_has_a_schema_too() -> None:
    assert "groups" in json.loads(documents.schema("estate"))["properties"]
