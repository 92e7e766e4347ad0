"""The grammar of a restore script, written again: nothing of the product is used to read it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<comment>--[^\n]*)
      | (?P<text>N'(?:[^']|'')*')
      | (?P<name>\[(?:[^\]]|\]\])*\])
      | (?P<hex>0x[0-9A-F]+)
      | (?P<number>[0-9]+)
      | (?P<word>@@[A-Z]+|[A-Za-z_][A-Za-z0-9_.]*)
      | (?P<symbol><>|[=(),;*])""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    kind: str
    text: str


@dataclass(frozen=True)
class Command:
    """Tokens up to the semicolon; of an IF its condition, and what to say before the end."""

    tokens: tuple[Token, ...]
    stops_with: tuple[Token, ...] = ()

    @property
    def words(self) -> str:
        """With every name and text left out: the shape of the statement."""
        return " ".join(one.text if _is_shape(one) else "?" for one in self.tokens)

    def texts(self, kind: str) -> list[str]:
        return [one.text for one in self.tokens if one.kind == kind]


def commands(script: str) -> list[Command]:
    """ValueError for anything that a restore script does not hold."""
    found, part = [], list[Token]()
    rest = iter(list(tokens(script)))
    for one in rest:
        if one.text == "BEGIN" and one.kind == "word":
            said = _block(rest)
            found.append(Command(tuple(part), said))
            part = []
        elif one.kind == "symbol" and one.text == ";":
            if part:
                found.append(Command(tuple(part)))
            part = []
        else:
            part.append(one)
    if part:
        raise ValueError(f"a statement without its end: {part}")
    return found


def tokens(script: str) -> Iterator[Token]:
    at = 0
    while at < len(script):
        match = TOKEN.match(script, at)
        if match is None:
            raise ValueError(f"not T-SQL of a restore: {script[at : at + 40]!r}")
        at = match.end()
        kind = str(match.lastgroup)
        if kind not in ("space", "comment"):
            yield Token(kind, _meaning(kind, match.group()))


def _meaning(kind: str, text: str) -> str:
    if kind == "text":
        return text[2:-1].replace("''", "'")
    return text[1:-1].replace("]]", "]") if kind == "name" else text


def _block(rest: Iterator[Token]) -> tuple[Token, ...]:
    """BEGIN has been read: one RAISERROR, RETURN, END."""
    said = []
    for one in rest:
        if one.kind == "word" and one.text == "END":
            break
        said.append(one)
    shape = [one.text for one in said if one.kind == "word"]
    if shape != ["RAISERROR", "RETURN"]:
        raise ValueError(f"not a stop: {shape}")
    return tuple(said)


def _is_shape(one: Token) -> bool:
    return one.kind in ("word", "symbol")
