"""A file server on loopback, on impacket's SMB 2: NTLM, signing, shares from a description."""

import logging
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from configparser import ConfigParser
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from impacket import smb3structs as smb2
from impacket.nt_errors import (
    STATUS_ACCESS_DENIED,
    STATUS_BAD_NETWORK_NAME,
    STATUS_NOT_SUPPORTED,
    STATUS_SUCCESS,
)
from impacket.ntlm import compute_nthash
from impacket.smb import SMBFileFsFullSizeInformation
from impacket.smbserver import SMBSERVER

from tests.lab.smb.description import LabShare, SmbFaults
from tests.lab.smb.tree import materialise

BLOCK = 512
FULL_SIZE = 7  # FileFsFullSizeInformation
logging.getLogger("impacket").setLevel(logging.CRITICAL)


@dataclass
class SmbLog:
    """What clients did."""

    connections: int = 0
    logons: list[tuple[str, bool]] = field(default_factory=list)
    shares: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)


class SmbServer:
    """`users` maps account name (without domain) to password. `log` tells what clients did."""

    def __init__(
        self,
        shares: Sequence[LabShare],
        users: Mapping[str, str],
        port: int = 0,
        faults: SmbFaults | None = None,
        name: str = "FILE01",
    ) -> None:
        self.port = port
        self.log = SmbLog()
        self.faults = faults or SmbFaults()
        self._name = name
        self._users = dict(users)
        self._shares = {share.name.upper(): share for share in shares}
        self._folder = Path()
        self._stopping = threading.Event()
        self._server: Any = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """A server that refuses still takes a port, and leaves it closed."""
        self._folder = Path(tempfile.mkdtemp(prefix="lab-smb-"))
        self.reload()
        if self.faults.refuse:
            self.port = self.port or _free_port()
            return
        self._server = _Listener(("127.0.0.1", self.port), self._config(), self)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self._thread.start()

    def reload(self, shares: Sequence[LabShare] | None = None) -> None:
        """Make the files anew, from other shares of the same names when given."""
        for share in shares or ():
            self._shares[share.name.upper()] = share
        for key, share in self._shares.items():
            shutil.rmtree(self._folder / key, ignore_errors=True)
            materialise(share, self._folder / key)

    def stop(self) -> None:
        self._stopping.set()
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join(5)
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _config(self) -> ConfigParser:
        config = ConfigParser(interpolation=None)
        config["global"] = {
            "server_name": self._name,
            "server_os": "Windows",
            "server_domain": "LAB",
            "log_file": "None",
            "credentials_file": "",
            "challenge": "4141414141414141",
            "SMB2Support": "True",
            "anonymous_logon": "False",
        }
        config["IPC$"] = {"comment": "", "read only": "yes", "share type": "3", "path": ""}
        for key in self._shares:
            path = str(self._folder / key)
            config[key] = {"comment": "", "read only": "yes", "share type": "0", "path": path}
        return config

    def wait(self, seconds: float) -> bool:
        """Sleep, but not beyond the server's end; whether it has come."""
        return self._stopping.wait(seconds)

    def users(self) -> dict[str, str]:
        return self._users

    def refusal_of_share(self, name: str, user: str) -> int | None:
        """The status for this share and user, None when there is no objection."""
        share = self._shares.get(name.upper())
        if share is None or name.upper() in self.faults.missing:
            return int(STATUS_BAD_NETWORK_NAME)
        welcome = not share.users or user.lower() in {one.lower() for one in share.users}
        if name.upper() in self.faults.denied or not welcome:
            return int(STATUS_ACCESS_DENIED)
        return None

    def space_of(self, share: str) -> tuple[int, int]:
        """What the disk below a share has left, and what it has in all."""
        described = self._shares[share.upper()]
        return described.free, described.capacity

    def is_denied(self, share: str, path: str) -> bool:
        """Whether the share's description forbids this path or a folder above it."""
        described = self._shares.get(share.upper())
        wanted = _plain(path)
        denied = map(_plain, described.denied if described else ())
        return any(wanted == one or wanted.startswith(one + "\\") for one in denied)


def _plain(path: str) -> str:
    return path.replace("/", "\\").strip("\\").lower()


class _Listener(SMBSERVER):  # type: ignore[misc]  # impacket has no types
    """impacket's server with our refusals, delays and log in front of its commands."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], config: ConfigParser, lab: SmbServer) -> None:
        super().__init__(address, config_parser=config)
        self._lab = lab
        self.processConfigFile()
        for number, (user, password) in enumerate(lab.users().items()):
            self.addCredential(user, number, "", compute_nthash(password).hex())
        self.setAuthCallback(_note_user)
        self._hook(smb2.SMB2_SESSION_SETUP, self._session_setup)
        self._hook(smb2.SMB2_TREE_CONNECT, self._tree_connect)
        self._hook(smb2.SMB2_CREATE, self._create)
        self._hook(smb2.SMB2_QUERY_DIRECTORY, self._query_directory)
        self._hook(smb2.SMB2_QUERY_INFO, self._query_info)

    def _hook(self, command: int, ours: Callable[..., Any]) -> None:
        theirs: Any = None

        def in_front(*arguments: Any) -> Any:
            return ours(theirs, *arguments)

        theirs = self.hookSmb2Command(command, in_front)

    def verify_request(self, request: Any, client_address: Any) -> bool:
        self._lab.log.connections += 1
        return True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """One client; a black hole takes the connection and says nothing."""
        if self._lab.faults.blackhole:
            while not self._lab.wait(0.1) and _is_open(request):
                pass
            self.shutdown_request(request)
            return
        super().process_request_thread(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that leave in mid-sentence are part of the game."""

    def _session_setup(self, theirs: Any, connection: Any, server: Any, packet: Any) -> Any:
        answer = theirs(connection, server, packet)
        data = self.getConnectionData(connection, checkStatus=False)
        if answer[2] != 0xC0000016:  # MORE_PROCESSING_REQUIRED: only the second half decides
            good = answer[2] == STATUS_SUCCESS
            self._lab.log.logons.append((str(data.get("lab_user", "")), good))
        return answer

    def _tree_connect(self, theirs: Any, connection: Any, server: Any, packet: Any) -> Any:
        self._wait()
        data = self.getConnectionData(connection)
        if self._lab.faults.unsigned:
            data["SignatureEnabled"] = False
        request = smb2.SMB2TreeConnect(packet["Data"])
        start = request["PathOffset"]
        path = packet.getData()[start : start + request["PathLength"]].decode("utf-16-le")
        name = path.rpartition("\\")[2]
        self._lab.log.shares.append(name)
        refused = self._lab.refusal_of_share(name, str(data.get("user_name", "")))
        if refused is not None:
            return [smb2.SMB2Error()], None, refused
        return theirs(connection, server, packet)

    def _create(self, theirs: Any, connection: Any, server: Any, packet: Any) -> Any:
        self._wait()
        request = smb2.SMB2Create(packet["Data"])
        path = request["Buffer"][: request["NameLength"]].decode("utf-16-le")
        data = self.getConnectionData(connection)
        share = data["ConnectedShares"].get(packet["TreeID"], {}).get("shareName", "")
        self._lab.log.opened.append(f"{share}\\{path}")
        if self._lab.is_denied(share, path):
            return [smb2.SMB2Error()], None, STATUS_ACCESS_DENIED
        return theirs(connection, server, packet)

    def _query_directory(self, theirs: Any, connection: Any, server: Any, packet: Any) -> Any:
        self._wait()
        return theirs(connection, server, packet)

    def _query_info(self, theirs: Any, connection: Any, server: Any, packet: Any) -> Any:
        """impacket knows no sizes of disks."""
        self._wait()
        answer = theirs(connection, server, packet)
        asked = smb2.SMB2QueryInfo(packet["Data"])
        kind = (asked["InfoType"], asked["FileInfoClass"])
        if kind != (smb2.SMB2_0_INFO_FILESYSTEM, FULL_SIZE) or answer[2]:
            return answer
        if self._lab.faults.spaceless:
            return [smb2.SMB2Error()], None, STATUS_NOT_SUPPORTED
        data = self.getConnectionData(connection)
        free, capacity = self._lab.space_of(data["ConnectedShares"][packet["TreeID"]]["shareName"])
        told = SMBFileFsFullSizeInformation()
        told["TotalAllocationUnits"] = capacity // BLOCK
        told["CallerAvailableAllocationUnits"] = told["ActualAvailableAllocationUnits"] = (
            free // BLOCK
        )
        told["SectorsPerAllocationUnit"], told["BytesPerSector"] = 1, BLOCK
        answer[0][0]["OutputBufferLength"] = len(told)
        answer[0][0]["Buffer"] = told.getData()
        return answer

    def _wait(self) -> None:
        if self._lab.faults.slow:
            time.sleep(self._lab.faults.slow)
        while self._lab.faults.frozen and not self._lab.wait(0.05):
            pass


def _note_user(connData: dict[str, Any], user_name: str, **_: Any) -> None:
    """impacket keeps the name of a user whom it let in, and no other."""
    connData["lab_user"] = user_name


def _is_open(client: socket.socket) -> bool:
    """Reads and drops what came; False once the client has gone."""
    client.settimeout(0.1)
    try:
        return bool(client.recv(65_536))
    except TimeoutError:
        return True
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
