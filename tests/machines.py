"""Facts for tests: what is installed on BizTalk servers, and what is kept to install it again."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from scanner.facts.machines import BizTalkInstallation
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


NONE = BizTalkInstallation(installed=False, product="", edition="", version="", folder="")


def sound() -> Iterator[make.Held]:
    """What the first law's sound group holds."""
    yield make.host("WEB01", installation())


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = ((installation(), (NONE,)),)
