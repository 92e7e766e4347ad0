"""MS08."""

import pytest

from checks.master_secret.secret_backup_is_not_open_to_everyone import (
    secret_backup_is_not_open_to_everyone as check,
)
from scanner.facts.folder_rights import FolderRight, FolderRights
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.status import Status
from tests import make
from tests.access import LOCAL, USERS, VAULT, right, rights

GROUP = make.group(
    locations=(
        make.location(VAULT, Artefact.SECRET_BACKUP),
        make.location(LOCAL, Artefact.SECRET_BACKUP, host="SSO01"),
        make.location(r"\\VAULT01\iis", Artefact.PORTAL_CONFIGURATION),
    )
)


def judge(*held: FolderRight) -> dict[str, Status]:
    facts = make.facts(
        make.share(VAULT, rights(VAULT, *held)), make.host("SSO01", rights(LOCAL)), group=GROUP
    )
    return {name: one.status for name, one in make.verdicts(check, facts).items()}


def test_pass_with_rights_of_the_few() -> None:
    assert judge() == {VAULT: Status.PASS, f"SSO01/{LOCAL}": Status.PASS}


def test_fail_with_rights_of_everybody() -> None:
    assert judge(right(USERS)) == {VAULT: Status.FAIL, f"SSO01/{LOCAL}": Status.PASS}


def test_boundary_without_a_location_a_person_must_say() -> None:
    assert make.verdict(check, make.facts()).status is Status.NOT_CHECKED


def test_gap_in_the_rights_is_no_verdict() -> None:
    facts = make.facts(make.gap(FolderRights, make.share(VAULT)), make.host("SSO01"), group=GROUP)
    with pytest.raises(MissingEvidence):
        make.verdicts(check, facts)
