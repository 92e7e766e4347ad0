"""YAML text into plain values that remember their lines.

Stricter than YAML: no anchors, aliases or tags, no key twice, and words such as `no`, `on` or
`10:30` are text, as in YAML 1.2. What PyYAML quotes of the text is never repeated.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from scanner.estate.complaints import Complaint, Place

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"

_DEEPEST = 12
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_WORDS: Mapping[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


class Unreadable(Exception):
    """The text is not YAML, or uses what an estate file must not use."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint.text)
        self.complaint = complaint


@dataclass
class Tree:
    """The values, the line of every place, and what was wrong with the text itself."""

    value: Value = None
    lines: dict[Place, int] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """Of that place, or of the nearest one around it that exists."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def at(self, place: Place) -> Value:
        """None where nothing stands."""
        value = self.value
        for step in place:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def complain(self, place: Place, text: str) -> None:
        self.complaints.append(Complaint(self.line(place), place, text))


class _Composer(yaml.SafeLoader):
    """Builds nodes; refuses at the event, before aliases multiply or nesting grows deep."""

    depth = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # untyped in types-PyYAML
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _unreadable(event.start_mark, "no & anchors or * aliases here; quote plain text")
        if getattr(event, "tag", None):
            raise _unreadable(event.start_mark, "no ! tags here; quote plain text")
        if self.depth == _DEEPEST:
            raise _unreadable(event.start_mark, f"nested more than {_DEEPEST} levels deep")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read(text: str) -> Tree:
    """Raises Unreadable where the text cannot be understood as a whole."""
    try:
        node = _Composer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        raise _unreadable(_where(error), _advice(error.problem or "")) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Unreadable(Complaint(line, (), "a control character stands here")) from None
    tree = Tree()
    if node is not None:
        tree.value = _value(node, (), tree)
    return tree


def _where(error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Where it began, for what runs on until the text ends; else where it went wrong."""
    runs_on = "quoted" in (error.context or "") or "end" in (error.problem or "")
    return (runs_on and error.context_mark) or error.problem_mark


def _unreadable(mark: yaml.Mark | None, text: str) -> Unreadable:
    return Unreadable(Complaint(mark.line + 1 if mark else 1, (), text))


def _advice(problem: str) -> str:
    """Our words for the two mistakes people make; PyYAML's own could repeat a secret."""
    if "escape" in problem:
        return r"put what holds a backslash in single quotes: '\\VAULT01\dr'"
    if "tab" in problem or "\\t" in problem:
        return "indent with spaces, not with tabs"
    if "another document" in problem:
        return "one document only: remove the line '---'"
    return "not YAML from here on: look for a missing quote, colon, comma or indentation"


def _value(node: Node, place: Place, tree: Tree) -> Value:
    tree.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        return _mapping(node, place, tree)
    if isinstance(node, SequenceNode):
        return [_value(item, (*place, at), tree) for at, item in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: MappingNode, place: Place, tree: Tree) -> dict[str, Value]:
    found: dict[str, Value] = {}
    folded: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            tree.complain(place, "a key must be plain text")
            continue
        here = (*place, key.value)
        if key.value.casefold() in folded:
            line = key.start_mark.line + 1
            tree.complaints.append(Complaint(line, here, "stands here twice; keep one"))
            continue
        folded.add(key.value.casefold())
        tree.lines[here] = key.start_mark.line + 1
        found[key.value] = _value(value, here, tree)
    return found


def _scalar(node: Node) -> Value:
    text = str(node.value)
    if not isinstance(node, ScalarNode) or node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text
