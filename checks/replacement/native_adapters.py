"""The adapters that BizTalk Server's own setup installs, by the names they have in a group.

Sources: https://learn.microsoft.com/en-us/biztalk/core/adapters-in-biztalk-server and, for 2020,
https://learn.microsoft.com/en-us/biztalk/install-and-config-guides/whats-new-in-biztalk-server-2020
and https://learn.microsoft.com/en-us/biztalk/adapters-and-accelerators/biztalk-adapter-pack
"""

YEAR = 2020
_ALWAYS = """
    FILE, FTP, HTTP, MQSeries, MSMQ, POP3, SB-Messaging, SFTP, SMTP, SOAP, SQL, WCF-BasicHttp,
    WCF-BasicHttpRelay, WCF-Custom, WCF-CustomIsolated, WCF-NetMsmq, WCF-NetNamedPipe, WCF-NetTcp,
    WCF-NetTcpRelay, WCF-WebHttp, WCF-WSHttp, Windows SharePoint Services
"""
_SINCE_2020 = """
    AzureBlobStorage, EventHub, LogicApp, Office 365 Outlook Calendar, Office 365 Outlook Contact,
    Office 365 Outlook Email, WCF-SQL
"""


def is_native(name: str, year: int) -> bool:
    """`year` is that of the product; 0 where it is not known."""
    return _key(name) in _NAMES or (year >= YEAR and _key(name) in _LATER)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


_NAMES, _LATER = (
    frozenset(_key(name) for name in text.split(",")) for text in (_ALWAYS, _SINCE_2020)
)
