"""Whether a decision would count, looked up before it is written."""

from collections.abc import Iterable

from scanner.decisions.counting import CHECK_LETTERS, rulings
from scanner.errors import UserMistake
from scanner.estate.complaints import meant
from scanner.model.decision import Attestation, Decision, Decisions, Standing
from scanner.model.estate import Estate
from scanner.model.run import Run

NOTHING = "Nothing was written."
LOOK = "the next scan tells whether it counts; --run RUN looks now."
MOST = 6


def foreseen(decision: Decision, estate: Estate | None, run: Run | None) -> str:
    """What its author should know, or nothing. UserMistake where it would not count."""
    if estate:
        _require_group(decision, (one.name for one in estate.groups), "the estate")
    if run:
        _require_group(decision, (run.group,), "the run")
        return _use(decision, run)
    unseen = [] if estate else ["group"]
    unseen += ["finding"] if decision.about[CHECK_LETTERS:] else []
    return f"Nobody looked up the {' and the '.join(unseen)}: {LOOK}" if unseen else ""


def _require_group(decision: Decision, known: Iterable[str], where: str) -> None:
    """Letter case is none of its matter, as in a scan."""
    names = tuple(known)
    if decision.group.casefold() not in {one.casefold() for one in names}:
        said = f"{where} has no group {decision.group!r}{meant(decision.group, names)}"
        raise UserMistake(said, NOTHING)


def _use(decision: Decision, run: Run) -> str:
    rows = [row.control.id for row in run.rows if row.in_scope]
    (ruling,) = rulings(_alone(decision), run.findings, rows, decision.entered.at)
    if ruling.standing is Standing.COUNTS:
        return ""
    if ruling.standing is Standing.UNNEEDED:
        return ruling.sentence
    said = f"{decision.about} would not count. {ruling.sentence}{_near(decision.about, run)}"
    raise UserMistake(said, f"{NOTHING} Without --run it is not looked up.")


def _alone(decision: Decision) -> Decisions:
    if isinstance(decision, Attestation):
        return Decisions(attestations=(decision,))
    return Decisions(waivers=(decision,))


def _near(about: str, run: Run) -> str:
    """The findings that the run does have of that check; names that hide something are left out."""
    mine = [one for one in run.findings if one.check == about[:CHECK_LETTERS]]
    names = [name for one in mine for name in (one.id, one.short) if name.isprintable()]
    if not names or any(one.is_called(about) for one in mine):
        return ""
    near = meant(about, names)
    if near.startswith("; did you mean"):
        return f" D{near.removeprefix('; d')}"
    more = " and more" if len(names) > MOST else ""
    return f" It has {', '.join(names[:MOST])}{more}."
