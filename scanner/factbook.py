"""Evidence as typed facts: what a check may see, and why it may not see the rest."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar, cast

from scanner.facts.instances import Instance
from scanner.model.check import Facts, MissingEvidence, UndeclaredFact
from scanner.model.collector import Collector, Denied, Unparsable
from scanner.model.duration import say
from scanner.model.estate import Group
from scanner.model.evidence import (
    Clock,
    Contact,
    Evidence,
    Gap,
    GapReason,
    Reading,
    Target,
    TargetKind,
)
from scanner.model.names import folder_name, host_name, is_unc, is_url, server_name

Fact = TypeVar("Fact")
Made = TypeVar("Made")
ROUNDING = timedelta(seconds=1)  # datetime columns round to 3 ms, file systems to 2 s at worst
NO_TIMES = frozenset({"stamp"})  # BackupDateTime as stored: UTC or local is settled elsewhere
MALFORMED = (Unparsable, ValueError, TypeError, LookupError, AttributeError, ArithmeticError)


@dataclass(frozen=True)
class Worked:
    """What a piece of work made, or could not for lack of evidence, and what it looked at."""

    made: Any
    missing: MissingEvidence | None
    seen: tuple[str, ...]
    kinds: frozenset[type]


@dataclass
class FactBook:
    """One piece of evidence as of one moment; interprets each reading once."""

    evidence: Evidence
    collectors: Iterable[Collector]
    as_of: datetime
    max_skew: timedelta
    _facts: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    _sources: dict[int, str] = field(default_factory=dict)
    _worked: dict[Callable[[Facts], Any], Worked] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> Mapping[str, Collector]:
        return {collector.name: collector for collector in self.collectors}

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        return {reading.id: reading for reading in self.evidence.readings}

    @cached_property
    def contacts(self) -> Mapping[str, Contact]:
        return {contact.target.id.casefold(): contact for contact in self.evidence.contacts}

    def source(self, fact: object) -> str:
        """The id of the reading that a fact came from; empty for one that is not ours."""
        return self._sources.get(id(fact), "")

    def worked(self, work: Callable[[Facts], Any], needs: frozenset[type]) -> Worked:
        """Kept from the first time on, whoever asked then."""
        if work not in self._worked:
            view, made, missing = View(self, needs), None, None
            try:
                made = work(view)
            except MissingEvidence as e:
                missing = e
            self._worked[work] = Worked(made, missing, tuple(view.seen), frozenset(view.kinds))
        return self._worked[work]

    def collector_for(self, kind: type, on: TargetKind) -> Collector:
        for collector in self.by_name.values():
            if collector.fact is kind and collector.kind is on:
                return collector
        raise UndeclaredFact(f"no collector reads {kind.__name__} from a {on}")

    def targets(self, kind: type) -> tuple[Target, ...]:
        """Planned targets, so that a reading which got lost is still walked."""
        names = {c.name for c in self.by_name.values() if c.fact is kind}
        planned = {one.rpartition("/")[0] for one in self.evidence.planned if _stem(one) in names}
        known = (contact.target for contact in self.evidence.contacts)
        return tuple(sorted(target for target in known if target.id in planned))

    def facts(self, reading_id: str) -> tuple[Any, ...]:
        """The facts of one reading, or MissingEvidence with its gap."""
        if reading_id not in self._facts:
            self._facts[reading_id] = self._interpret(self._reading(reading_id))
            self._sources.update({id(one): reading_id for one in self._facts[reading_id]})
        return self._facts[reading_id]

    def _reading(self, reading_id: str) -> Reading:
        reading = self.readings.get(reading_id)
        if reading is None:
            gap = Gap(GapReason.NOT_COLLECTED, "the evidence holds no such reading")
            raise MissingEvidence(gap, reading_id)
        gap_of_target = self.contact(reading.target, reading_id).gap
        if found := (reading.gap or gap_of_target):
            raise MissingEvidence(found, reading_id)
        return reading

    def contact(self, target: Target, reading_id: str) -> Contact:
        contact = self.contacts.get(target.id.casefold())
        if contact is None:
            gap = Gap(GapReason.NOT_COLLECTED, f"{target.name} was not contacted")
            raise MissingEvidence(gap, reading_id)
        return contact

    def _interpret(self, reading: Reading) -> tuple[Any, ...]:
        collector = self.by_name[reading.collector]
        clock = self.contact(reading.target, reading.id).clock
        try:
            facts = tuple(collector.interpret(reading.rows, clock or _no_clock(reading)))
        except Denied as e:
            raise MissingEvidence(Gap(GapReason.DENIED, str(e)), reading.id) from e
        except MALFORMED as e:
            gap = Gap(GapReason.UNPARSABLE, f"the answer is not of the known shape: {e}")
            raise MissingEvidence(gap, reading.id) from e
        if collector.never_empty and not facts:
            gap = Gap(GapReason.UNPARSABLE, "an empty answer, which no working system gives")
            raise MissingEvidence(gap, reading.id)
        return facts

    def clock(self, on: Target) -> Clock:
        """A target's clock, refused where it is not known or too far from the scanner's."""
        clock = self.contact(on, f"{on.id}/clock").clock
        if clock is None:
            detail = f"the clock of {on.name} is not known, so no age can be told"
            raise MissingEvidence(Gap(GapReason.CLOCK, detail), f"{on.id}/clock")
        if abs(clock.skew) > self.max_skew:
            way = "ahead of" if clock.skew > timedelta(0) else "behind"
            off, limit = say(abs(clock.skew)), say(self.max_skew)
            detail = f"its clock is {off} {way} the scanner's; the limit is {limit}"
            raise MissingEvidence(Gap(GapReason.CLOCK, detail), f"{on.id}/clock")
        return clock

    def now(self, on: Target) -> datetime:
        return self._at(self.clock(on))

    def _at(self, clock: Clock) -> datetime:
        return clock.target_utc + (self.as_of - clock.scanner_utc)

    def require_past(self, fact: Any) -> None:
        """MissingEvidence for a fact with a time that its own target has not reached."""
        reading = self.readings.get(self.source(fact))
        clock = self.contact(reading.target, reading.id).clock if reading else None
        if reading is None or clock is None:
            return
        for one in fields(fact):
            told = getattr(fact, one.name)
            if one.name in NO_TIMES or not isinstance(told, datetime):
                continue
            if told - self._at(clock) > ROUNDING:
                detail = ahead(told, told - self._at(clock), reading.target)
                raise MissingEvidence(Gap(GapReason.CLOCK, detail), reading.id)


def ahead(moment: datetime, by: timedelta, on: Target) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC lies {say(by)} in the future of {on.name}"


def _no_clock(reading: Reading) -> Clock:
    """For targets that tell no time: what they answer carries its zone, or no time at all."""
    return Clock(reading.started, reading.started, timedelta(0))


def _stem(reading_id: str) -> str:
    return reading_id.rpartition("/")[2]


class View:
    """What one check sees while it judges one subject; remembers what it looked at."""

    def __init__(self, book: FactBook, needs: frozenset[type]) -> None:
        self._book = book
        self._needs = needs
        self.seen: dict[str, None] = {}
        self.kinds: set[type] = set()

    @property
    def group(self) -> Group:
        return self._book.evidence.group

    @property
    def management(self) -> Target:
        return self.sql(self.group.management_server)

    def sql(self, server: str) -> Target:
        name = server_name(server, self.group.aliases, self.group.management_server)
        return Target(TargetKind.SQL, name)

    def host(self, name: str) -> Target:
        return Target(TargetKind.HOST, host_name(name))

    def folder(self, path: str, on: Target | None = None) -> Target:
        folder = folder_name(path)
        if is_url(path):
            gap = Gap(GapReason.UNSUPPORTED, "files behind a URL cannot be listed")
            raise MissingEvidence(gap, f"{path}/files")
        if is_unc(folder):
            known = self._book.contacts.get(f"{TargetKind.SHARE}:{folder}".casefold())
            return known.target if known else Target(TargetKind.SHARE, folder)
        if on is None or on.kind is TargetKind.HOST:
            return on or self.host("localhost")
        return self.host(self._one(Instance, on).machine)

    def rows(self, kind: type[Fact], on: Target) -> tuple[Fact, ...]:
        self._declared({kind})
        return self._rows(kind, on)

    def one(self, kind: type[Fact], on: Target) -> Fact:
        self._declared({kind})
        return self._one(kind, on)

    def once(self, work: Callable[[Facts], Made]) -> Made:
        worked = self._book.worked(work, self._needs)
        self._declared(worked.kinds)
        self.seen.update(dict.fromkeys(worked.seen))
        if worked.missing:
            raise MissingEvidence(worked.missing.gap, worked.missing.reading)
        return cast("Made", worked.made)

    def _declared(self, kinds: Iterable[type]) -> None:
        for kind in sorted(set(kinds) - self._needs, key=lambda one: one.__name__):
            raise UndeclaredFact(f"{kind.__name__} is not among the facts that the check declares")
        self.kinds.update(kinds)

    def targets(self, kind: type) -> tuple[Target, ...]:
        return self._book.targets(kind)

    def age(self, moment: datetime, on: Target) -> timedelta:
        age = self.now(on) - moment
        if age < -ROUNDING:
            gap = Gap(GapReason.CLOCK, ahead(moment, -age, on))
            raise MissingEvidence(gap, f"{on.id}/clock")
        return max(age, timedelta(0))

    def now(self, on: Target) -> datetime:
        return self._book.now(on)

    def _rows(self, kind: type[Fact], on: Target) -> tuple[Fact, ...]:
        reading_id = f"{on.id}/{self._book.collector_for(kind, on.kind).name}"
        self.seen[reading_id] = None
        return cast("tuple[Fact, ...]", self._book.facts(reading_id))

    def _one(self, kind: type[Fact], on: Target) -> Fact:
        facts = self._rows(kind, on)
        if len(facts) != 1:
            reading_id = next(reversed(self.seen))
            detail = f"{len(facts)} rows where there is exactly one in a working system"
            raise MissingEvidence(Gap(GapReason.UNPARSABLE, detail), reading_id)
        return facts[0]
