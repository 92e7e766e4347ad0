"""Where the master secret is kept, as the SSO database says."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, only, text
from scanner.collectors.statement import sql_collector
from scanner.facts.master_secret import SsoGlobalInfo
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

NOT_CONFIGURED = "-----"


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[SsoGlobalInfo]:
    row = only(rows)
    server = filled(row, "gi_SecretServer").strip()
    return [
        SsoGlobalInfo(
            secret_server=None if server == NOT_CONFIGURED else server,
            admin_group=text(row, "gi_SSOAdminGroup"),
        )
    ]


COLLECTOR = sql_collector(
    "sso_global_info", SsoGlobalInfo, Place.SSO, interpret, discovers=True, never_empty=True
)
