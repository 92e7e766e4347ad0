"""A source with its sets, and one declared destination."""

from scanner.model.check import Check
from scanner.model.estate import LogShipping
from scanner.model.finding import Verdict
from tests import make, make_shipping

GROUP = make.group(log_shipping=LogShipping(("SQLDR01",)))
BOTH = make.group(log_shipping=LogShipping(("SQLDR01", "SQLDR02")))
HOURS = {1: 30, 2: 29, 3: 5, 4: 3, 5: 1}  # how old each set is; the odd ones but 5 are full
SETS = tuple(
    row
    for number, hours in HOURS.items()
    for row in make.backup_set(
        number, type="db" if number in (1, 3) else "lg", stamp=make.ago(hours=hours)
    )
)


def source(*more: object) -> make.Held:
    known = (make.instance(), make.database(), make.backup_database(), *make.backup_steps())
    return make.sql("SQL01", *known, *SETS, *map(make.recorded, SETS), *more)


def destination(*there: object, name: str = "SQLDR01") -> make.Held:
    """Configured for log shipping."""
    return make.sql(name, *make_shipping.tables(), *there)


def beside_an_empty_history(check: Check, *there: object) -> Verdict:
    known = (make.instance(), make.database(), make.backup_database(), *make.backup_steps())
    held = (make.sql("SQL01", *known), destination(*there))
    return make.verdict(check, make.facts(*held, group=GROUP))


def judge(check: Check, *there: object, **limits: object) -> Verdict:
    facts = make.facts(source(), destination(*there), group=GROUP)
    return make.verdict(check, facts, **limits)


def not_configured(check: Check, *there: object) -> Verdict:
    facts = make.facts(source(), make.sql("SQLDR01", *there), group=GROUP)
    return make.verdict(check, facts)
