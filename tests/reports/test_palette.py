"""Every kind of result has a word and colours that can be read on each other."""

import pytest

from reports.palette import DARK, LIGHT, Colour
from reports.words import ADVICE, WORDS, Kind
from scanner.model.evidence import GapReason

READABLE = 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("kind", Kind)
def test_ink_is_readable_on_its_tint(kind: Kind, palette: dict[Kind, Colour]) -> None:
    ink, tint = _luminance(palette[kind].ink), _luminance(palette[kind].tint)
    assert (max(ink, tint) + 0.05) / (min(ink, tint) + 0.05) >= READABLE


def test_every_kind_has_its_word_and_every_gap_its_advice() -> None:
    assert set(WORDS) == set(Kind)
    assert len({said.word for said in WORDS.values()}) == len(Kind)
    assert set(ADVICE) == set(GapReason)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
