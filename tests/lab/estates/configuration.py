"""Exported configurations, updates and the record of changes, as the firm keeps them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from scanner.facts.topology import DatabaseRef
from tests.lab.estates import company
from tests.lab.estates.times import Times
from tests.lab.winrm.description import LabFile, LabHost

EXPORTS = r"D:\Notfall\Konfiguration"
RECORD_FOLDER = "Protokoll"
RECORD_PATH = rf"\\{company.VAULT01}\{company.RESTORE_SHARE}\{RECORD_FOLDER}"
CHANGE_RECORD = f"{RECORD_FOLDER}/Änderungen {company.GROUP}.xlsx"
KEEPERS = {  # whose export lies where
    company.BTS01: company.SSO01,
    company.BTS02: company.SSO01,
    company.SSO01: company.BTS01,
}
EXPORT_AGE = timedelta(days=26)
UPDATE_AGE = timedelta(days=300)
UNINSTALL = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
INSTALLED = ("Engine", "Runtime", "WMI", "AdminTools", "SSOServer")
UPDATE_KEY = "{205F5836-7512-4A06-9E74-ADC8AFA0EEC5}.KB5032870"


def locations() -> list[dict[str, Any]]:
    keepers = sorted(set(KEEPERS.values()))
    return [
        *({"path": EXPORTS, "host": name, "holds": ["configuration"]} for name in keepers),
        {"path": RECORD_PATH, "holds": ["change_record"], "site": "Rosenheim"},
    ]


def furnish(hosts: dict[str, LabHost], times: Times) -> None:
    """Each server's export on another machine; the same update on both BizTalk servers."""
    for server, keeper in KEEPERS.items():
        is_biztalk = server != company.SSO01
        hosts[keeper].files[export_path(server)] = LabFile(
            content=export(is_biztalk=is_biztalk), written=times.now - EXPORT_AGE
        )
    for name in (company.BTS01, company.BTS02):
        install(hosts[name], UPDATE_KEY, times.now - UPDATE_AGE)
        hosts[name].cim[r"root\cimv2"]["Win32_QuickFixEngineering"] = [
            windows_update("KB5031364", times.now - UPDATE_AGE),
            {"HotFixID": "KB4589208", "InstalledOn": None},
        ]


def windows_update(key: str, on: datetime) -> dict[str, Any]:
    """Months come first, in every language of Windows."""
    return {"HotFixID": key, "InstalledOn": f"{on.month}/{on.day}/{on.year}"}


def export_path(server: str) -> str:
    return rf"{EXPORTS}\{server}.xml"


def install(host: LabHost, key: str, on: datetime, name: str = "") -> None:
    """As Windows Installer lists an update, among programs of other makers."""
    listed = host.registry.setdefault("32", {}).setdefault(UNINSTALL, {"values": {}, "subkeys": []})
    host.registry.setdefault("64", {})
    for one in (key, "7-Zip"):
        if one not in listed["subkeys"]:
            listed["subkeys"].append(one)
    values = {
        "DisplayName": name or "Microsoft BizTalk Server 2020 Cumulative Update 5 [KB5032870]",
        "InstallDate": f"{on:%Y%m%d}",
    }
    host.registry["32"][rf"{UNINSTALL}\{key}"] = {"values": values, "subkeys": []}


def export(
    management: DatabaseRef = company.MANAGEMENT,
    *,
    is_biztalk: bool = True,
    password: str = "",
    installed: Sequence[str] = INSTALLED,
    alerts: DatabaseRef | None = None,
) -> bytes:
    """As Configuration.exe writes it, with nothing where passwords belong."""
    features = [
        _feature("SSOServer,Engine", _service(password) + _sql("SSO_DB_ID", company.SSO)),
    ]
    if is_biztalk:
        question = _sql("{D757DBF9-5D71-4995-9F20-A552B7DFE7F1}", management) + _joined()
        features += [_feature("WMI", question), _feature("Engine,BTSCfg", _host_instance())]
        features.append(_feature("BAMTools", _alerts(alerts)))
    features += [f"<InstalledFeature>{one}</InstalledFeature>" for one in installed]
    text = f"<Configuration>{''.join(features)}</Configuration>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _feature(name: str, inside: str) -> str:
    return f'<Feature Name="{name}" Version="1.0">{inside}</Feature>'


def _service(password: str) -> str:
    return (
        '<NTService ID="ENTSSO"><UserName>svc-sso</UserName>'
        f"<Domain>{company.DOMAIN}</Domain><Password>{password}</Password></NTService>"
    )


def _host_instance() -> str:
    """Within an answer, as most questions are."""
    return (
        '<Question ID="HOST"><Answer Value="Yes" Selected="Yes">'
        '<NTService ID="{B64F63FA-E24E-4991-86F0-ED9F65B68A98}"><UserName>svc-biztalk-host'
        f"</UserName><Domain>{company.DOMAIN}</Domain><Password /></NTService></Answer></Question>"
    )


def _sql(question: str, database: DatabaseRef) -> str:
    return (
        f'<SQL ID="{question}"><Server>{database.server}</Server>'
        f"<Database>{database.name}</Database><UserName /><Password /></SQL>"
    )


def _joined() -> str:
    """A question within an answer, and a hidden value that is empty."""
    box = _sql("{84ADD76E-EBEB-4BB8-B9EB-64F87E483C39}", company.MESSAGE_BOX)
    hidden = '<Name ID="SSO_ID_BACKUP_SECRET_PASSWORD" Hidden="true"><Value>\n</Value></Name>'
    return (
        '<Question ID="CREATEORJOIN"><Answer Value="Create">'
        f'{box}{hidden}</Answer><Answer Value="Join" Selected="Yes" /></Question>'
    )


def _alerts(database: DatabaseRef | None) -> str:
    """`name` is the prefix; what was once entered stands there when alerts are switched off."""
    chosen = ' Selected="Yes"'
    on, off = (chosen, "") if database else ("", chosen)
    said = database or DatabaseRef(company.SQL01, "BAMAlerts")
    values = "".join(
        f'<Name ID="{key}" Hidden="false"><Value>{value}</Value></Name>'
        for key, value in (
            ("{8B3212A1-44EA-46bc-A06C-75E289D1F840}", said.server),
            ("{1DAFDF2D-4377-415a-B1CA-2C5B3729A244}", said.name),
        )
    )
    return (
        '<Question ID="{308cc88b-9e51-4103-ae4c-73300e02a7eb}" Answers="Yes,No" Default="No">'
        f'<Answer Value="Yes"{on}>{values}</Answer><Answer Value="No"{off} /></Question>'
    )
