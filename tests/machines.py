"""Facts for tests: what is installed on BizTalk servers, and what is kept to install it again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from scanner.facts.machines import BizTalkInstallation, NamedCertificate, PublicCertificate
from scanner.facts.master_secret import SsoService
from scanner.model.estate import Artefact
from tests import make


def installation(**changes: Any) -> BizTalkInstallation:
    plain = BizTalkInstallation(
        installed=True,
        product="Microsoft BizTalk Server 2020",
        edition="Enterprise",
        version="3.13.717.0",
        folder="C:\\Program Files (x86)\\Microsoft BizTalk Server\\",
    )
    return replace(plain, **changes)


STANDARD = installation(edition="Standard")
NONE = BizTalkInstallation(installed=False, product="", edition="", version="", folder="")


SERVICE = SsoService(installed=True, running=True, start_mode="Auto", account=r"CORP\svc-sso")
PARTNER = "9A3C01D2" * 5
NAMED = NamedCertificate("send_port", "Orders.Out", "", PARTNER)
HELD = PublicCertificate(PARTNER, date(2028, 2, 28))
MEDIA = r"\\VAULT01\media"
PLACES = (make.location(MEDIA, Artefact.INSTALLATION_MEDIA),)
IMAGE = make.stored_file(rf"{MEDIA}\BizTalk Server 2020.iso", MEDIA, size=900_000_000)
UPDATE = make.stored_file(rf"{MEDIA}\CU\BTS2020-KB5032870-ENU.exe", MEDIA, size=90_000_000)


def sound() -> Iterator[make.Held]:
    """What the first law's sound group holds."""
    yield make.host("WEB01", STANDARD, HELD)
    yield make.sql("SQL01", NAMED)
    yield make.host("SSO01", SERVICE)
    yield make.share(MEDIA, make.folder(MEDIA), IMAGE, UPDATE)


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (STANDARD, (replace(STANDARD, installed=False),)),
    (IMAGE, ()),
    (HELD, ()),
    (SERVICE, (replace(SERVICE, account=r"CORP\other"),)),
)
