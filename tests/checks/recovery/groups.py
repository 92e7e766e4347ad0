"""A group whose job was well for two runs, and what happened to it then; its facts by hand."""

from dataclasses import replace
from datetime import timedelta

from scanner.facts.backup_chain import ChainBackup
from scanner.model.check import Check
from scanner.model.estate import Objectives
from scanner.model.evidence import Gap, GapReason, TargetKind
from scanner.model.finding import Verdict
from tests import make
from tests.recovery_oracle.evidence import facts_of
from tests.recovery_oracle.scripts import Event, played
from tests.recovery_oracle.world import Layout, World

LAYOUT = Layout(("SQL01", "SQL02"))
LOG: Event = ("log", 9, 0)  # ten minutes after what was before
FULL: Event = ("full", 9, 0)
LATE = timedelta(minutes=3)


def after(*events: Event, layout: Layout = LAYOUT) -> World:
    return played(layout, events)


def facts(
    world: World, objectives: Objectives | None = None, later: timedelta = LATE
) -> make.HandFacts:
    """`later`: how long after the last event the group is looked at."""
    found = facts_of(world, world.now + later)
    return replace(found, group=replace(found.group, objectives=objectives or Objectives()))


def judged(check: Check, *events: Event, rpo: timedelta | None = None) -> Verdict:
    return make.verdict(check, facts(after(*events), Objectives(rpo=rpo)))


def unread(found: make.HandFacts, kind: TargetKind, fact: type) -> make.HandFacts:
    """That kind of fact could not be read from any target of that kind."""
    gap = Gap(GapReason.DENIED, "as the test wants")
    held = [
        replace(one, missing={**one.missing, fact: gap}) if one.target.kind is kind else one
        for one in found.held
    ]
    return replace(found, held=tuple(held))


def purged(found: make.HandFacts) -> make.HandFacts:
    """msdb remembers nothing."""
    held = [
        replace(one, facts=tuple(fact for fact in one.facts if not isinstance(fact, ChainBackup)))
        for one in found.held
    ]
    return replace(found, held=tuple(held))
