"""Small pieces of evidence for tests of the engine: one fact, one collector, one target or two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from scanner.factbook import FactBook, View
from scanner.model.collector import Place, SqlCollector, Unparsable
from scanner.model.estate import Group, SqlAccess
from scanner.model.evidence import (
    Asked,
    Clock,
    Collection,
    Contact,
    Evidence,
    Gap,
    Reading,
    Row,
    Target,
    TargetKind,
)

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
SQL01 = Target(TargetKind.SQL, "SQL01")
SQL02 = Target(TargetKind.SQL, "SQL02")


@dataclass(frozen=True)
class Pump:
    """A fact nobody else has."""

    name: str
    runs: bool


@dataclass(frozen=True)
class Valve:
    """A fact that a check forgot to declare."""

    name: str


@dataclass(frozen=True)
class Dated:
    """A fact with a time."""

    at: datetime


def interpret_dated(rows: Sequence[Row], _clock: Clock) -> Iterable[Dated]:
    return [Dated(datetime.fromisoformat(_text(row["at"]))) for row in rows]


def interpret_pumps(rows: Sequence[Row], _clock: Clock) -> Iterable[Pump]:
    return [Pump(_text(row["name"]), row["runs"] is True) for row in rows]


def interpret_valves(rows: Sequence[Row], _clock: Clock) -> Iterable[Valve]:
    return [Valve(_text(row["name"])) for row in rows]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unparsable("a name that is no text")
    return value


PUMPS = SqlCollector(
    "pumps", Pump, Place.EVERY_INSTANCE, "master", "SELECT 1", interpret_pumps, never_empty=True
)
VALVES = SqlCollector("valves", Valve, Place.EVERY_INSTANCE, "master", "SELECT 2", interpret_valves)
DATED = SqlCollector("dated", Dated, Place.EVERY_INSTANCE, "master", "SELECT 3", interpret_dated)
COLLECTORS = (PUMPS, VALVES, DATED)


def clock(skew: timedelta = timedelta(0)) -> Clock:
    return Clock(NOW, NOW + skew, timedelta(hours=1))


def reading(
    target: Target, *rows: Row, collector: str = "pumps", gap: Gap | None = None
) -> Reading:
    asked = (Asked("SELECT 1", "0" * 64, "master"),)
    return Reading(target, collector, asked, NOW, NOW, rows, gap)


def pump(name: str = "P1", runs: bool = True) -> Row:
    return {"name": name, "runs": runs}


def group(**more: object) -> Group:
    known = {"name": "Production", "management_server": "SQL01"}
    fields = {**known, "management_database": "BizTalkMgmtDb", "sql": SqlAccess("audit"), **more}
    return Group(**fields)  # type: ignore[arg-type] # the tests' own words, checked at run time


def evidence(
    *readings: Reading,
    contacts: Sequence[Contact] = (),
    planned: Sequence[str] = (),
    declared: Group | None = None,
) -> Evidence:
    """Every reading's target is met with a good clock unless `contacts` says otherwise."""
    met = {one.target: Contact(one.target, clock=clock()) for one in readings}
    met.update({one.target: one for one in contacts})
    return Evidence(
        schema=1,
        organisation="Contoso",
        group=declared or group(),
        limits={},
        collection=Collection(NOW, NOW, "auditor", "svc", "0.1.0", "a" * 64),
        contacts=tuple(met[one] for one in sorted(met)),
        planned=tuple(planned) or tuple(one.id for one in readings),
        readings=tuple(readings),
    )


def book(held: Evidence, as_of: datetime = NOW) -> FactBook:
    return FactBook(held, COLLECTORS, as_of, timedelta(minutes=5))


def view(held: Evidence, as_of: datetime = NOW) -> View:
    return View(book(held, as_of), frozenset({Pump}))
