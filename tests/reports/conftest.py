"""Golden files: `pytest tests/reports --accept` writes anew what the reports say today."""

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[str, bytes], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="take today's reports as golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a report with its golden file, or write that file."""

    def compare(name: str, data: bytes) -> None:
        path = GOLDEN / name
        if request.config.getoption("--accept", default=False):
            path.write_bytes(data)
        assert data.decode() == path.read_text(encoding="utf-8"), "see tests/reports/conftest.py"

    return compare
