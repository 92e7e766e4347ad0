"""The files of the repository, found without git so that an archive of it can be tested too."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("scanner", "checks", "reports")
FOLDERS = (*PACKAGES, "templates", "tests", ".ci", ".github")
MADE = {"__pycache__", "node_modules"}
GIT = ".git"  # a file in a second working tree, with the path of the first


def everything() -> Iterator[Path]:
    """Every file that people wrote or that is kept beside it."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.name != GIT)
    for folder in FOLDERS:
        yield from (path for path in (ROOT / folder).rglob("*") if is_kept(path))


def is_kept(path: Path) -> bool:
    return path.is_file() and not MADE.intersection(path.parts)


def shipped(pattern: str) -> list[Path]:
    """Files of the three code packages, in a fixed order."""
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob(pattern))


def name(path: Path) -> str:
    """A path as a test id."""
    return path.relative_to(ROOT).as_posix()
