"""Sizes as people read them."""

import pytest

from scanner.model.size import say


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 B"), (999, "999 B"), (1_000, "1 kB"), (5 * 10**15, "5 PB")]
)
def test_sizes_have_three_digits_and_a_unit(count: int, said: str) -> None:
    assert say(count) == said
