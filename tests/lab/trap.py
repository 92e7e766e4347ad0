"""A listener where nobody may come: it counts whoever does."""

import socket
import threading


class Trap:
    def __init__(self) -> None:
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._count, daemon=True)

    def start(self) -> "Trap":
        self._thread.start()
        return self

    def stop(self) -> None:
        self._listener.close()

    def _count(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            client.close()
