"""RG02."""

from typing import Any

import pytest

from checks.restore_group.restore_script_is_kept import restore_script_is_kept as check
from scanner.facts.backup_files import StoredFile
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.checks.restore_group import standard

VAULT = r"\\VAULT01\scripts"
GROUP = make.group(locations=(make.location(VAULT, Artefact.RESTORE_SCRIPT),))


def judge(name: str = "RestoreConfig.vbe", **changes: Any) -> Verdict:
    file = make.stored_file(rf"{VAULT}\{name}", VAULT, **changes)
    return standard.judge(check, make.share(VAULT, make.folder(VAULT), file), group=GROUP)


def test_pass_with_the_script_elsewhere() -> None:
    assert judge().status is Status.PASS
    assert judge("RESTORECONFIG.VBE").status is Status.PASS


@pytest.mark.parametrize("changes", [{"size": 0}, {"is_directory": True}, {"name": "Other.vbe"}])
def test_fail_without_it(changes: dict[str, Any]) -> None:
    assert judge(**changes).status is Status.FAIL


def test_boundary_the_servers_own_folder_is_none() -> None:
    places = (make.location(r"D:\dr", Artefact.RESTORE_SCRIPT, host="BTS01"),)
    verdict = standard.judge(check, group=make.group(locations=places))
    assert verdict.status is Status.NOT_CHECKED
    assert "restore_config" in verdict.settle


def test_other_editions_are_not_concerned() -> None:
    standard.assert_standard_alone_is_concerned(check)


def test_gap_of_the_listing_is_missing_evidence() -> None:
    gone = make.gap(StoredFile, make.share(VAULT))
    with pytest.raises(MissingEvidence):
        standard.judge(check, gone, group=GROUP)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(standard.SQL, standard.GONE, group=GROUP))
