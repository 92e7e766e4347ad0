"""Waiting and freezing, while the client may send an attention and the server may stop."""

import threading

from tests.lab.tds.wire import Wire

_GLANCE = 0.05


class Interrupted(Exception):
    """The conversation ends here."""


class CalledOff(Exception):
    """The client sends something while it waits: an attention, which gets the only answer."""


class Interruption:
    def __init__(self, wire: Wire, stopping: threading.Event) -> None:
        self._wire = wire
        self._stopping = stopping

    def wait(self, seconds: float) -> None:
        while seconds > 0:
            if self._stopping.is_set():
                raise Interrupted
            if self._wire.readable(min(seconds, _GLANCE)):
                raise CalledOff
            seconds -= _GLANCE

    def freeze(self) -> None:
        """Say nothing more, whatever the client does."""
        self._stopping.wait()
        raise Interrupted
