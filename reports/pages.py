"""The templates: where they lie, and what every one of them may use."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from reports.palette import DARK, LIGHT
from reports.view import View
from reports.words import WORDS, Kind

FOLDER = Path(__file__).resolve().parent.parent / "templates"
BREAK = Markup("<wbr>")
LINK = re.compile(r"https://learn\.microsoft\.com/[\w./-]*\w")
JOINT = re.compile(r"(?<=[^\\]\\)(?=[^\\])|(?<=[/_])(?=\w)")


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(breaks=breaks, linked=linked, paragraphs=paragraphs)
    made.globals.update(words=WORDS, kinds=tuple(Kind), light=LIGHT, dark=DARK)
    return made


def page(template: str, view: View, **more: object) -> str:
    """`numbers` lets a table of evidence refer to the reading that it came from."""
    numbers = {reading.id: reading.number for reading in view.readings}
    return environment().get_template(template).render(view=view, numbers=numbers, **more)


def breaks(text: str) -> Markup:
    """Escaped text that may be broken after a backslash and other joints of paths and names."""
    return BREAK.join(escape(part) for part in JOINT.split(text))


def linked(text: str) -> Markup:
    """Escaped text in which addresses of Microsoft's documentation, and no others, are links."""
    return Markup(LINK.sub(_link, str(escape(text))))  # noqa: S704 - escaped just before


def _link(found: re.Match[str]) -> str:
    return f'<a href="{found[0]}" rel="noreferrer">{breaks(found[0])}</a>'


def paragraphs(text: str) -> Markup:
    """Escaped paragraphs of a text whose lines were broken for a narrower page."""
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in text.split("\n\n"))


def source(name: str) -> str:
    """A style sheet or script as it is, to be written into a page."""
    return (FOLDER / name).read_text(encoding="utf-8")
