"""The adapters of the group: one host has a handler for each, and runs on every BizTalk server."""

from collections.abc import Sequence
from typing import Any

from tests.lab.tds.description import Tables

HOST = 1
NAMES = ("FILE", "SFTP", "SMTP", "WCF-BasicHttp", "WCF-SQL", "Windows SharePoint Services")
SENDING_ONLY = ("SMTP",)


def number_of(name: str) -> int:
    """Of the adapter, and of its handlers."""
    return NAMES.index(name) + 1


def tables(servers: Sequence[str]) -> Tables:
    numbers = range(1, len(servers) + 1)
    return {
        "dbo.adm_Adapter": [adapter(number_of(name), name) for name in NAMES],
        "dbo.adm_ReceiveHandler": [
            handler(number_of(name)) for name in NAMES if name not in SENDING_ONLY
        ],
        "dbo.adm_SendHandler": [handler(number_of(name)) for name in NAMES],
        "dbo.adm_Server2HostMapping": [
            {"Id": number, "ServerId": number, "HostId": HOST} for number in numbers
        ],
        "dbo.bts_sendport_transport": [
            {"nID": 1, "nSendPortID": 1, "nvcAddress": "D:\\Zoll\\%MessageID%.xml"}
            | {"nSendHandlerID": number_of("FILE")}
        ],
    }


def adapter(number: int, name: str) -> dict[str, Any]:
    return {"Id": number, "Name": name}


def handler(number: int) -> dict[str, Any]:
    return {"Id": number, "AdapterId": number, "HostId": HOST}
