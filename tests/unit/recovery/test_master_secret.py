"""Which file is a copy of which backup."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scanner.facts.backup_files import StoredFile
from scanner.model.estate import Artefact
from scanner.recovery.master_secret import (
    SecretCopy,
    copies,
    logged_backups,
    newest_backup,
    secret_id,
)
from tests import make

VAULT, HOME = r"\\VAULT01\secret", r"C:\SSO"
BOTH = make.group(
    locations=(
        make.location(VAULT, Artefact.SECRET_BACKUP),
        make.location(HOME, Artefact.SECRET_BACKUP, host="SSO01"),
    )
)
ORIGINAL = make.stored_file(rf"{HOME}\a.bak", HOME)
COPY = make.stored_file(rf"{VAULT}\a.bak", VAULT)


def found(*files: StoredFile, original: StoredFile = ORIGINAL) -> tuple[SecretCopy, ...]:
    host = make.host("SSO01", make.folder(HOME), original)
    share = make.share(VAULT, make.folder(VAULT), *files)
    facts = make.facts(host, share, group=BOTH)
    return copies(facts, facts.host("SSO01"), ())


@pytest.mark.parametrize(
    ("changes", "is_copy"),
    [
        ({}, True),
        ({"name": "A.BAK"}, True),
        ({"name": "b.bak"}, False),
        ({"size": 4_097}, False),
        ({"written": make.ago(days=1) + timedelta(seconds=2)}, True),
        ({"written": make.ago(days=1) + timedelta(seconds=3)}, False),
        ({"written": None}, False),
        ({"sha256": "a1"}, True),
    ],
)
def test_copy_without_an_event(changes: dict[str, object], is_copy: bool) -> None:
    assert bool(found(replace(COPY, **changes))) is is_copy  # type: ignore[arg-type]  # mixed values


def test_time_of_the_original_must_be_known() -> None:
    assert found(COPY, original=replace(ORIGINAL, written=None)) == ()


def test_equal_hash_needs_no_equal_name_or_time() -> None:
    hashed = replace(ORIGINAL, sha256="a1", name="other.bak", written=None)
    (copy,) = found(replace(COPY, sha256="a1", written=None), original=hashed)
    assert copy.backup is None
    assert copy.made == COPY.created
    assert found(replace(COPY, sha256="b2", name="other.bak"), original=hashed) == ()


def test_copies_come_newest_first() -> None:
    events = logged_backups(
        [
            make.secret_backed_up(r"C:\SSO\old.bak", written=make.ago(days=50)),
            make.secret_backed_up(r"C:\SSO\new.bak", written=make.ago(days=5)),
        ]
    )
    files = [
        make.stored_file(rf"{VAULT}\{name}.bak", VAULT, written=make.ago(days=days))
        for name, days in (("old", 50), ("new", 5))
    ]
    share = make.share(VAULT, make.folder(VAULT), *files)
    group = make.group(locations=BOTH.locations[:1])
    facts = make.facts(share, make.host("SSO01"), group=group)
    made = [one.made for one in copies(facts, facts.host("SSO01"), events)]
    assert made == [make.ago(days=5), make.ago(days=50)]


def test_generated_secret_is_no_backup_by_itself() -> None:
    assert newest_backup(logged_backups([make.secret_generated()])) is None


def test_ids_are_the_same_in_every_spelling() -> None:
    assert secret_id(" {AB-cd} ") == secret_id("ab-CD") == "ab-cd"
