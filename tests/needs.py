"""What some tests need of the machine: absent, they are skipped here and fail in CI."""

import os
import shutil
from pathlib import Path

import pytest


def program(name: str, package: str = "") -> str:
    """The path of a program on PATH; `package` is its Debian package when named otherwise."""
    found = shutil.which(name)
    if found:
        return found
    return absent(f"{name} is not installed: apt-get install {package or name}")


def checker(name: str) -> str:
    """One of the two checkers that BTSREADY_TOOLS points to; optional everywhere."""
    folder = os.environ.get("BTSREADY_TOOLS")
    if not folder:
        pytest.skip(f"BTSREADY_TOOLS is not set, so {name} is not at hand")
    path = Path(folder) / name
    if not path.exists():
        pytest.fail(f"BTSREADY_TOOLS names {folder}, which has no {name}")
    return str(path)


def absent(reason: str) -> str:
    """Skip; but in CI nothing may be left out in silence."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
