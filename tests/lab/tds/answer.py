"""An answer that leaves in packets while it is made, so that it can stop in the middle."""

from tests.lab.tds.packets import HEAD, Kind, packet
from tests.lab.tds.wire import Wire


class Answer:
    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._room = wire.packet_size - HEAD.size
        self._buffer = bytearray()
        self._sent = 0

    def add(self, *tokens: bytes) -> None:
        for token in tokens:
            self._buffer += token
        if len(self._buffer) > self._room:
            self._push(keep=1)

    def interrupt(self) -> None:
        """Send what there is, and leave the message open."""
        self._push(keep=0)

    def finish(self) -> None:
        self._push(keep=1)
        self._send(bytes(self._buffer), last=True)
        self._buffer.clear()

    def _push(self, keep: int) -> None:
        # One packet must remain to carry the mark of the last.
        while len(self._buffer) > (self._room if keep else 0):
            self._send(bytes(self._buffer[: self._room]), last=False)
            del self._buffer[: self._room]

    def _send(self, piece: bytes, *, last: bool) -> None:
        self._sent += 1
        self._wire.send(packet(Kind.ANSWER, piece, self._sent, last=last))
