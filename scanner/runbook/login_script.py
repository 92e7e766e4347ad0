"""Windows logins as T-SQL; a SQL login needs its password or its hash, which nobody may read."""

from collections.abc import Iterable, Iterator

from scanner.facts.permissions import ServerLogin
from scanner.recovery.quoting import Quote, quote

WINDOWS = ("U", "G")


def login_script(instance: str, logins: Iterable[ServerLogin]) -> str:
    """Creates what is not there; nothing that is there is changed, but for sysadmin."""
    lines = [
        f"-- Logins for {quote(instance, Quote.COMMENT)}. Look at every line before you run it.",
        "-- SQL logins come from the script that was saved with their hashes and SIDs.",
        "USE [master];",
    ]
    once = {one.name.casefold(): one for one in logins}
    for one in once.values():
        lines += _windows(one) if one.type in WINDOWS else _by_hand(one)
    return "\n".join(lines) + "\n"


def _windows(one: ServerLogin) -> Iterator[str]:
    name, text = quote(one.name, Quote.NAME), quote(one.name, Quote.LITERAL)
    yield ""
    yield f"IF SUSER_ID({text}) IS NULL"
    yield f"    CREATE LOGIN {name} FROM WINDOWS;"
    if one.is_disabled:
        yield f"ALTER LOGIN {name} DISABLE;"
    if one.is_sysadmin:
        yield f"-- Was a sysadmin: ALTER SERVER ROLE [sysadmin] ADD MEMBER {name};"


def _by_hand(one: ServerLogin) -> Iterator[str]:
    yield ""
    kind = "SQL login" if one.type == "S" else f"type {quote(one.type, Quote.COMMENT)}"
    yield f"-- By hand: {quote(one.name, Quote.NAME)} ({kind}, SID {quote(one.sid, Quote.COMMENT)})"
