"""The ids of the master secrets that a host holds: names of registry keys, never a value."""

from collections.abc import Iterable, Sequence

from scanner.collectors import questions
from scanner.collectors.columns import filled, flag, texts, value
from scanner.facts.master_secret import SecretKey
from scanner.model.collector import HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

KEY = "SOFTWARE\\Microsoft\\ENTSSO\\SSOSS"
VIEWS = ["32", "64"]


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.subkeys("secret_keys/subkeys", KEY)]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[SecretKey]:
    if sorted(filled(row, "view") for row in rows) != VIEWS:
        raise Unparsable("an answer for either registry view expected")
    names = {name.casefold(): name for row in rows for name in held(row)}
    return [SecretKey(name) for _, name in sorted(names.items())] or [SecretKey(None)]


def held(row: Row) -> tuple[str, ...]:
    if flag(row, "exists"):
        return texts(row, "subkeys")
    if value(row, "subkeys"):
        raise Unparsable("a key that is not there has subkeys")
    return ()


COLLECTOR = HostCollector(
    "secret_keys",
    SecretKey,
    frozenset({HostRole.SECRET_SERVER, HostRole.BIZTALK}),
    first,
    interpret,
    rights="read the key SSOSS: local administrator",
)
