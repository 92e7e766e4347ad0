"""What a replacement computer must become: the product, its accounts, its certificates."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BizTalkInstallation:
    """The key `BizTalk Server\\3.0` of a host; absent in both views when `installed` is False.

    `version` is the registry's: whether updates raise it is not documented.
    """

    installed: bool
    product: str
    edition: str
    version: str
    folder: str
