"""The decisions' files at the door: what counts as an entry, and every complaint with its line.

An entry that is wrong does not count, and that is told; it costs the others nothing.
"""

import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from scanner.decisions.counting import CHECK_LETTERS
from scanner.decisions.schema import (
    AttestationEntry,
    DecisionEntry,
    DocumentEntry,
    EnteredEntry,
    WaiverEntry,
    validate,
)
from scanner.errors import UserMistake
from scanner.estate.complaints import Complaint, Place, meant
from scanner.estate.doubts import holds_secret
from scanner.estate.tree import Tree, Unreadable, Value, read
from scanner.model.decision import (
    Attestation,
    Decision,
    DecisionFile,
    Decisions,
    Document,
    Entered,
    Waiver,
)
from scanner.model.finding import SHORT

_FINDING = re.compile(rf"/.+|-[0-9a-f]{{{SHORT}}}")
SUFFIXES = (".yaml", ".yml")
_LARGEST = 1_048_576
_LARGEST_DOCUMENT = 1_073_741_824
_HINT = "`btsready attest` and `btsready waive` write such a file."


@dataclass(frozen=True)
class Known:
    """What a decision can be about."""

    rows: frozenset[str]
    checks: frozenset[str]


@dataclass(frozen=True)
class Held:
    """One file: what it holds, what is wrong with it, and where each entry stands."""

    file: DecisionFile
    entries: tuple[Decision, ...]
    complaints: tuple[Complaint, ...]

    @property
    def troubles(self) -> Iterator[str]:
        return (f"{one.sentence(self.file.name)}; it does not count." for one in self.complaints)


def gather(path: Path, known: Known) -> Decisions:
    """Every decision of a file, or of the YAML files in a folder; UserMistake without either."""
    files = files_of(path)
    return together([held(one, known) for one in files])


def files_of(path: Path) -> list[Path]:
    """A file itself; of a folder, its YAML files by name."""
    if path.is_dir():
        inside = (one for one in path.iterdir() if one.suffix in SUFFIXES)
        return sorted(one for one in inside if not one.name.startswith(".") and one.is_file())
    if not path.is_file():
        raise UserMistake(f"{path}: there is no such file or folder of decisions", _HINT)
    return [path]


def together(files: Sequence[Held]) -> Decisions:
    """An id that stands twice counts not once: which entry is meant is not clear."""
    number = Counter(one.id for held in files for one in held.entries)
    entries = [one for held in files for one in held.entries if number[one.id] == 1]
    twice = [
        f"The id {one!r} stands {count} times; none of these entries counts."
        for one, count in sorted(number.items())
        if count > 1
    ]
    return Decisions(
        attestations=tuple(one for one in entries if isinstance(one, Attestation)),
        waivers=tuple(one for one in entries if isinstance(one, Waiver)),
        troubles=(*(text for held in files for text in held.troubles), *twice),
        files=tuple(held.file for held in files),
    )


def held(path: Path, known: Known) -> Held:
    """What stands in one file; never raises for what stands in it."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        return Held(DecisionFile(path.name, ""), (), (_whole(f"cannot be read: {error.strerror}"),))
    return parsed(data, path, known)


def parsed(data: bytes, path: Path, known: Known) -> Held:
    """As `held`, of bytes that stand, or are to stand, at `path`."""
    file = DecisionFile(path.name, sha256(data).hexdigest())
    try:
        if len(data) > _LARGEST:
            raise Unreadable(_whole(f"larger than {_LARGEST // 1024} KiB"))
        tree = read(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Held(file, (), (Complaint(line, (), "not UTF-8 from here on"),))
    except Unreadable as error:
        return Held(file, (), (error.complaint,))
    if tree.value is None:
        return Held(file, (), ())
    if not isinstance(tree.value, list):
        return Held(file, (), (_whole("must be a list: each decision begins with '- '"),))
    return _listed(tree, tree.value, file, path.parent, known)


def _whole(text: str) -> Complaint:
    return Complaint(1, (), text)


def _listed(
    tree: Tree, values: Sequence[Value], file: DecisionFile, folder: Path, known: Known
) -> Held:
    entries: list[Decision] = []
    complaints = list(tree.complaints)
    spoiled = {one.place[:1] for one in tree.complaints}
    for at, value in enumerate(values):
        entry, wrong = validate(value)
        wrong += [(place, text) for place, text in _doubts(value, entry, known)]
        complaints += [
            Complaint(tree.line((at, *place)), (at, *place), text) for place, text in wrong
        ]
        if entry and not wrong and (at,) not in spoiled:
            where = f"{file.name}:{tree.line((at,))}"
            entries.append(replace(_decided(entry, folder), place=where))
    return Held(file, tuple(entries), tuple(sorted(complaints, key=lambda one: one.line)))


def _doubts(value: Value, entry: DecisionEntry | None, known: Known) -> Iterator[tuple[Place, str]]:
    for key, text in value.items() if isinstance(value, dict) else ():
        if isinstance(text, str) and holds_secret(text):
            yield (key,), "looks like a secret: it never stands in this file"
    if entry and (why := doubt_about(entry.about, known, isinstance(entry, AttestationEntry))):
        yield ("about",), why


def doubt_about(about: str, known: Known, attests: bool) -> str:
    """Empty for a check, one of its findings and, where it attests, a row."""
    check, rest = about[:CHECK_LETTERS], about[CHECK_LETTERS:]
    if check in known.checks:
        digits = f"a finding of {check} is called {check}/SUBJECT or {check}- and {SHORT} digits"
        return "" if not rest or _FINDING.fullmatch(rest) else f"{digits}, 0 to 9 and a to f"
    if about in known.rows:
        return "" if attests else "a whole row cannot be waived: name a check or a finding"
    what = "row, check or finding" if attests else "check or finding"
    return f"no {what} is called {about!r}{_near(about, known, attests)}"


def _near(about: str, known: Known, attests: bool) -> str:
    """The name that may be meant, else the checks that begin alike."""
    names = known.rows | known.checks if attests else known.checks
    check = re.split("[/-]", about)[0]
    near = meant(check, names)
    if "did you mean" in near:
        return near
    alike = sorted(one for one in known.checks if one[:2] == check[:2].upper())
    return f"; there are {', '.join(alike)}" if alike else ""


def _decided(entry: DecisionEntry, folder: Path) -> Decision:
    entered = _entered(entry.entered)
    ended = _entered(entry.ended) if entry.ended else None
    same = (entry.id, entry.group, entry.about)
    if isinstance(entry, WaiverEntry):
        said = (entry.owner, entry.approver, entry.reason)
        return Waiver(*same, *said, entered, entry.until, ended)
    paper = _document(entry.document) if entry.document else None
    return Attestation(
        *same,
        entry.by,
        entry.statement,
        entered,
        entry.until,
        paper,
        ended,
        flaw=_flaw(paper, folder) if paper else "",
    )


def _document(entry: DocumentEntry) -> Document:
    return Document(entry.path, entry.sha256)


def _entered(entry: EnteredEntry) -> Entered:
    return Entered(entry.at, entry.account, entry.host)


def _flaw(document: Document, folder: Path) -> str:
    """Why the document is not what the statement rests on, or nothing."""
    try:
        now = document_digest(folder / document.path)
    except UserMistake as error:
        return f"Its document cannot be looked at: {error.message}."
    changed = f"Its document {document.path} was changed since; state it anew."
    return "" if now == document.sha256 else changed


def document_digest(path: Path) -> str:
    """SHA-256 of a plain file; UserMistake for anything else."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe would never end
            raise UserMistake(f"{path.name} is not a file")
        if found.st_size > _LARGEST_DOCUMENT:
            raise UserMistake(f"{path.name} is larger than {_LARGEST_DOCUMENT >> 30} GiB")
        digest = sha256()
        with path.open("rb") as file:
            while part := file.read(_LARGEST):
                digest.update(part)
    except OSError as error:
        raise UserMistake(f"{path.name} cannot be read: {error.strerror}") from error
    except ValueError as error:  # a name that no file system can hold
        raise UserMistake("its path is none") from error
    return digest.hexdigest()
