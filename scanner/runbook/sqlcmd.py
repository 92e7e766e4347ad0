"""How a generated script is run, and what the scripts of one instance are called."""

import re

from scanner.recovery.quoting import Unquotable

PLAIN = re.compile(r"[\w.,\\$#-]+")


def sqlcmd(instance: str, script: str) -> str:
    """The instance is a name from evidence: in double quotes nothing else ends it."""
    if not PLAIN.fullmatch(instance):
        raise Unquotable(f"the name {instance!a} cannot stand in a command")
    return f'sqlcmd -S "{instance}" -E -b -f 65001 -i "{script}"'


def beside(what: str, restore_file: str) -> str:
    """The name of another script for the same instance."""
    return what + restore_file.removeprefix("restore")
