"""One running lab for each module."""

from collections.abc import Iterator

import pytest

from tests.lab.client import Lab
from tests.lab.estates.variants import sound


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Begins as the sound estate; tests may let it become another one."""
    with Lab(sound(), tmp_path_factory.mktemp("lab")) as running:
        yield running
