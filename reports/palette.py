"""The colours of a result: ink on its tint has a contrast of 4.5 and more, in both schemes."""

from dataclasses import dataclass

from reports.words import Kind


@dataclass(frozen=True)
class Colour:
    """Hex as CSS writes it; `tint` is the ground under `ink`."""

    ink: str
    tint: str


LIGHT = {
    Kind.FAIL: Colour("#a4161a", "#fdeaea"),
    Kind.ERROR: Colour("#5b3a9e", "#f1ecfb"),
    Kind.IMPROVE: Colour("#7a4a00", "#fff3d9"),
    Kind.NOT_CHECKED: Colour("#3f4c5e", "#edf1f6"),
    Kind.ATTESTED: Colour("#0b5563", "#e3f3f6"),
    Kind.PASS: Colour("#0b6238", "#e5f5ec"),
    Kind.NOT_APPLICABLE: Colour("#5a6472", "#f7f8fa"),
    Kind.NOT_ASKED: Colour("#5a6472", "#ffffff"),
}
DARK = {
    Kind.FAIL: Colour("#ffa3a3", "#431418"),
    Kind.ERROR: Colour("#cdb8ff", "#2c2150"),
    Kind.IMPROVE: Colour("#ffd27a", "#3d2c06"),
    Kind.NOT_CHECKED: Colour("#c3cedd", "#242e3c"),
    Kind.ATTESTED: Colour("#8fd6e4", "#0f3138"),
    Kind.PASS: Colour("#86e0ae", "#0d3522"),
    Kind.NOT_APPLICABLE: Colour("#a7b1bf", "#1c232d"),
    Kind.NOT_ASKED: Colour("#a7b1bf", "#141a22"),
}
