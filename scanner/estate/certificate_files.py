"""The certificate files that an estate names, tried before anything is contacted."""

import ssl
from collections.abc import Iterator
from pathlib import Path

from scanner.errors import UserMistake
from scanner.model.estate import Group


def try_authorities(group: Group) -> None:
    """UserMistake for the first CA file that no certificate can be verified by."""
    for path in dict.fromkeys(_authorities(group)):
        try:
            ssl.create_default_context(cafile=str(path))
        except OSError as e:  # of which SSLError is one
            why = "it holds no PEM certificate" if isinstance(e, ssl.SSLError) else e.strerror
            said = f"the CA file {path} of group {group.name!r} cannot be used: {why}"
            raise UserMistake(said, "Correct `ca_file` in the estate file.") from None


def _authorities(group: Group) -> Iterator[Path]:
    sql = (group.sql, *group.sql_overrides.values())
    windows = (group.windows, *group.windows_overrides.values())
    yield from (one.ca_file for one in (*sql, *windows) if one and one.ca_file)
