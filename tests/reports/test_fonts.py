"""The bundled fonts: all there, licensed, and honest about what they draw."""

import pytest

from reports import fonts
from reports.text import escaped


def test_every_face_is_a_file_and_every_family_has_its_licence() -> None:
    assert {path.name for path in fonts.FONTS.glob("*.woff2")} == set(fonts.faces())
    for stem in fonts.FAMILIES.values():
        licence = (fonts.FONTS / f"LICENSE-{stem}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE" in licence.upper()


@pytest.mark.parametrize("text", ["plain", "žluťoučký kůň", "файл", "αρχείο", "\u2013 · …"])
def test_what_the_fonts_draw_stays(text: str) -> None:
    assert fonts.drawable(text) == text


@pytest.mark.parametrize("character", ["備", "שׁ"[0], "\U0001f600"])
def test_what_they_do_not_draw_is_written_out(character: str) -> None:
    assert fonts.drawable(f"a{character}b") == f"a{escaped(character)}b"


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://x/a.woff2", "font:///../pdf.py", "data:,x", ""]
)
def test_no_other_address_is_a_font(address: str) -> None:
    with pytest.raises(ValueError, match="loads nothing from elsewhere"):
        fonts.path(address)
