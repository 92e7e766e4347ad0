"""The doors of a real estate: each target with its own address, credential and trust."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from threading import Lock

from scanner.model.access import Address, address, spelled, sql_access, windows_access
from scanner.model.collector import Question
from scanner.model.estate import Credential, CredentialKind, Group, SqlAccess, WindowsAccess
from scanner.model.evidence import Clock, Gap, GapReason, Target, TargetKind
from scanner.model.names import unc_server
from scanner.transport.doors import (
    Answer,
    HostReader,
    Parameter,
    ShareReader,
    SqlReader,
    redacted,
)
from scanner.transport.failure import TransportFailure
from scanner.transport.host_door import Authentication, HostDoor
from scanner.transport.host_framing import HostAnswer
from scanner.transport.host_winrm import WinRmHost
from scanner.transport.logon import LogonGuard, LogonRefused
from scanner.transport.share_smb import SmbDoor, SmbShares
from scanner.transport.sql_driver import SqlDoor
from scanner.transport.sql_odbc import SqlInstance

Reveal = Callable[[str], str]
WINRM: Mapping[CredentialKind, Authentication] = {
    CredentialKind.NTLM: "ntlm",
    CredentialKind.WINDOWS: "kerberos",
    CredentialKind.KERBEROS: "kerberos",
    CredentialKind.CERTIFICATE: "certificate",
}
SMB = {CredentialKind.NTLM: "ntlm", CredentialKind.KERBEROS: "kerberos"}


@dataclass
class LiveDoors:
    """Opens what it is told to open; whether it may is decided by the collection."""

    group: Group
    credentials: Mapping[str, Credential]
    reveal: Reveal
    guard: LogonGuard = field(default_factory=LogonGuard)
    _files: dict[str, "_FileServer"] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def sql(self, target: Target) -> SqlReader:
        access = sql_access(self.group, target.name)
        instance = SqlInstance(self._sql_door(target, access), self.guard)
        instance.open()
        return _Sql(instance)

    def host(self, target: Target) -> HostReader:
        access = windows_access(self.group, target.name)
        if access is None:
            said = "the estate says nothing of Windows hosts; add `windows` to the group"
            raise TransportFailure(GapReason.NOT_COLLECTED, said)
        return _Host(self._host_door(target, access), self.guard, access.credential)

    def share(self, target: Target) -> ShareReader:
        if self.group.shares is None:
            said = "the estate says nothing of file shares; add `shares` to the group"
            raise TransportFailure(GapReason.NOT_COLLECTED, said)
        server = unc_server(target.name)
        with self._lock:
            if server not in self._files:
                self._files[server] = _FileServer(self._smb_door(server), self.guard)
            return self._files[server]

    def close(self) -> None:
        for server in self._files.values():
            server.close()

    def _sql_door(self, target: Target, access: SqlAccess) -> SqlDoor:
        credential = self.credentials[access.credential]
        where = address(self.group, TargetKind.SQL, target.name)
        return SqlDoor(
            name=spelled(self.group, TargetKind.SQL, target.name),
            address=_sql_address(where),
            driver=access.driver,
            username=credential.username,
            password=self.reveal(credential.name),
            integrated=credential.kind is not CredentialKind.SQL_LOGIN,
            encrypt=access.encrypt,
            ca_file=access.ca_file,
            certificate_name=access.certificate_name,
            trust_server_certificate=access.trust_server_certificate,
            credential=credential.name,
        )

    def _host_door(self, target: Target, access: WindowsAccess) -> HostDoor:
        credential = self.credentials[access.credential]
        where = address(self.group, TargetKind.HOST, target.name) or Address("")
        return HostDoor(
            name=spelled(self.group, TargetKind.HOST, target.name),
            address=where.host or None,
            scheme="http" if access.scheme == "http" else "https",
            port=where.port or access.port,
            transport=WINRM[credential.kind],
            username=credential.username,
            password=self.reveal(credential.name),
            ca_file=access.ca_file,
            certificate_name=access.certificate_name or None,
            client_certificate=credential.certificate_file,
            client_key=credential.key_file,
        )

    def _smb_door(self, server: str) -> SmbDoor:
        access = self.group.shares
        credential = self.credentials[access.credential if access else ""]
        where = address(self.group, TargetKind.SHARE, server) or Address(
            spelled(self.group, TargetKind.SHARE, server)
        )
        domain, slash, user = credential.username.rpartition("\\")
        return SmbDoor(
            username=user,
            password=self.reveal(credential.name),
            domain=domain if slash else "",
            port=where.port or (access.port if access else 445),
            address=where.host,
            protocol=SMB.get(credential.kind, "negotiate"),
            credential=credential.name,
        )


def _sql_address(where: Address | None) -> str | None:
    if where is None:
        return None
    return where.host if where.port is None else f"{where.host},{where.port}"


@dataclass
class _Sql:
    """One instance as the collection asks it."""

    instance: SqlInstance

    @property
    def driver(self) -> str:
        return self.instance.driver

    @property
    def certificate_verified(self) -> bool | None:
        return self.instance.certificate_verified

    def read(self, statement: str, parameters: Sequence[Parameter], database: str) -> Answer:
        rows, redactions = self.instance.read(statement, parameters, database)
        return Answer(rows, None, redactions)

    def close(self) -> None:
        self.instance.close()


class _Host:
    """One host as the collection asks it; its first logon with a credential is alone."""

    def __init__(self, door: HostDoor, guard: LogonGuard, credential: str) -> None:
        self.driver = f"WinRM, {door.transport} over {door.scheme}"
        self.certificate_verified = True if door.scheme == "https" else None
        self._open = ExitStack()
        with guard.logon(credential, door.name) as permit:
            try:
                self._winrm = self._open.enter_context(WinRmHost(door))
            except LogonRefused:
                raise
            except TransportFailure as failure:
                if failure.reason is GapReason.DENIED:
                    permit.accepted()  # known there, but not allowed a shell
                raise

    def ask(self, questions: Sequence[Question]) -> Mapping[str, Answer]:
        answers = self._winrm.ask([dict(question) for question in questions])
        return {name: _answer(answer) for name, answer in answers.items()}

    def close(self) -> None:
        self._open.close()


class _FileServer:
    """One file server for all of its folders; listed one at a time, closed at the end."""

    def __init__(self, door: SmbDoor, guard: LogonGuard) -> None:
        self.account = door.account
        self.clock: Clock | None = None
        self._shares = SmbShares(door, guard)
        self.driver = self._shares.driver
        self._lock = Lock()

    def list(self, folder: str, depth: int) -> Answer:
        with self._lock:
            rows = self._shares.list(folder, depth=depth)
            self.clock = self._shares.clock(folder)
        return redacted(rows)

    def rights(self, folder: str) -> Answer:
        with self._lock:
            return redacted(self._shares.rights(folder))

    def space(self, folder: str) -> Answer:
        with self._lock:
            return redacted([self._shares.space(folder)])

    def records(self, folder: str, fields: tuple[str, ...]) -> Answer:
        with self._lock:
            return redacted(self._shares.records(folder, fields))

    def close(self) -> None:
        with self._lock:
            self._shares.close()


def _answer(answer: HostAnswer) -> Answer:
    if answer.rows is None:
        return Answer((), Gap(GapReason(answer.reason or "unparsable"), answer.detail))
    return redacted(answer.rows)
