"""The lab's own process: peers on loopback, told through a pipe what to be."""

import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.lab.estates.estate import LabEstate
from tests.lab.estates.estate_file import CA_FILE
from tests.lab.peers import Peers


def serve(pipe: "Connection[Any, Any]", estate: LabEstate, folder: Path) -> None:
    """Answers ("become", estate), ("seen",) and ("stop",) until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the client decides when to stop
    peers = Peers()
    try:
        peers.write_ca(folder / CA_FILE)
        peers.become(estate)
        pipe.send(peers.addresses())
        _obey(pipe, peers)
    finally:
        peers.stop()


def _obey(pipe: "Connection[Any, Any]", peers: Peers) -> None:
    def become(estate: LabEstate) -> dict[str, str]:
        peers.become(estate)
        return peers.addresses()

    orders: dict[str, Callable[..., Any]] = {"become": become, "seen": peers.seen}
    while True:
        try:
            order, *arguments = pipe.recv()
        except EOFError:
            return
        if order == "stop":
            return
        pipe.send(orders[order](*arguments))
