"""The group's recovery analysis, asked once for all checks, and how its doubts are judged."""

from collections.abc import Iterable
from datetime import timedelta

from scanner.facts.backup_sets import BackupHistoryRow
from scanner.model.check import Facts
from scanner.model.finding import Verdict, not_checked
from scanner.recovery.analysis import NEEDS as ANALYSIS
from scanner.recovery.analysis import Recovery, analyse
from scanner.recovery.flaws import Flaw
from scanner.recovery.phrases import listed, names_of, phrases

NEEDS = ANALYSIS


def recovery(facts: Facts) -> Recovery:
    return facts.once(analyse)


def told(flaws: Iterable[Flaw], facts: Facts) -> str:
    """'a missing file of SSODB in set 4712 and …'; empty without flaws."""
    said = phrases(flaws, names_of(facts))
    return listed(said) if said else ""


def undecided(sentence: str, doubts: Iterable[Flaw], facts: Facts) -> Verdict:
    """Raises MissingEvidence for a doubt that comes from what could not be read."""
    found = tuple(doubts)
    for one in found:
        one.require()
    return not_checked(
        f"{sentence} What cannot be proved: {told(found, facts)}.",
        settle=(
            "Restore the backups once on another server, to the mark; or wait for the next full "
            "set and the log sets after it, which msdb will know."
        ),
    )


def rows_of(found: Recovery, set_id: int) -> tuple[BackupHistoryRow, ...]:
    return next((one.rows for one in found.sets if one.id == set_id), ())


def rpo(facts: Facts, otherwise: timedelta) -> timedelta:
    """The declared objective, else the check's own limit."""
    return facts.group.objectives.rpo or otherwise
