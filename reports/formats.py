"""The formats a run can be said in. One module each, imported when it is asked for."""

from importlib import import_module
from typing import Protocol, cast

from reports.view import View

FORMATS = {
    "console": "reports.console",
    "html": "reports.html",
    "json": "reports.json",
    "pdf": "reports.pdf",
}


class Format(Protocol):
    """What each of these modules offers; SUFFIX has its dot."""

    SUFFIX: str

    def render(self, view: View) -> bytes:
        """The whole file."""


def load(name: str) -> Format:
    """The module of a format; KeyError for a name that FORMATS does not have."""
    return cast(Format, import_module(FORMATS[name]))
