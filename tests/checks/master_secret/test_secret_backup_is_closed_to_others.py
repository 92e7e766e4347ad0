"""MS08."""

import pytest

from checks.master_secret.open_rights import open_to
from checks.master_secret.secret_backup_is_closed_to_others import (
    secret_backup_is_closed_to_others as check,
)
from scanner.facts.secret_rights import FileRight, SecretPath
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

LOCAL, SHARE = r"D:\SSO", r"\\VAULT01\Restore\SSO"
PLACE = make.location(LOCAL, Artefact.SECRET_BACKUP, host="SSO01")
SHARED = make.location(SHARE, Artefact.SECRET_BACKUP)
FULL, READ, ATTRIBUTES = 0x1F01FF, 0x1200A9, 0x100080
USERS, EVERYONE, ADMINISTRATORS = "S-1-5-32-545", "S-1-1-0", "S-1-5-32-544"
DOMAIN = "S-1-5-21-1004336348-1177238915-682003330"


def right(sid: str, mask: int = READ, *, allow: bool = True, inherited: bool = True) -> FileRight:
    return FileRight(sid, mask, allow, inherited)


ADMINISTERED = right(ADMINISTRATORS, FULL)


def folder(*rights: FileRight, place: str = LOCAL) -> SecretPath:
    return SecretPath(place, LOCAL, True, True, 0, (ADMINISTERED, *rights))


def file(*rights: FileRight, size: int = 1_652, place: str = LOCAL) -> SecretPath:
    return SecretPath(place, rf"{LOCAL}\SSO.bak", True, False, size, (ADMINISTERED, *rights))


def judge(*paths: SecretPath) -> Verdict:
    given = make.facts(make.host("SSO01", *paths), group=make.group(locations=(PLACE,)))
    return make.verdict(check, given)


def test_pass_when_only_administrators_are_let_in() -> None:
    assert judge(folder(), file(right(f"{DOMAIN}-1601"))).status is Status.PASS


@pytest.mark.parametrize(
    ("sid", "name"),
    [
        (EVERYONE, "Everyone"), (USERS, "Users"), ("S-1-5-11", "Authenticated Users"),
        ("S-1-5-7", "Anonymous Logon"), (f"{DOMAIN}-513", "Domain Users"),
    ],
)  # fmt: skip
def test_fail_for_a_group_that_holds_everybody(sid: str, name: str) -> None:
    for paths in ((folder(right(sid)), file()), (folder(), file(right(sid)))):
        verdict = judge(*paths)
        assert verdict.status is Status.FAIL
        assert verdict.message.startswith(f"{name} may read ")


def test_fail_says_who_may_change_it() -> None:
    assert "Users may change" in judge(folder(right(USERS, FULL)), file()).message


def test_pass_for_what_is_too_large_to_be_the_secret() -> None:
    assert judge(folder(), file(right(USERS), size=70_000)).status is Status.PASS


def test_pass_when_nothing_is_there() -> None:
    assert judge(SecretPath(LOCAL, LOCAL, False, False, 0, ())).status is Status.PASS


def test_boundary_attributes_alone_open_nothing() -> None:
    assert judge(folder(right(USERS, ATTRIBUTES)), file()).status is Status.PASS
    assert judge(folder(right(USERS, ATTRIBUTES | 1)), file()).status is Status.FAIL


@pytest.mark.parametrize(
    ("entries", "opened"),
    [
        ([right(USERS), right(USERS, allow=False)], {}),
        ([right(USERS), right(EVERYONE, FULL, allow=False)], {}),
        ([right(USERS), right(USERS, 1, allow=False, inherited=False)], {}),
        ([right(USERS, inherited=False), right(USERS, allow=False)], {"Users": False}),
        ([right(EVERYONE, FULL), right(USERS, allow=False)], {"Everyone": True}),
        ([right(USERS, 0x80000000)], {"Users": False}),
        ([right(USERS, 0x10000)], {"Users": True}),
    ],
)
def test_boundary_refusals_go_before_grants(
    entries: list[FileRight], opened: dict[str, bool]
) -> None:
    assert open_to(entries) == opened


def test_a_share_is_judged_on_its_server() -> None:
    group = make.group(locations=(SHARED,))
    server = make.host("VAULT01", folder(place=SHARE), file(right(USERS), place=SHARE))
    assert make.verdict(check, make.facts(server, group=group)).status is Status.FAIL
    verdict = make.verdict(check, make.facts(make.host("SSO01"), group=group))
    assert verdict.status is Status.NOT_CHECKED
    assert "Declare VAULT01" in verdict.settle


def test_not_checked_without_a_place() -> None:
    assert make.verdict(check, make.facts()).status is Status.NOT_CHECKED


def test_gap_of_the_rights_or_of_the_place_is_no_verdict() -> None:
    group = make.group(locations=(PLACE,))
    host = make.host("SSO01")
    for held in (make.gap(SecretPath, host), host, make.host("SSO01", folder(place=r"D:\other"))):
        with pytest.raises(MissingEvidence):
            make.verdict(check, make.facts(held, group=group))


def test_it_is_judged_of_the_machine_that_keeps_it() -> None:
    given = make.facts(group=make.group(locations=(SHARED,)))
    subjects = check.subjects(given)
    assert not isinstance(subjects, Verdict)
    assert [one.on for one in subjects] == [given.host("VAULT01")]
