"""What our own login may do on an instance."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import flag, only
from scanner.collectors.statement import sql_collector
from scanner.facts.permissions import OwnRights
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[OwnRights]:
    row = only(rows)
    return [
        OwnRights(
            is_sysadmin=flag(row, "is_sysadmin"),
            controls_server=flag(row, "controls_server"),
            alters_logins=flag(row, "alters_logins"),
        )
    ]


COLLECTOR = sql_collector("own_rights", OwnRights, Place.EVERY_INSTANCE, interpret)
