"""The one way that a name or a text from evidence gets into a script that somebody will run."""

import unicodedata
from enum import Enum

from scanner.errors import UserMistake

# Control and format characters (line ends, marks that turn the reading direction), halves of
# characters, line and paragraph separators: what a reader would not see, or that ends a line.
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
VARIABLE = "$("  # sqlcmd replaces $(NAME) before the server sees it, inside quotes too
LONGEST_NAME = 128  # sysname


class Quote(Enum):
    """How a text is written: as a name, as a string, or behind `--`."""

    NAME = "name"
    LITERAL = "text"
    COMMENT = "comment"


class Unquotable(UserMistake):
    """A text that could mean something else in a script than it says."""


def quote(text: str, kind: Quote) -> str:
    """T-SQL for `text`; raises Unquotable instead of writing what could be misread."""
    _refuse_hidden(text, kind)
    if kind is Quote.COMMENT:
        return text
    if kind is Quote.LITERAL:
        return "N'" + text.replace("'", "''") + "'"
    if not 0 < len(text) <= LONGEST_NAME:
        raise Unquotable(f"a name of {len(text)} characters cannot stand in a script", _HINT)
    return "[" + text.replace("]", "]]") + "]"


_HINT = "No script was written. Look at the name in its source; restore that database by hand."


def _refuse_hidden(text: str, kind: Quote) -> None:
    if VARIABLE in text:
        raise Unquotable(f"the {kind.value} {text!a} holds '$(', which sqlcmd would replace", _HINT)
    for one in text:
        if is_hidden(one):
            what = f"the invisible character U+{ord(one):04X}"
            raise Unquotable(f"the {kind.value} {text!a} holds {what}", _HINT)


def is_hidden(character: str) -> bool:
    return unicodedata.category(character) in INVISIBLE
