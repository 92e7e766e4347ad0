"""T-SQL cut into tokens: enough to tell a call from a comment and from a string."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


class UnreadableStep(Exception):
    """A job step that is not valid T-SQL, or calls a procedure in a way that it refuses."""


class UncertainStep(Exception):
    """Valid T-SQL whose effect its text alone does not tell: variables, dynamic SQL, conditions."""


class Kind(Enum):
    COMMENT = auto()
    STRING = auto()
    NAME = auto()
    VARIABLE = auto()
    NUMBER = auto()
    SYMBOL = auto()


@dataclass(frozen=True)
class Token:
    """`text` is the meaning: quotes and brackets taken off, doubled ones single again."""

    kind: Kind
    text: str
    quoted: bool = False

    def says(self, *words: str) -> bool:
        """Whether it is one of these keywords or symbols; a quoted name is no keyword."""
        return not self.quoted and self.kind is not Kind.STRING and self.text.casefold() in words


_QUOTED = {"'": (Kind.STRING, "'"), '"': (Kind.NAME, '"'), "[": (Kind.NAME, "]")}
_PLAIN = (
    (Kind.VARIABLE, re.compile(r"@[\w$#@]*")),
    (Kind.NUMBER, re.compile(r"[0-9]+(?:\.[0-9]*)?")),
    (Kind.NAME, re.compile(r"[^\W0-9][\w$#@]*")),
    (Kind.SYMBOL, re.compile(r"\S")),
)
_SPACE = re.compile(r"\s+")
_UNICODE_STRING = re.compile(r"[nN](?=')")
_COMMENT_EDGE = re.compile(r"/\*|\*/")


def tokens(text: str) -> tuple[Token, ...]:
    """Every token, comments too. Raises UnreadableStep where a quote or comment never ends."""
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        token, at = _next(text, at)
        if token is not None:
            yield token


def _next(text: str, at: int) -> tuple[Token | None, int]:
    if space := _SPACE.match(text, at):
        return None, space.end()
    if text.startswith("--", at):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        return Token(Kind.COMMENT, text[at:end]), end
    if text.startswith("/*", at):
        end = _end_of_comment(text, at)
        return Token(Kind.COMMENT, text[at:end]), end
    if _UNICODE_STRING.match(text, at):
        at += 1
    if text[at] in _QUOTED:
        return _quoted(text, at)
    return _plain(text, at)


def _end_of_comment(text: str, at: int) -> int:
    """Block comments nest in T-SQL."""
    depth = 0
    for edge in _COMMENT_EDGE.finditer(text, at):
        depth += 1 if edge.group() == "/*" else -1
        if depth == 0:
            return edge.end()
    raise UnreadableStep("a comment that never ends")


def _quoted(text: str, at: int) -> tuple[Token, int]:
    kind, close = _QUOTED[text[at]]
    end = at + 1
    while (end := text.find(close, end)) >= 0:
        if text[end + 1 : end + 2] != close:
            inner = text[at + 1 : end].replace(close * 2, close)
            return Token(kind, inner, quoted=True), end + 1
        end += 2
    raise UnreadableStep("a quote that never ends")


def _plain(text: str, at: int) -> tuple[Token, int]:
    for kind, pattern in _PLAIN:
        if found := pattern.match(text, at):
            return Token(kind, found.group()), found.end()
    raise AssertionError("every character that is no space is at least a symbol")
