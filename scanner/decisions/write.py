"""Decisions into their file without touching what stands there: comments and order are kept.

Text is added, never written anew: a library that loads and dumps YAML would lose a team's comments,
or need another dependency to keep them. What was made is read back before it replaces the file.
"""

import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from scanner.account import account
from scanner.decisions.load import Held, Known, parsed
from scanner.errors import UserMistake
from scanner.estate.complaints import refuse, spoken
from scanner.model.decision import Decision, DecisionKind, Entered
from scanner.seal import canonical_json
from scanner.store import write_file

HEAD = """\
# btsready: decisions of people about a BizTalk group. Keep this file under version control.
# Nothing here is signed: what counts is who may change the file, and who reviews the change.
# `btsready attest`, `btsready waive` and `btsready decisions expire` add to it.

"""
WIDE = 10_000  # no line of an entry is folded: a change stays one line
MORE = "Correct the file first: `btsready decisions list` names what is wrong with it."
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Draft:
    """A file of decisions as it stands, to be added to; empty where there is none yet."""

    path: Path
    data: bytes
    known: Known

    @property
    def held(self) -> Held:
        return parsed(self.data, self.path, self.known)


def draft(path: Path, known: Known) -> Draft:
    """Of a link, the file that it leads to."""
    whole = path.resolve()
    if whole.exists() and not whole.is_file():
        raise UserMistake(f"{path} is no file to write a decision into", "Name a YAML file.")
    try:
        return Draft(whole, whole.read_bytes() if whole.exists() else b"", known)
    except OSError as e:
        raise UserMistake(f"{path} cannot be read: {e.strerror}", "Check the path.") from e


def author(now: datetime) -> Entered:
    return Entered(now.astimezone(UTC).replace(microsecond=0), account(), platform.node())


def add(to: Draft, kind: DecisionKind, said: Mapping[str, Any], by: Entered) -> Decision:
    """Writes the entry at the end of the file; what was written, as it is read back."""
    made = with_entry(to, kind, said, by)
    save(to, made)
    return made.held.entries[-1]


def with_entry(to: Draft, kind: DecisionKind, said: Mapping[str, Any], by: Entered) -> Draft:
    """The file as it will be, its last entry the new one; nothing is written yet."""
    entry = {"kind": kind.value, "id": "", **said, "entered": _plain(by)}
    entry = {key: value for key, value in entry.items() if value is not None}
    entry["until"] = entry.pop("until")  # last, where people look for it
    entry["id"] = f"{kind.value[0].upper()}-{sha256(canonical_json(entry)).hexdigest()[:8]}"
    text = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=WIDE)
    made = replace(to, data=_with(to.data, text))
    old, new = to.held, made.held
    if entry["id"] in {one.id for one in old.entries}:
        raise UserMistake("the very same stands there already", "Nothing was written.")
    if new.complaints or new.entries[:-1] != old.entries or len(new.entries) == len(old.entries):
        typed = new.complaints and not old.complaints
        raise _as_typed(new) if typed else _refused(to, new)
    _require_unchanged(said, new.entries[-1])
    return made


def _require_unchanged(said: Mapping[str, Any], read_back: Decision) -> None:
    """YAML reads some line ends of other scripts as blanks."""
    texts = {key: value for key, value in said.items() if isinstance(value, str)} | {"until": ""}
    wrong = [key for key, text in texts.items() if text and getattr(read_back, key) != text]
    if wrong:
        what = "holds a character that a file would not give back"
        raise UserMistake(f"{wrong[0]}: {what}", "Nothing was written.")


def end(of: Draft, decision: str, by: Entered) -> Decision:
    """Writes into the entry that it ended; the rest of the file stays as it is."""
    old = of.held
    text = of.data.decode("utf-8-sig")
    changed = _ended(text, decision, _plain(by))
    mark = _MARK if of.data.startswith(_MARK) else b""
    made = replace(of, data=mark + changed.encode())
    now = {one.id: one for one in made.held.entries}
    others = [one for one in old.entries if one.id != decision]
    kept = [replace(now[one.id], place=one.place) for one in others if one.id in now]
    if decision not in now or now[decision].ended != by or kept != others:
        raise _refused(of, made.held)
    save(of, made)
    return now[decision]


def _plain(by: Entered) -> dict[str, str]:
    return {"at": instant(by.at), "account": by.account, "host": by.host}


def instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _with(data: bytes, entry: str) -> bytes:
    """At the end, with the indentation and the line ends that the file has."""
    if not data.strip():
        return data + (HEAD + entry).encode()
    before = data.decode("utf-8-sig", errors="replace")
    indent = " " * _column(before)
    newline = "\r\n" if "\r\n" in before else "\n"
    lines = [f"{indent}{line}{newline}" for line in entry.removesuffix("\n").split("\n")]
    gap = "" if before.endswith("\n") else newline
    return data + f"{gap}{newline}{''.join(lines)}".encode()


def _column(text: str) -> int:
    found = re.search(r"^( *)- ", text, re.MULTILINE)
    return len(found[1]) if found else 0


def _ended(text: str, decision: str, by: Mapping[str, str]) -> str:
    """The text with `ended` right after the entry's `until`, in the style of the entry."""
    entry = _entry(text, decision)
    key, value = next(pair for pair in entry.value if pair[0].value == "until")
    stop = value.end_mark.index
    said = yaml.safe_dump(dict(by), default_flow_style=True, sort_keys=False, width=WIDE)
    line = f"ended: {said.strip()}"
    if entry.flow_style:
        return f"{text[:stop]}, {line}{text[stop:]}"
    newline = "\r\n" if "\r\n" in text else "\n"
    found = text.find("\n", stop)
    head, tail = (text[: found + 1], text[found + 1 :]) if found >= 0 else (text + newline, "")
    return f"{head}{' ' * key.start_mark.column}{line}{newline}{tail}"


def _entry(text: str, decision: str) -> MappingNode:
    root = yaml.SafeLoader(text).get_single_node()
    for one in root.value if isinstance(root, SequenceNode) else ():
        pairs: Iterable[Any] = one.value if isinstance(one, MappingNode) else ()
        for key, value in pairs:
            if key.value == "id" and isinstance(value, ScalarNode) and value.value == decision:
                return one  # type: ignore[no-any-return]  # a mapping: only these have pairs
    raise UserMistake(f"no decision {decision!r} stands here", MORE)


def _as_typed(new: Held) -> UserMistake:
    """What is wrong with what was typed, without lines of a file that nobody will see."""
    placed = [(spoken(one.place[1:]), one.text) for one in new.complaints]
    said = [f"{place}: {text}" if place else text for place, text in placed]
    return UserMistake("\n".join(said), "Nothing was written.")


def _refused(of: Draft, new: Held) -> UserMistake:
    """What is wrong, with the lines of the file as it would be."""
    if new.complaints:
        return refuse(of.path, new.complaints, MORE)
    return UserMistake(f"{of.path}: nothing can be added to what stands there", MORE)


def save(old: Draft, new: Draft) -> None:
    """Somebody else's entry of a moment ago must not be lost."""
    if draft(old.path, old.known).data != old.data:
        raise UserMistake(f"{old.path} was changed meanwhile; nothing was written", "Try again.")
    mode = old.path.stat().st_mode & 0o777 if old.path.exists() else 0
    write_file(old.path, new.data, mode)
