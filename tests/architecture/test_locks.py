"""What is installed is what was locked: exact versions with their hashes, from nowhere named."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.sources import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;]+)(?: ; [^\\]+)? \\$")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKS = {
    "requirements.txt": PROJECT["dependencies"] + EXTRAS["keyring"],
    "requirements-dev.txt": PROJECT["dependencies"] + EXTRAS["keyring"] + EXTRAS["test"],
}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_pins_and_hashes_only(lock: str) -> None:
    for line in lines_of(lock):
        assert PIN.match(line) or line.startswith("    --hash=sha256:")


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_satisfies_the_project(lock: str) -> None:
    pins = pins_of(lock)
    for text in LOCKS[lock]:
        wanted = Requirement(text)
        assert wanted.specifier.contains(pins[canonicalize_name(wanted.name)])


def test_both_locks_agree() -> None:
    assert pins_of("requirements.txt").items() <= pins_of("requirements-dev.txt").items()


def pins_of(lock: str) -> dict[str, str]:
    found = filter(None, map(PIN.match, lines_of(lock)))
    return {canonicalize_name(pin[1]): pin[2] for pin in found}


def lines_of(lock: str) -> list[str]:
    return (ROOT / lock).read_text("utf-8").splitlines()
