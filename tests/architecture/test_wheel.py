"""The wheel alone, in an empty environment and an empty folder, is the whole program."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGES, ROOT, is_kept

pytestmark = pytest.mark.slow

Btsready = Callable[..., str]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by the locked backend: nothing is downloaded."""
    folder = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(folder),
        str(ROOT),
    )
    (built,) = folder.glob("btsready-*.whl")
    return built


@pytest.fixture(scope="session")
def btsready(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Btsready:
    """The installed command, in a folder of its own; libraries are borrowed from here."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home / "venv", with_pip=False)
    python = home / "venv" / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet",
        "--disable-pip-version-check", "--no-deps", "--no-index", str(wheel))  # fmt: skip
    libraries = run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    borrowed = Path(libraries.strip()) / "libraries.pth"
    borrowed.write_text(sysconfig.get_path("purelib"), "utf-8")
    folder = home / "empty"
    folder.mkdir()
    return lambda *arguments: run(str(python.with_name("btsready")), *arguments, folder=folder)


def run(*command: str, folder: Path = ROOT) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_everything_of_the_program_is_in_it(wheel: Path) -> None:
    folders = [ROOT / package for package in (*PACKAGES, "templates")]
    files = [path for folder in folders for path in folder.rglob("*") if is_kept(path)]
    wanted = {path.relative_to(ROOT).as_posix() for path in files}
    assert wanted - names_in(wheel) == set()


def test_nothing_else_is_in_it(wheel: Path) -> None:
    rooms = {name.partition("/")[0] for name in names_in(wheel)}
    assert {room for room in rooms if not room.endswith(".dist-info")} == {*PACKAGES, "templates"}


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_it_says_its_version(btsready: Btsready, wheel: Path) -> None:
    assert wheel.name.split("-")[1] in btsready("--version")


def test_it_writes_an_estate_file(btsready: Btsready) -> None:
    btsready("init")


def test_it_brings_its_checks(btsready: Btsready) -> None:
    assert "B04" in btsready("checks")


def test_it_explains_a_row(btsready: Btsready) -> None:
    assert "B04" in btsready("explain", "B04")
