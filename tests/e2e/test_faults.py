"""Each fault of the sound estate shows the findings that it declares, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from checks.registry import all_checks
from tests.e2e.inside import Inside, inside, over_wires, statuses
from tests.for_a_person import FOR_A_PERSON
from tests.lab.client import Lab
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults import FAULTS
from tests.lab.estates.faults.fault import HOURS, LONG
from tests.lab.estates.times import Times
from tests.lab.estates.variants import sound
from tests.lab.inside import needs_wires

NOW = Times.of_now()
BASES = {hours: sound(replace(NOW, log_hours=hours)) for hours in (HOURS, LONG)}
ON_WIRES = [name for name, one in FAULTS.items() if one.on_wires]
INSIDE = [name for name, one in FAULTS.items() if not one.on_wires]


def with_fault(name: str) -> LabEstate:
    return BASES[FAULTS[name].hours].with_faults([FAULTS[name].apply])


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    with inside(tmp_path_factory.mktemp("inside")) as ready:
        yield ready


@pytest.fixture(scope="module")
def well(within: Inside) -> dict[int, dict[str, str]]:
    """The findings of the sound estate, by the hours of its log sets."""
    return {hours: statuses(within.scan(base)) for hours, base in BASES.items()}


def changes(found: dict[str, str], well: dict[str, str]) -> dict[str, str]:
    return {one: status for one, status in found.items() if well.get(one) != status}


def test_sound_passes_everything(well: dict[int, dict[str, str]]) -> None:
    found = well[LONG]
    unsettled = {one: status for one, status in found.items() if status == "not_checked"}
    assert set(found.values()) <= {"pass", "not_applicable", "not_checked"}
    assert {one.partition("/")[0] for one in unsettled} <= FOR_A_PERSON


def test_every_check_has_a_fault() -> None:
    failed = {
        finding.partition("/")[0]
        for fault in FAULTS.values()
        for finding, status in fault.causes.items()
        if status == "fail"
    }
    assert failed == {one.id for one in all_checks()} - FOR_A_PERSON


@pytest.mark.parametrize("name", INSIDE)
def test_fault(name: str, within: Inside, well: dict[int, dict[str, str]]) -> None:
    estate = with_fault(name)
    assert not needs_wires(estate)
    found = statuses(within.scan(estate))
    assert changes(found, well[FAULTS[name].hours]) == FAULTS[name].causes


@pytest.mark.parametrize("name", ON_WIRES)
def test_fault_on_the_wire(
    name: str, lab: Lab, well: dict[int, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.become(with_fault(name))
    for variable, value in lab.environment.items():
        monkeypatch.setenv(variable, value)
    found = statuses(over_wires(lab))
    assert changes(found, well[FAULTS[name].hours]) == FAULTS[name].causes
