"""Each fault of the sound estate shows the findings that it declares, and nothing else."""

from collections.abc import Iterator

import pytest

from checks.registry import all_checks
from tests.e2e.inside import Inside, inside, over_wires, statuses
from tests.lab.client import Lab
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults import FAULTS
from tests.lab.estates.times import Times
from tests.lab.estates.variants import sound
from tests.lab.inside import needs_wires

BASE = sound(Times.of_now(log_hours=30))
ON_WIRES = [name for name, one in FAULTS.items() if one.on_wires]
FOR_A_PERSON = {"DR01", "ES01", "ES02", "ES03", "ES04"}  # no machine can pass or fail them
INSIDE = [name for name, one in FAULTS.items() if not one.on_wires]


def with_fault(name: str) -> LabEstate:
    return BASE.with_faults([FAULTS[name].apply])


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    with inside(tmp_path_factory.mktemp("inside")) as ready:
        yield ready


@pytest.fixture(scope="module")
def well(within: Inside) -> dict[str, str]:
    """The findings of the sound estate."""
    return statuses(within.scan(BASE))


def changes(now: dict[str, str], well: dict[str, str]) -> dict[str, str]:
    return {one: status for one, status in now.items() if well.get(one) != status}


def test_sound_passes_everything(well: dict[str, str]) -> None:
    unsettled = {one: status for one, status in well.items() if status == "not_checked"}
    assert set(well.values()) <= {"pass", "not_applicable", "not_checked"}
    assert {one.partition("/")[0] for one in unsettled} == FOR_A_PERSON


def test_every_check_has_a_fault() -> None:
    failed = {
        finding.partition("/")[0]
        for fault in FAULTS.values()
        for finding, status in fault.causes.items()
        if status == "fail"
    }
    assert failed == {one.id for one in all_checks()} - FOR_A_PERSON


@pytest.mark.parametrize("name", INSIDE)
def test_fault(name: str, within: Inside, well: dict[str, str]) -> None:
    estate = with_fault(name)
    assert not needs_wires(estate)
    found = statuses(within.scan(estate))
    assert changes(found, well) == FAULTS[name].causes


@pytest.mark.parametrize("name", ON_WIRES)
def test_fault_on_the_wire(
    name: str, lab: Lab, well: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.become(with_fault(name))
    for variable, value in lab.environment.items():
        monkeypatch.setenv(variable, value)
    found = statuses(over_wires(lab))
    assert changes(found, well) == FAULTS[name].causes
