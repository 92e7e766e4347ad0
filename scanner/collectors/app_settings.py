"""Single entries of a .NET program's configuration file: the others are not read."""

from collections.abc import Mapping, Sequence

from scanner.collectors import answers
from scanner.collectors.columns import filled, mapping, optional_text
from scanner.collectors.questions import Select, element
from scanner.model.collector import Unparsable
from scanner.model.evidence import Row

PLACE = "configuration/appSettings/add"


def entries(*keys: str) -> Sequence[Select]:
    """What asks for the values of these keys; .NET compares keys without case, XML does not."""
    return tuple(element(key, f"{PLACE}[key={key}]", ["value"]) for key in keys)


def values(rows: Sequence[Row], *keys: str) -> Mapping[str, str] | None:
    """By key, empty for one that is not there; None where there is no such file or no XML.

    Of an entry that is there twice .NET takes the last.
    """
    found = answers.elements(rows)
    if found is None:
        return None
    told = dict.fromkeys(keys, "")
    for row in found:
        key = filled(row, "select")
        if key not in told:
            raise Unparsable("column select: an entry that was not asked for")
        told[key] = (optional_text(mapping(row, "attributes"), "value") or "").strip()
    return told
