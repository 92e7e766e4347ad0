"""Secrets taken out of what was read, before anything keeps it.

`redact` knows what secrets look like; `Secrets` knows our own by value.
"""

import base64
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import quote, quote_plus

from scanner.model.evidence import JsonValue

MARK = "[redacted]"
_PASSES = 8  # one replacement may lay bare another pattern; text that never settles is dropped
_SHORTEST_KNOWN = 4  # a shorter secret would blot out ordinary words
_REPEATED = 512  # longer texts hardly come twice

Cover: TypeAlias = Callable[[str], tuple[str, int]]

_NOT_DONE = r"(?!\[redacted\](?:[\s;,'\"&)<>@]|$))"
_VALUE = (
    _NOT_DONE + r"(?:"
    r"[nN]?'(?!')(?:[^']|'')*(?:'|$)"  # 'it''s', also cut off before its end
    r"|[nN]?''(?!')(?:[^']|''''?)*?(?:''(?!'')|$)"  # ''the same inside a string''
    r'|\\?"(?!")(?:[^"\\]|""|\\[^"])*(?:\\?"|$)'
    r"|\{(?:[^}]|\}\})*(?:\}|$)"  # {the ODBC} }}way}
    r"|[^\s;'\"<>][^\s;'\"<>&]*)"
)
_WORDS = (
    r"(?:password|passwd|passphrase|passwort|kennwort|pwd"
    r"|(?:account|access|api|shared)[_-]?key)"
)
_LINE = r"[^\r\n]{0,1000}?"  # bounded: hostile text must not cost quadratic time
_SECRET_NAME = re.compile(
    rf"(?:.*{_WORDS}|.*(?:secret|token|sharedaccesssignature|sharedaccesskey))", re.IGNORECASE
)


def _pattern(before: str, value: str = _VALUE, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """`before` is kept, what `value` matches is covered. A no-break space ends no value."""
    return re.compile(rf"(?P<keep>{before}){value}", flags | re.ASCII)


_PATTERNS = (
    re.compile(
        r"(?P<keep>-----BEGIN [A-Z ]*PRIVATE KEY-----)(?!\[redacted\](?:-|$))[\s\S]+?"
        r"(?=-----END [A-Z ]*PRIVATE KEY-----|\Z)"
    ),
    _pattern(r"https?://[^\s?'\"<>]{0,2000}\?", _NOT_DONE + r"[^\s'\"<>]+"),
    _pattern(
        r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}://[^\s/:@'\"]*:", _NOT_DONE + r"[^\s/'\"]+(?=@)"
    ),
    _pattern(r"(?<![a-z0-9])(?:sig|sv|se)=", _NOT_DONE + r"[^&\s'\";<>]+"),
    _pattern(r"shared_?access_?(?:signature|key)\s*=\s*"),
    _pattern(rf"(?:{_WORDS}|\bpass)['\"]?\s*=>?\s*"),
    _pattern(r"(?:secret|token)(?:_?value|_?key)?['\"]?\s*=>?\s*"),
    _pattern(rf"(?:{_WORDS}|_secret|_token)['\"]?\s*:\s*"),
    _pattern(r"<(?:[\w.-]*:)?(?:password|pwd|secret)>", _NOT_DONE + r"[^<\r\n]{1,1000}"),
    _pattern(r"(?<!\S)[-/](?:password|passwd|pwd|pass|pw|rp|secret)(?:\s*[:=]\s*|\s+)"),
    _pattern(r"convertto-securestring\s+(?:-string\s+)?"),
    _pattern(rf"\b(?:sqlcmd|osql|isql|bcp|dtexec|psexec)\b{_LINE}\s[-/]p(?:[:=]\s*|\s+)"),
    _pattern(rf"\b(?:[sS][qQ][lL][cC][mM][dD]|osql|isql|bcp)\b{_LINE}\s[-/]P", flags=0),
    _pattern(rf"\bnet(?:\.exe)?\s+use\b{_LINE}\\\\\S+\s+(?![/*])"),
    _pattern(rf"\bnet(?:\.exe)?\s+use\b{_LINE}/u(?:ser)?:\S+\s+(?![/*])"),
    _pattern(r"\bnet(?:\.exe)?\s+user\s+\S+\s+(?![/*])"),
    _pattern(rf"\bcurl\b{_LINE}\s(?:-u|--user)[\s=]+['\"]?[^\s:'\"]+:", _NOT_DONE + r"[^\s'\"]+"),
    _pattern(r"\bauthorization\W{1,4}(?:basic|bearer|negotiate|ntlm)\s+", _NOT_DONE + r"[^\s'\"]+"),
    _pattern(r"\b(?=eyJ)", _NOT_DONE + r"eyJ[\w-]{8,}\.[\w-]+\.[\w-]*", flags=0),
)
_TRIGGER = re.compile(
    r"pass|pwd|kennwort|secret|token|key|signature|s(?:ig|v|e)=|://|[-/](?:p|rp|u)|\bnet(?:\.exe)?\s"
    r"|private|securestring|authorization|eyJ",
    re.IGNORECASE,
)


def redact(value: JsonValue) -> tuple[JsonValue, int]:
    """The value with everything that looks like a secret covered, and how many places were."""
    return _walk(value, redact_text)


def redact_text(text: str) -> tuple[str, int]:
    """As `redact`, for one string."""
    if not _TRIGGER.search(text):
        return text, 0
    return _remembered(text) if len(text) <= _REPEATED else _settled(text, _once)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> tuple[str, int]:
    return _settled(text, _once)


def _once(text: str) -> tuple[str, int]:
    total = 0
    for pattern in _PATTERNS:
        text, count = pattern.subn(rf"\g<keep>{MARK}", text)
        total += count
    return text, total


def _settled(text: str, cover: Cover) -> tuple[str, int]:
    """Covered until nothing more is found."""
    total = 0
    for _ in range(_PASSES):
        text, count = cover(text)
        if not count:
            return text, total
        total += count
    return MARK, total + 1


def _walk(value: JsonValue, cover: Cover) -> tuple[JsonValue, int]:
    if isinstance(value, str):
        return cover(value)
    if isinstance(value, list):
        pairs = [_walk(item, cover) for item in value]
        return [item for item, _ in pairs], sum(count for _, count in pairs)
    if isinstance(value, dict):
        return _walk_dict(value, cover)
    return value, 0


def _walk_dict(value: dict[str, JsonValue], cover: Cover) -> tuple[JsonValue, int]:
    covered: dict[str, JsonValue] = {}
    total = 0
    for key, item in value.items():
        name, in_name = cover(key)
        if isinstance(item, str) and item not in ("", MARK) and _names_a_secret(key):
            covered[name], count = MARK, 1
        else:
            covered[name], count = _walk(item, cover)
        total += count + in_name
    return covered, total


@lru_cache(maxsize=4096)
def _names_a_secret(key: str) -> bool:
    return _SECRET_NAME.fullmatch(key) is not None


class Secrets:
    """Our own secrets by value; covers them in any text, also in their usual disguises."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        forms = {form for value in values for form in _forms(value)}
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if forms else None

    def __repr__(self) -> str:
        return "Secrets(…)"

    def cover(self, text: str) -> tuple[str, int]:
        """The text without any of them, and how many there were."""
        return _settled(text, self._once) if self._pattern else (text, 0)

    def cover_all(self, value: JsonValue) -> tuple[JsonValue, int]:
        """As `cover`, through lists and dicts."""
        return _walk(value, self.cover)

    def _once(self, text: str) -> tuple[str, int]:
        if self._pattern is None:
            return text, 0
        parts = text.split(MARK)
        covered = [self._pattern.subn(MARK, part) for part in parts]
        return MARK.join(part for part, _ in covered), sum(count for _, count in covered)


def _forms(secret: str) -> Iterator[str]:
    """A secret as it may appear in a log: plain, escaped, in hexadecimal or base64."""
    if len(secret) < _SHORTEST_KNOWN:
        return
    yield secret
    yield quote(secret, safe="", errors="surrogatepass")
    yield quote(secret, safe="", errors="surrogatepass").lower()
    yield quote_plus(secret, errors="surrogatepass")
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield html.escape(secret)
    yield secret.replace("}", "}}")
    yield secret.replace("'", "''")
    for encoding in ("utf-8", "utf-16-le"):
        raw = secret.encode(encoding, "surrogatepass")
        yield raw.hex()
        yield raw.hex().upper()
        yield from _base64_forms(raw)


def _base64_forms(raw: bytes) -> Iterator[str]:
    """The letters that base64 gives these bytes at each of three offsets, whatever stands around.

    Letters that also depend on neighbouring bytes are left out, so the secret is found inside a
    longer encoding such as `user:password`.
    """
    for offset in range(3):
        padded = bytes(offset) + raw
        whole = base64.b64encode(padded).decode("ascii")
        start = -(-offset * 8 // 6)
        end = len(padded) * 8 // 6
        if end - start >= _SHORTEST_KNOWN:
            yield whole[start:end]
            yield whole[start:end].replace("+", "-").replace("/", "_")
