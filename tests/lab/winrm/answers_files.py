"""Files and XML of a described host, as the reader tells them."""

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser

from tests.lab.winrm.asker import Asker, Row, iso
from tests.lab.winrm.description import LabFile, LabHost, find
from tests.lab.winrm.gap import Gap


def read_files(asker: Asker) -> Iterator[Row]:
    path = _local(asker)
    item = _item(asker, path)
    if item is None:
        yield {"path": path, "exists": False}
        return
    yield _row(asker, path, item)
    if item.directory:
        yield from _below(asker, path, int(asker.question.get("depth") or 0))


def _local(asker: Asker) -> str:
    path = expanded(asker.question["path"], asker.host)
    if re.match(r"[\\/]{2}", path):
        raise Gap("double_hop")
    if not re.match(r"[A-Za-z]:\\", path):
        raise Gap("unparsable", "not an absolute local path")
    return path


def expanded(text: str, host: LabHost) -> str:
    def value(found: re.Match[str]) -> str:
        known = find(host.environment, found[1])
        if known is None:
            raise Gap("unparsable", "not a variable of this machine")
        return str(known)

    return re.sub(r"%([^%\\]+)%", value, text)


def _item(asker: Asker, path: str) -> LabFile | None:
    asker.touch(asker.question["kind"], path)
    item: LabFile | None = find(asker.host.tree(), path)
    if item and re.match(r"\\\\|UNC\\", item.target or ""):
        raise Gap("double_hop")
    return item


def _below(asker: Asker, folder: str, depth: int) -> Iterator[Row]:
    asker.touch(folder)
    for path, item in children(asker.host.tree(), folder):
        asker.check_time()
        if _is_like(name_of(path), asker.question.get("pattern") or "*"):
            yield _row(asker, path, item)
        if item.directory and depth > 0 and not item.target:
            yield from _below(asker, path, depth - 1)


def children(tree: Mapping[str, LabFile], folder: str) -> list[tuple[str, LabFile]]:
    start = f"{folder.rstrip(chr(92))}\\".lower()
    return [
        (path, item)
        for path, item in tree.items()
        if path.lower().startswith(start) and path.lower() != start
        if "\\" not in path[len(start) :]
    ]


def name_of(path: str) -> str:
    return path if path.endswith("\\") else path.rsplit("\\", 1)[1]


def _is_like(name: str, pattern: str) -> bool:
    """Only * and ? are special."""
    expression = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(expression, name, re.IGNORECASE | re.DOTALL) is not None


def _row(asker: Asker, path: str, item: LabFile) -> Row:
    question = asker.question
    row: Row = {
        "path": path,
        "name": name_of(path),
        "exists": True,
        "directory": item.directory,
        "size": None if item.directory else item.length(),
        "created": iso(item.created or item.written),
        "written": iso(item.written),
        "owner": None,
        "rights": None,
        "sha256": None,
    }
    if question.get("owner") or question.get("rights"):
        asker.need_full()
        asker.touch(path)
        row["owner"] = item.owner if question.get("owner") else None
        row["rights"] = _rights(item) if question.get("rights") else None
    if question.get("hash") and not item.directory:
        if item.length() > asker.bytes:
            raise Gap("unparsable", "the file is larger than the limit")
        asker.touch(path)
        row["sha256"] = item.sha256(path)
    if question.get("words") and not item.directory:
        row["words"] = _words(asker, path, item)
    return row


def _words(asker: Asker, path: str, item: LabFile) -> dict[str, bool]:
    if item.length() > asker.bytes:
        raise Gap("unparsable", "the file is larger than the limit")
    asker.touch(path)
    text = _decoded(item.content or b"").replace("\0", "")
    return {
        word: re.search(rf"\b{word}\b", text, re.IGNORECASE) is not None
        for word in asker.question["words"]
    }


def _decoded(content: bytes) -> str:
    """As its mark says; without one every byte is a letter."""
    marks = {
        codecs.BOM_UTF8: "utf-8-sig",
        codecs.BOM_UTF16_LE: "utf-16",
        codecs.BOM_UTF16_BE: "utf-16",
    }
    coding = next((one for mark, one in marks.items() if content.startswith(mark)), "latin-1")
    return content.decode(coding, "replace")


def _rights(item: LabFile) -> list[Row]:
    return [
        {"sid": r.sid, "mask": r.mask, "allow": r.allow, "inherited": r.inherited}
        for r in item.rights
        if not r.inherit_only
    ]


def read_xml(asker: Asker) -> Iterator[Row]:
    asker.need_full()
    path = _local(asker)
    item = _item(asker, path)
    if item is None or item.directory:
        yield {"path": path, "exists": False}
        return
    if item.length() > asker.bytes:
        raise Gap("unparsable", "the file is larger than the limit")
    asker.touch(path)
    root = _parse(item.content or b"")
    yield {
        "path": path,
        "exists": True,
        "well_formed": root is not None,
        "size": item.length(),
        "written": iso(item.written),
    }
    for select in asker.question["select"] if root is not None else ():
        yield from _elements(root, select)


class _NoDoctype(TreeBuilder):
    def doctype(self, _name: str, _public: str, _system: str) -> None:
        raise ElementTree.ParseError("a document type is refused")


def _parse(content: bytes) -> Element | None:
    try:
        parser = XMLParser(target=_NoDoctype())  # noqa: S314  # the lab's own description
        parser.feed(content)
        root: Element = parser.close()
    except ElementTree.ParseError:
        return None
    return root


def _elements(root: Element | None, select: Mapping[str, Any]) -> Iterator[Row]:
    names = select["element"].split("/")
    for lineage in _lineages(root, names):
        node = lineage[-1]
        attributes: Row = {name: _text(node, name) for name in select.get("attributes") or ()}
        match = str(select.get("match") or "")
        attributes |= {n: {"filled": _filled(node, n, match)} for n in select.get("secret") or ()}
        yield {
            "select": select["name"],
            "context": _context(lineage[:-1], select.get("context") or {}),
            "attributes": attributes,
        }


def _lineages(root: Element | None, names: Sequence[str]) -> Iterator[list[Element]]:
    """Every element at that place, each after its ancestors."""
    steps = [re.fullmatch(r"([\w.\-]+)(?:\[([\w.\-]+)=([\w.\-]+)\])?", name) for name in names]
    if None in steps:
        raise Gap("unparsable", "not a plain XML name")
    lines = [[root]] if root is not None and _is_step(root, steps[0]) else []
    for step in steps[1:]:
        lines = [[*line, child] for line in lines for child in line[-1] if _is_step(child, step)]
    yield from lines


def _is_step(node: Element, step: re.Match[str] | None) -> bool:
    """A name, or a name with an attribute that must have a value: add[key=Server]."""
    if step is None or _local_name(node.tag) != step[1]:
        return False
    return not step[2] or _text(node, step[2]) == step[3]


def _local_name(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _context(ancestors: Sequence[Element], wanted: Mapping[str, Sequence[str]]) -> Row:
    context: Row = {}
    for element, names in wanted.items():
        near = next((a for a in reversed(ancestors) if _local_name(a.tag) == element), None)
        for name in names:
            context[f"{element}.{name}"] = None if near is None else _text(near, name)
    return context


def _text(node: Element, name: str) -> str | None:
    if name == "#text":
        texts = [node.text, *(child.tail for child in node)]
        return next((text for text in texts if text and text.strip()), None)
    return next((v for key, v in node.attrib.items() if _local_name(key) == name), None)


def _filled(node: Element, name: str, match: str) -> bool:
    inner = [text for child in node if _local_name(child.tag) == name for text in child.itertext()]
    texts = [_text(node, name) or "", *inner]
    return any(text.strip() and re.search(match, text, re.IGNORECASE) for text in texts)
