"""The reader's rows, sorted by the question they answer."""

from collections.abc import Sequence
from itertools import groupby

from scanner.collectors.columns import filled, flag, mapping
from scanner.model.collector import Unparsable
from scanner.model.evidence import Row


def to(question: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows that answer one question; none is unparsable, for every answer has a row."""
    found = tuple(row for row in rows if filled(row, "question") == question)
    if not found:
        raise Unparsable(f"question {question} has no answer")
    return found


def by_question(rows: Sequence[Row]) -> dict[str, tuple[Row, ...]]:
    """In the order they came; one question's rows stand together."""
    groups = [(key, tuple(own)) for key, own in groupby(rows, lambda row: filled(row, "question"))]
    answered = dict(groups)
    if len(answered) != len(groups):
        raise Unparsable("the rows of one question are scattered")
    return answered


def exists(rows: Sequence[Row]) -> bool:
    """Whether the path that was asked for is there; its own row comes first."""
    if not rows:
        raise Unparsable("not even the path itself was answered")
    return flag(rows[0], "exists")


def listed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """What a `files` answer found below its path; nothing when the path is not there."""
    children = tuple(rows[1:])
    if exists(rows):
        return children
    if children:
        raise Unparsable("a path that is not there has content")
    return ()


def elements(rows: Sequence[Row]) -> tuple[Row, ...] | None:
    """The elements of an `xml` answer; None when there is no such file or it is no XML."""
    found = tuple(rows[1:])
    if exists(rows) and flag(rows[0], "well_formed"):
        return found
    if found:
        raise Unparsable("a file that cannot be read has elements")
    return None


def attributes(row: Row) -> dict[str, str]:
    """Attributes that are there; of a secret one only 'filled' or 'empty'."""
    found: dict[str, str] = {}
    for name, value in mapping(row, "attributes").items():
        if isinstance(value, str):
            found[name] = value
        elif isinstance(value, dict):
            found[name] = "filled" if flag(value, "filled") else "empty"
        elif value is not None:
            raise Unparsable(f"attribute {name}: text expected, got {type(value).__name__}")
    return found
