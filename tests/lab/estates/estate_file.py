"""The estate file of the firm: what its administrators tell btsready."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from tests.lab.estates import company, configuration, copies

Settings = dict[str, Any]
CA_FILE = "lab-ca.pem"


def settings() -> Settings:
    """As YAML would load it; addresses and drivers are added when the lab runs."""
    return {
        "organisation": company.ORGANISATION,
        "objectives": {"rpo": "2h", "rto": "8h", "drill": "90d"},
        "credentials": {
            "audit-sql": {
                "kind": "sql",
                "username": company.SQL_USER,
                "password": {"env": "BTSREADY_LAB_SQL_PASSWORD"},
            },
            "audit-windows": {
                "kind": "ntlm",
                "username": rf"{company.DOMAIN}\{company.WINDOWS_USER}",
                "password": {"env": "BTSREADY_LAB_WINDOWS_PASSWORD"},
            },
        },
        "groups": [_group()],
    }


def _group() -> Settings:
    return {
        "name": company.GROUP,
        "management": {
            "server": company.SQL01,
            "database": company.MANAGEMENT.name,
            "credential": "audit-sql",
            "ca_file": CA_FILE,
        },
        "windows": {"credential": "audit-windows", "ca_file": CA_FILE},
        "shares": {"credential": "audit-windows"},
        "hosts": [{"name": company.SSO01, "roles": ["master_secret"], "site": "Kufstein"}],
        "locations": _locations(),
        "reach": {"sql": ["SQL0*"], "hosts": ["BTS0*", "SQL0*"], "shares": [r"\\FILE01\*"]},
        "log_shipping": {"destinations": [company.SQLDR01]},
    }


def _locations() -> list[Settings]:
    return [
        {"path": company.SECRET_PATH, "holds": ["master_secret"], "site": "Rosenheim"},
        {
            "path": company.LOCAL_SECRET_PATH,
            "host": company.SSO01,
            "holds": ["master_secret"],
            "site": "Kufstein",
        },
        {"path": company.PORTAL_PATH, "holds": ["bam_portal"], "site": "Rosenheim"},
        *configuration.locations(),
        *copies.locations(),
    ]


def write(said: Settings, addresses: Mapping[str, str], folder: Path, driver: str = "") -> Path:
    """The file as btsready reads it, with every name leading to its peer on loopback."""
    whole = deepcopy(said)
    group = whole["groups"][0]
    group["addresses"] = dict(addresses) | group.get("addresses", {})
    if driver:
        group["management"]["driver"] = driver
    path = folder / "estate.yaml"
    text = yaml.safe_dump(whole, sort_keys=False, allow_unicode=True)
    path.write_text(text, encoding="utf-8")
    return path
