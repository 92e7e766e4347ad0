"""AG05."""

from dataclasses import replace

import pytest

from checks.availability.replicas_hold_the_certificates import (
    replicas_hold_the_certificates as check,
)
from scanner.facts.encryption import BackupEncryption, MasterCertificate
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.availability import replicas, shared
from tests.encryption import ENCRYPTED, ENCRYPTED_BACKUP, LISTED, certificate

HERE = (LISTED, shared("SSODB"), *replicas("SSODB"), make.instance())
THERE = (shared("SSODB"), make.instance(name="SQL02"))


def judged(here: tuple[object, ...], there: tuple[object, ...]) -> dict[str, Verdict]:
    held = make.sql("SQL01", *HERE, *here), make.sql("SQL02", *THERE, *there)
    return make.verdicts(check, make.facts(*held))


def statuses(here: tuple[object, ...], there: tuple[object, ...]) -> list[Status]:
    return [one.status for one in judged(here, there).values()]


def test_pass_when_every_replica_holds_it() -> None:
    found = statuses((ENCRYPTED, certificate()), (certificate(key_exported=""),))
    assert found == [Status.PASS, Status.PASS]


def test_fail_names_the_replica_that_lacks_it() -> None:
    found = judged((ENCRYPTED, certificate()), ())
    assert found["SQL01"].status is Status.PASS
    assert found["SQL02"].status is Status.FAIL
    assert "SQL02 holds a replica of SSODB" in found["SQL02"].message


def test_fail_without_the_private_key() -> None:
    public = certificate(has_private_key=False)
    assert judged((ENCRYPTED, certificate()), (public,))["SQL02"].status is Status.FAIL


def test_fail_where_the_other_replica_made_an_encrypted_backup() -> None:
    assert statuses((), (ENCRYPTED_BACKUP, certificate())) == [Status.FAIL, Status.PASS]


def test_boundary_key_outside_of_sql_server_is_for_a_person() -> None:
    outside = replace(ENCRYPTED, encryptor="ASYMMETRIC KEY")
    assert statuses((outside,), ()) == [Status.NOT_CHECKED, Status.NOT_CHECKED]


def test_not_applicable_without_encryption_or_without_a_group() -> None:
    assert statuses((), ()) == [Status.NOT_APPLICABLE, Status.NOT_APPLICABLE]
    alone = make.facts(make.sql("SQL01", LISTED, make.database("SSODB")))
    assert make.verdict(check, alone).status is Status.NOT_APPLICABLE


@pytest.mark.parametrize("kind", [MasterCertificate, BackupEncryption])
def test_gap_on_a_replica_is_no_verdict(kind: type) -> None:
    held = make.sql("SQL01", *HERE, ENCRYPTED, certificate()), make.sql("SQL02", *THERE)
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(*held, make.gap(kind, make.sql("SQL02"))))
