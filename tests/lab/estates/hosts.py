"""The firm's Windows hosts: two BizTalk servers, one with the BAM portal, and the secret server."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.lab.estates import company, configuration
from tests.lab.estates.portal import (
    BACKUP_NAME,
    application_host,
    no_redirection,
)
from tests.lab.estates.times import Times
from tests.lab.winrm.description import LabEvent, LabFile, LabHost, LabLog, LabUser

INETSRV = r"C:\Windows\System32\inetsrv"
LIVE_CONFIGURATION = rf"{INETSRV}\config\applicationHost.config"
REDIRECTION = rf"{INETSRV}\config\redirection.config"
IIS_BACKUPS = rf"{INETSRV}\backup"
SECRETS_KEY = r"SOFTWARE\Microsoft\ENTSSO\SSOSS"
CURRENT_SECRET = "{7B5E2C41-9D0F-4A86-B1E3-5C7A90D2F418}"
PREVIOUS_SECRET = "{1F8A6D93-27C4-4E5B-8A70-D36B94E1C052}"
NEXT_SECRET = "{C94D07E2-6B1A-43F8-95D7-08E2A1B6F37C}"
SECRET_FILE = "SSO_SSO01_Sicherung.bak"
SECRET_SIZE = 1_652
SECRET_AGE = timedelta(days=12)
PORTAL_AGE = timedelta(days=20)
OPERATOR = rf"{company.DOMAIN}\a.brunner"
STARTED, BACKED_UP, GENERATED = 10534, 10559, 10525


def hosts(times: Times) -> dict[str, LabHost]:
    found = {
        company.BTS01: _host(company.BTS01),
        company.BTS02: portal_host(times),
        company.SSO01: secret_server(times),
    }
    configuration.furnish(found, times)
    return found


def _host(name: str) -> LabHost:
    account = rf"{company.DOMAIN}\{company.WINDOWS_USER}"
    return LabHost(
        name=name,
        domain=company.DNS_DOMAIN,
        users={account: LabUser(company.WINDOWS_PASSWORD)},
        events={"Application": LabLog()},
        cim={
            r"root\cimv2": {
                "Win32_Service": [_service("Dnscache", "DNS-Client")],
                "Win32_Volume": [_volume("C:\\"), _volume("D:\\")],
            }
        },
    )


def _volume(mounted_at: str, free: int = 400_000_000_000) -> dict[str, object]:
    return {"Name": mounted_at, "FreeSpace": free, "Capacity": 1_000_000_000_000}


def _service(name: str, display_name: str, account: str = "NetworkService") -> dict[str, object]:
    return {
        "Name": name,
        "DisplayName": display_name,
        "State": "Running",
        "StartMode": "Auto",
        "StartName": account,
    }


def portal_host(times: Times) -> LabHost:
    host = _host(company.BTS02)
    saved = times.now - PORTAL_AGE
    live, backup = application_host(), rf"{IIS_BACKUPS}\{BACKUP_NAME}"
    folder = LabFile(directory=True, written=saved)
    host.files = {
        LIVE_CONFIGURATION: LabFile(content=live, written=times.ago(days=6)),
        REDIRECTION: LabFile(content=no_redirection()),
        backup: folder,
        rf"{backup}\applicationHost.config": LabFile(content=live, written=saved),
        rf"{backup}\administration.config": LabFile(size=38_213, written=saved),
        rf"{backup}\redirection.config": LabFile(content=no_redirection(), written=saved),
    }
    for number, age in enumerate((20, 13, 6), 41):
        entry = rf"C:\inetpub\history\CFGHISTORY_{number:010d}"
        written = times.ago(days=age)
        host.files[entry] = LabFile(directory=True, written=written)
        host.files[rf"{entry}\applicationHost.config"] = LabFile(content=live, written=written)
    return host


def secret_server(times: Times) -> LabHost:
    host = _host(company.SSO01)
    services = host.cim[r"root\cimv2"]["Win32_Service"]
    display_name = "Enterprise Single Sign-On-Dienst"
    services.append(_service("ENTSSO", display_name, rf"{company.DOMAIN}\svc-sso"))
    key = {"values": {}, "subkeys": [PREVIOUS_SECRET, CURRENT_SECRET]}
    host.registry = {"64": {SECRETS_KEY: key}, "32": {}}
    path = rf"{company.LOCAL_SECRET_PATH}\{SECRET_FILE}"
    host.files = {path: LabFile(size=SECRET_SIZE, written=times.now - SECRET_AGE)}
    host.events = {"Application": LabLog(secret_events(times), begins=times.ago(days=240))}
    return host


def secret_events(times: Times) -> list[LabEvent]:
    """Oldest first: generated, saved at once, a restart, and saved again as each month."""
    generated, first = times.ago(days=200), times.ago(days=200) + timedelta(minutes=4)
    return [
        event(GENERATED, generated, (CURRENT_SECRET, OPERATOR, company.SSO01, "4711"), 80_112),
        event(BACKED_UP, first, backup_properties(CURRENT_SECRET), 80_115),
        event(STARTED, times.ago(days=41), (), 90_377),
        event(BACKED_UP, times.now - SECRET_AGE, backup_properties(CURRENT_SECRET), 91_204),
    ]


def backup_properties(secret: str, previous: str = PREVIOUS_SECRET) -> Sequence[str]:
    """File, current and previous secret, who, from where: the order of event 10559."""
    file = rf"{company.LOCAL_SECRET_PATH}\{SECRET_FILE}"
    return (file, secret, previous, OPERATOR, company.SSO01)


def event(number: int, written: datetime, properties: Sequence[str], record: int) -> LabEvent:
    return LabEvent(number, "ENTSSO", written, record, properties, company.SSO01)
