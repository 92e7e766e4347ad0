"""Citations as tables: one a kind of fact, with what all rows share said once above it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.values import cell, spaced
from scanner.model.finding import Citation

WIDEST = 7
FURTHER = "further"
NARROW, BROAD, PADDING = 6, 56, 4
FIRST = ("set_id", "number", "database", "kind", "key", "name", "path", "file_name")
CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True)
class Table:
    """`same` are the fields that hold one value in every row; `readings` say where from.

    `widths` share out the width of the paper among the columns, in per cent.
    """

    title: str
    same: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    readings: tuple[str, ...]
    count: int


def tables(citations: Iterable[Citation]) -> tuple[Table, ...]:
    """In the order in which the kinds are first cited; the same fact cited twice stands once."""
    kinds: dict[str, list[Citation]] = {}
    for citation in citations:
        kinds.setdefault(citation.kind, []).append(citation)
    return tuple(_table(kind, cited) for kind, cited in kinds.items())


def _table(kind: str, cited: Sequence[Citation]) -> Table:
    names = sorted({name for one in cited for name in one.fields}, key=_place)
    lines = tuple(
        dict.fromkeys(tuple(cell(name, one.fields.get(name)) for name in names) for one in cited)
    )
    shared = [place for place in range(len(names)) if len({line[place] for line in lines}) == 1]
    varying = [place for place in range(len(names)) if place not in shared]
    columns, rows = _narrowed(names, varying, lines)
    return Table(
        title=CAPITAL.sub(" ", kind).lower().capitalize(),
        same=tuple((spaced(names[place]), lines[0][place]) for place in shared),
        columns=columns,
        widths=_widths(columns, rows),
        rows=rows if varying else (),
        readings=tuple(dict.fromkeys(one.reading for one in cited)),
        count=len(lines),
    )


def _place(name: str) -> tuple[int, str]:
    """What identifies a fact stands first; a stored run keeps no order of its own."""
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)


def _widths(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """By the longest text of a column, within bounds."""
    longest = (
        max(len(heading), *(len(row[place]) for row in rows))
        for place, heading in enumerate(columns)
    )
    shares = [min(max(length, NARROW), BROAD) + PADDING for length in longest]
    return tuple(100 * share // sum(shares) for share in shares)


def _narrowed(
    names: Sequence[str], varying: Sequence[int], lines: Iterable[Sequence[str]]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Columns and rows; what paper has no room for goes into one last column, with its names."""
    own = varying if len(varying) <= WIDEST else varying[: WIDEST - 1]
    rest = varying[len(own) :]
    columns = tuple(spaced(names[place]) for place in own)
    rows = []
    for line in lines:
        cells = tuple(line[place] for place in own)
        tail = ", ".join(f"{spaced(names[place])} {line[place]}" for place in rest)
        rows.append((*cells, tail) if rest else cells)
    return ((*columns, FURTHER) if rest else columns), tuple(rows)
