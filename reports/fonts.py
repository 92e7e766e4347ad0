"""The fonts that the PDF carries, and which characters they can draw."""

from functools import cache
from pathlib import Path

from reports.pages import FOLDER
from reports.text import LAYOUT, escaped

FONTS = FOLDER / "fonts"
SCHEME = "font:///"
FAMILIES = {"Report Sans": "source-sans-3", "Report Mono": "jetbrains-mono"}
SUBSETS = {"": "latin", " Extended": "latin-ext", " Cyrillic": "cyrillic", " Greek": "greek"}
WEIGHTS = {"Report Sans": (400, 600), "Report Mono": (400,)}


def faces() -> dict[str, tuple[str, int]]:
    """File name to family and weight. A subset is a family, so fallback is in the style's order."""
    return {
        f"{stem}-{subset}-{weight}-normal.woff2": (family + suffix, weight)
        for family, stem in FAMILIES.items()
        for suffix, subset in SUBSETS.items()
        for weight in WEIGHTS[family]
    }


def style() -> str:
    """The @font-face rules; their addresses are answered by the PDF's own fetcher only."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
        f'src: url("{SCHEME}{name}") format("woff2"); }}'
        for name, (family, weight) in faces().items()
    )


def path(address: str) -> Path:
    """The file behind an address of ours; ValueError for any other."""
    name = address.removeprefix(SCHEME)
    if name not in faces():
        raise ValueError(f"a report loads nothing from elsewhere: {address}")
    return FONTS / name


@cache
def drawn() -> frozenset[int]:
    """Code points that every family draws in every weight, by itself or by its subsets."""
    from fontTools.ttLib import TTFont

    points: dict[tuple[str, int], set[int]] = {}
    for name, (family, weight) in faces().items():
        with TTFont(FONTS / name) as font:
            key = (" ".join(family.split()[:2]), weight)
            points.setdefault(key, set()).update(font.getBestCmap())
    return frozenset(set.intersection(*points.values()))


def drawable(text: str) -> str:
    """What no font of ours draws is written out, for a box tells nobody anything."""
    if text.isascii():
        return text
    known = drawn()
    return "".join(one if ord(one) in known or one in LAYOUT else escaped(one) for one in text)
