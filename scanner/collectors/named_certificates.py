"""The certificates that the configuration of a group names by their thumbprints.

People paste thumbprints with blanks between the digits; they are left out.
"""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, optional_text, thumbprint
from scanner.collectors.statement import sql_collector
from scanner.facts.machines import NamedCertificate
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row

KINDS = ("as2", "group", "host", "party", "receive_location", "send_port")


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[NamedCertificate]:
    found = [_named(row) for row in rows]
    if found and all(one.kind != "group" for one in found):
        raise Unparsable("the group itself is missing, which is always told")
    return found


def _named(row: Row) -> NamedCertificate:
    kind = filled(row, "Kind")
    if kind not in KINDS:
        raise Unparsable("column Kind: a kind that was not asked for")
    subject = optional_text(row, "Subject") or ""
    return NamedCertificate(kind, filled(row, "Name"), subject.strip(), _digits(row))


def _digits(row: Row) -> str:
    said = "".join((optional_text(row, "Thumbprint") or "").split())
    return thumbprint({"Thumbprint": said or None}, "Thumbprint")


COLLECTOR = sql_collector(
    "named_certificates", NamedCertificate, Place.MANAGEMENT, interpret, never_empty=True
)
