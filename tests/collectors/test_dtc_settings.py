"""MSDTC of a host: what is told where something is not there."""

from copy import deepcopy
from typing import Any

import pytest

from scanner.collectors.dtc_settings import SERVICE, interpret
from scanner.model.collector import Denied, Unparsable
from tests.collectors.recording import CLOCK, recording


def rows(**session: Any) -> list[dict[str, Any]]:
    """Without the service."""
    found = deepcopy(recording("dtc_settings").rows)
    found[0].update(session)
    return [row for row in found if row["question"] != SERVICE]


def test_administrator_sees_that_the_service_is_not_there() -> None:
    (found,) = interpret(rows(is_admin=True), CLOCK)
    assert (found.installed, found.running, found.network) == (False, False, True)


@pytest.mark.parametrize("is_admin", [False, None])
def test_others_cannot_tell_that_it_is_not_there(is_admin: bool | None) -> None:
    with pytest.raises(Denied):
        list(interpret(rows(is_admin=is_admin), CLOCK))


def test_setting_that_is_not_there_is_not_taken_for_off() -> None:
    found = deepcopy(recording("dtc_settings").rows)
    del found[2]["values"]["NetworkDtcAccess"]
    with pytest.raises(Unparsable):
        list(interpret(found, CLOCK))


def test_only_the_native_registry_counts() -> None:
    with pytest.raises(Unparsable):
        list(interpret([row for row in rows(is_admin=True) if row.get("view") != "64"], CLOCK))
