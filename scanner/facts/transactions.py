"""The Distributed Transaction Coordinator of a Windows host: it joins several SQL Servers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DtcSettings:
    """Service MSDTC and its security settings.

    `transactions` lets transactions over the network through, `inbound` those that others begin,
    `outbound` those that are begun here.
    """

    installed: bool
    running: bool
    network: bool
    transactions: bool
    inbound: bool
    outbound: bool
