"""What `naming` of a location may say."""

import pytest

from scanner.estate.values import naming


def test_a_pattern_with_the_host_is_taken() -> None:
    assert naming(r"{host}\*.xml") == r"{host}\*.xml"


def test_a_pattern_without_it_is_refused() -> None:
    with pytest.raises(ValueError, match=r"must hold \{host\}"):
        naming("*.xml")
