"""A group whose two servers' exports lie on one another's machine."""

from typing import Any

from scanner.facts.backup_files import StoredFile
from scanner.facts.configuration import ConfigurationExport, NamedDatabase
from scanner.facts.topology import BizTalkServer
from scanner.model.check import Check
from scanner.model.estate import Artefact, Group
from scanner.model.finding import Verdict
from tests import make

FOLDER = r"D:\exports"
SHARE = r"\\VAULT01\exports"
MANAGEMENT = NamedDatabase("{d757dbf9-5d71-4995-9f20-a552b7dfe7f1}", "SQL01", "BizTalkMgmtDb")
SSO = NamedDatabase("sso_db_id", "sql01.corp.example", "SSODB")


def group(*places: tuple[str, str], naming: str = "") -> Group:
    kept = tuple(
        make.location(path, Artefact.CONFIGURATION_EXPORT, host=host, naming=naming)
        for path, host in places
    )
    return make.group(locations=kept)


GROUP = group((FOLDER, "BTS01"), (FOLDER, "SSO01"))
SQL = make.sql(
    "SQL01",
    BizTalkServer("BTS01"),
    make.sso_database(),
    make.sso_info(),
    make.configuration_change(),
)


def file(name: str, folder: str = FOLDER, **changes: Any) -> StoredFile:
    return make.stored_file(rf"{folder}\{name}", folder, **changes)


def content(name: str, **changes: Any) -> ConfigurationExport:
    return make.configuration_export(rf"{FOLDER}\{name}", FOLDER, **changes)


def host(name: str, *facts: object) -> make.Held:
    return make.host(name, make.folder(FOLDER), *facts)


def verdicts(check: Check, *held: make.Held, group: Group = GROUP) -> dict[str, Verdict]:
    return make.verdicts(check, make.facts(SQL, *held, group=group))
