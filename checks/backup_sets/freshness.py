"""How old a set is, said and judged the same for full and log sets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from checks.wording import listed, stamp_basis, when
from scanner.model.check import Facts
from scanner.model.duration import say
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.recovery.newest import DatedSet, partial_after


@dataclass(frozen=True)
class Asked:
    """`kind` as in a sentence: 'full set', 'log set'."""

    kind: str
    found: DatedSet
    limit: timedelta
    fix: str


def the_group(facts: Facts) -> Iterator[Subject[Target]]:
    """The whole group, under the name of its management database."""
    yield Subject(facts.group.management_database, facts.management, facts.management)


def freshness(asked: Asked, facts: Facts) -> Verdict:
    """Too old by every reading of its stamp is a failure; recent by only one is not decided."""
    found, cited = asked.found, asked.found.set.rows
    name = f"The newest complete {asked.kind} is {found.set.id}"
    if found.time is None:
        return _undecided(asked, facts, name)
    age = facts.age(found.time, facts.management)
    sentence = (
        f"{name}, begun {when(found.time)}, {say(age)} ago; limit {say(asked.limit)}. "
        f"{stamp_basis(found)}"
    )
    if age <= asked.limit:
        return passes(sentence, *cited)
    return fails(f"{sentence}{_why(asked, facts)}", *cited, fix=asked.fix)


def _why(asked: Asked, facts: Facts) -> str:
    """The next set that could have been newer, when it is there but not whole."""
    after = partial_after(facts, asked.found.set)
    if after is None:
        return ""
    partial, lacking = after
    reason = f"lacks {listed(lacking)}" if lacking else "was never marked complete"
    return f" Set {partial.id}, which followed, {reason}."


def _undecided(asked: Asked, facts: Facts, name: str) -> Verdict:
    found, cited = asked.found, asked.found.set.rows
    newest = max(found.moments)
    least = facts.now(facts.management) - newest
    if least > asked.limit:
        begun = f"{name}, begun {when(newest)} at the latest, {say(least)} ago"
        sentence = f"{begun}; limit {say(asked.limit)}. {stamp_basis(found)}"
        return fails(f"{sentence}{_why(asked, facts)}", *cited, fix=asked.fix)
    either = " or ".join(when(one) for one in sorted(found.moments))
    return not_checked(
        f"{name}, begun {either}. {stamp_basis(found)}",
        *cited,
        settle=(
            "Give both backup steps the same @UseLocalTime, and scan again after the next sets; "
            "or compare the set's files with their times of writing."
        ),
    )
