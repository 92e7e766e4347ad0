"""web.config files of the portal, and bindings: what depends on an earlier answer."""

from typing import Any

import pytest

from scanner.collectors import exported_bindings, iis_history_service, portal_files
from scanner.model.collector import Denied, HostTask, Unparsable
from tests.collectors.recording import CLOCK, recording

TASK = HostTask("WEB01", frozenset(), bindings=("D:\\Apps",))
LIVE = [row for row in recording("portal_files").rows if row["question"] == portal_files.LIVE]


def test_only_folders_on_a_drive_are_asked_for() -> None:
    asked = portal_files.second(TASK, {portal_files.LIVE: LIVE})
    assert [one["path"] for one in asked] == ["C:\\BAMPortal"]


@pytest.mark.parametrize("live", [(), [{**LIVE[0], "well_formed": False}]])
def test_without_a_configuration_nothing_is_asked(live: Any) -> None:
    assert portal_files.second(TASK, {portal_files.LIVE: live}) == []


def test_folder_without_the_file_says_so() -> None:
    rows = [row for row in recording("portal_files").rows if row.get("name") != "web.config"]
    found = {one.application: one.exists for one in portal_files.interpret(rows, CLOCK)}
    assert found == {"Default Web Site/BAM": False, "Default Web Site/Far": None}


def test_folder_that_was_not_answered_is_unparsable() -> None:
    with pytest.raises(Unparsable, match="has no answer"):
        portal_files.interpret(LIVE, CLOCK)


def test_bindings_that_are_no_xml_have_a_row_of_their_own() -> None:
    rows = [row for row in recording("exported_bindings").rows if "select" not in row]
    broken = [{**row, "well_formed": False} if "well_formed" in row else row for row in rows]
    (found,) = exported_bindings.interpret(broken, CLOCK)
    assert (found.readable, found.kind) == (False, "")


def test_a_host_without_exports_is_not_asked() -> None:
    assert exported_bindings.first(HostTask("WEB01", frozenset())) == []


def test_hidden_service_is_not_an_absent_one() -> None:
    session = recording("iis_history_service").rows[0]
    (absent,) = iis_history_service.interpret([session], CLOCK)
    assert not absent.installed
    with pytest.raises(Denied):
        iis_history_service.interpret([{**session, "is_admin": False}], CLOCK)
