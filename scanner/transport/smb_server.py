"""One file server over SMB 2 or 3: a signed or encrypted session, its shares, their files."""

import hashlib
import logging
import ntpath
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from smbprotocol.connection import Connection
from smbprotocol.exceptions import SMBAuthenticationError, SMBException, SMBResponseException
from smbprotocol.file_info import (
    FileAttributes,
    FileFsFullSizeInformation,
    FileInformationClass,
    InfoType,
)
from smbprotocol.header import Commands, NtStatus, Smb2Flags
from smbprotocol.open import (
    CreateDisposition,
    DirectoryAccessMask,
    ImpersonationLevel,
    Open,
    ShareAccess,
    SMB2QueryInfoRequest,
    SMB2QueryInfoResponse,
)
from smbprotocol.session import Session
from smbprotocol.tree import TreeConnect

from scanner.model.evidence import Clock, GapReason, JsonValue
from scanner.transport.failure import TransportFailure
from scanner.transport.logon import LogonRefused
from scanner.transport.security_descriptor import DACL, LARGEST, rights
from scanner.transport.share_door import SmbDoor
from scanner.transport.share_walk import Entry
from scanner.transport.smb_errors import classify, is_absent, is_refused_logon

_CONNECT_SECONDS = 5.0
_CLOSE_SECONDS = 2.0
_LARGEST_HASHED = 64 * 2**20
_READ_SIZE = 65_536
_READING = DirectoryAccessMask.FILE_LIST_DIRECTORY | DirectoryAccessMask.FILE_READ_ATTRIBUTES
_ASKING_RIGHTS = DirectoryAccessMask.READ_CONTROL | DirectoryAccessMask.FILE_READ_ATTRIBUTES
_SHARED = ShareAccess.FILE_SHARE_READ | ShareAccess.FILE_SHARE_WRITE | ShareAccess.FILE_SHARE_DELETE
_UNSOLICITED = 0xFFFFFFFFFFFFFFFF

for _library in ("smbprotocol", "spnego"):  # they log whole messages, and tracebacks to stderr
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)


class Absent(Exception):
    """No such share or path."""


@contextmanager
def translated(connection: "SignedConnection", *, is_logon: bool) -> Iterator[None]:
    """Whatever the library raises, as our words."""
    try:
        yield
    except SMBResponseException as error:
        raise _answered(int(error.status), is_logon) from error
    except SMBAuthenticationError as error:
        raise TransportFailure(
            GapReason.UNREACHABLE, "no common way to log on with the server"
        ) from error
    except (TransportFailure, Absent):
        raise
    except Exception as error:  # what strange bytes raise in the library is anybody's guess
        if monotonic() >= connection.deadline:
            raise TransportFailure(GapReason.TIMED_OUT, "no answer in time") from error
        raise TransportFailure(GapReason.UNREACHABLE, f"the connection failed: {error}") from error


def _answered(status: int, is_logon: bool) -> Exception:
    reason, sentence = classify(status)
    if is_refused_logon(status) or (is_logon and reason is GapReason.DENIED):
        return LogonRefused(f"the logon was refused (status 0x{status:08X})")
    return Absent() if is_absent(status) else TransportFailure(reason, sentence)


class SignedConnection(Connection):  # type: ignore[misc]  # the library has no types
    """Every wait ends at the deadline; every answer within a session is signed or encrypted."""

    def __init__(self, host: str, port: int, deadline: float) -> None:
        super().__init__(uuid.uuid4(), host, port, require_signing=True)
        self.deadline = deadline
        self.clock: Clock | None = None

    def receive(self, request: Any, *_: Any, **__: Any) -> Any:
        """Links are not followed: they may lead out of what was asked."""
        left = max(self.deadline - monotonic(), 0.001)
        if not request.response_event.wait(left):
            raise SMBException("no answer in time")
        return super().receive(request, timeout=left, resolve_symlinks=False)

    def verify_signature(self, header: Any, session_id: int, force: bool = False) -> None:
        """The library lets an unsigned answer pass; called for answers that are not encrypted."""
        session = self.session_table.get(session_id)
        exempt = (
            header["message_id"].get_value() == _UNSOLICITED
            or header["status"].get_value() == NtStatus.STATUS_PENDING
            or header["command"].get_value() == Commands.SMB2_SESSION_SETUP
        )
        if session is not None and not exempt:
            signed = header["flags"].has_flag(Smb2Flags.SMB2_FLAGS_SIGNED)
            if session.encrypt_data or not signed:
                raise SMBException("an answer was neither signed nor encrypted")
        super().verify_signature(header, session_id, force)

    def _send_smb2_negotiate(self, *arguments: Any) -> Any:
        response = super()._send_smb2_negotiate(*arguments)
        told = response["system_time"].get_value()
        if isinstance(told, datetime):
            self.clock = Clock(datetime.now(UTC), told.astimezone(UTC), timedelta())
        return response


class FileServer:
    """One file server with one session."""

    def __init__(self, door: SmbDoor, name: str, deadline: float) -> None:
        host, port = door.endpoint(name)
        self._name = name
        self._shares: dict[str, Share] = {}
        self.connection = SignedConnection(host, port, deadline)
        seconds = min(_CONNECT_SECONDS, max(deadline - monotonic(), 0.001))
        with self.dropped_on_failure(), translated(self.connection, is_logon=False):
            self.connection.connect(timeout=seconds)

    def log_on(self, door: SmbDoor) -> None:
        """One session; raises LogonRefused when the credential itself is refused."""
        with translated(self.connection, is_logon=True):
            self._session = Session(
                self.connection,
                username=door.account or None,
                password=door.password or None,
                require_encryption=bool(self.connection.supports_encryption),
                hostname_override=self._name,
                auth_protocol=door.protocol,
            )
            self._session.connect()

    @contextmanager
    def dropped_on_failure(self) -> Iterator[None]:
        """A server that was not met leaves no connection behind."""
        try:
            yield
        except BaseException:
            self.drop()
            raise

    def share(self, name: str) -> "Share":
        if name.lower() not in self._shares:
            tree = TreeConnect(self._session, rf"\\{self._name}\{name}")
            tree.connect(require_secure_negotiate=True)
            self._shares[name.lower()] = Share(tree)
        return self._shares[name.lower()]

    def close(self) -> None:
        """Log off, if the server listens."""
        self.connection.deadline = monotonic() + _CLOSE_SECONDS
        with suppress(SMBException, OSError, ValueError, KeyError):
            self.connection.disconnect(close=True, timeout=_CLOSE_SECONDS)
        self.drop()

    def drop(self) -> None:
        """End the connection without a word."""
        if self.connection.transport is not None:
            with suppress(SMBException, OSError, ValueError):
                self.connection.disconnect(close=False)


class Share:
    """A share as `Walk` reads it."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree

    @contextmanager
    def _opened(self, path: str, access: int = _READING) -> Iterator[Any]:
        full = ntpath.join(self._tree.share_name.lstrip("\\"), path)
        handle = Open(self._tree, full if self._tree.is_dfs_share else path)
        handle.create(
            ImpersonationLevel.Impersonation,
            access,
            FileAttributes.FILE_ATTRIBUTE_NORMAL,
            _SHARED,
            CreateDisposition.FILE_OPEN,
            0,
        )
        try:
            yield handle
        finally:
            with suppress(SMBException):
                handle.close()

    def entry(self, path: str) -> Entry:
        """The path's own attributes."""
        with self._opened(path) as found:
            name = (path or self._tree.share_name).rpartition("\\")[2]
            return _entry(name, found.file_attributes, vars(found))

    def children(self, path: str) -> Iterator[Entry]:
        """A folder's children, without itself and its parent."""
        with self._opened(path) as folder:
            while True:
                try:
                    found = folder.query_directory(
                        "*", FileInformationClass.FILE_DIRECTORY_INFORMATION
                    )
                except SMBResponseException as error:
                    if error.status in (
                        NtStatus.STATUS_NO_MORE_FILES,
                        NtStatus.STATUS_NO_SUCH_FILE,
                    ):
                        return
                    raise
                for item in found:
                    name = item["file_name"].get_value().decode("utf-16-le")
                    if name not in (".", ".."):
                        values = {key: field.get_value() for key, field in item.fields.items()}
                        yield _entry(name, values["file_attributes"], values)

    def space(self, path: str) -> tuple[int, int]:
        """Bytes that the caller may still use, and the capacity, of the disk below a folder."""
        with self._opened(path) as folder:
            asked = SMB2QueryInfoRequest()
            asked["info_type"] = FileFsFullSizeInformation.INFO_TYPE
            asked["file_info_class"] = FileFsFullSizeInformation.INFO_CLASS
            asked["output_buffer_length"] = len(FileFsFullSizeInformation())
            told = self._asked(folder, asked).parse_buffer(FileFsFullSizeInformation)
        told = {key: field.get_value() for key, field in told.fields.items()}
        unit = told["sectors_per_unit"] * told["bytes_per_sector"]
        return told["caller_available_units"] * unit, told["total_allocation_units"] * unit

    def rights(self, path: str) -> list[JsonValue]:
        """Who may do what with it; who may list a folder may as a rule read that too."""
        with self._opened(path, _ASKING_RIGHTS) as found:
            asked = SMB2QueryInfoRequest()
            asked["info_type"] = InfoType.SMB2_0_INFO_SECURITY
            asked["output_buffer_length"] = LARGEST
            asked["additional_information"] = DACL
            return rights(self._asked(found, asked)["buffer"].get_value())

    def _asked(self, found: Open, question: SMB2QueryInfoRequest) -> SMB2QueryInfoResponse:
        question["file_id"] = found.file_id
        session = self._tree.session
        sent = found.connection.send(question, session.session_id, self._tree.tree_connect_id)
        answer = SMB2QueryInfoResponse()
        answer.unpack(found.connection.receive(sent)["data"].get_value())
        return answer

    def sha256(self, path: str, size: int) -> str | None:
        """None where the file is too large for what we hash: keys and configurations."""
        if size > _LARGEST_HASHED:
            return None
        digest = hashlib.sha256()
        for part in self._parts(path, size):
            digest.update(part)
        return digest.hexdigest()

    def content(self, path: str, size: int) -> bytes:
        """All of a file, as large as it was when it was listed."""
        return b"".join(self._parts(path, size))

    def _parts(self, path: str, size: int) -> Iterator[bytes]:
        with self._opened(path) as found:
            for offset in range(0, size, _READ_SIZE):
                yield found.read(offset, min(_READ_SIZE, size - offset))


def _entry(name: str, attributes: int, values: dict[str, Any]) -> Entry:
    return Entry(
        name=name,
        directory=bool(attributes & FileAttributes.FILE_ATTRIBUTE_DIRECTORY),
        size=values["end_of_file"],
        created=values["creation_time"],
        written=values["last_write_time"],
        linked=bool(attributes & FileAttributes.FILE_ATTRIBUTE_REPARSE_POINT),
    )
