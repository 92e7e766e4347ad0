"""The run as one self-contained page: no request of any kind, and it works without its script."""

import base64
import hashlib

from reports.pages import environment, page, source
from reports.view import View

SUFFIX = ".html"
MOST_ROWS = 1000


def render(view: View) -> bytes:
    """The page's own style and script are the only ones that its policy lets run, by their hash."""
    style = environment().get_template("colours.css.j2").render() + source("screen.css")
    script = source("screen.js")
    text = page(
        "screen.html.j2",
        view,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        most_rows=MOST_ROWS,
    )
    return text.encode()


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
