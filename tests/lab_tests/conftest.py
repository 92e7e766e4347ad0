"""A small SQL Server of the lab, and both drivers to ask it."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.lab.tds.certificates import LabAuthority, ServerCertificates
from tests.lab.tds.description import LabLogin, LabSqlServer, LabTable
from tests.lab.tds.server import TdsServer
from tests.lab_tests import tds_clients
from tests.lab_tests.tds_clients import NAME_IN_CERTIFICATE, PASSWORD, USER, Client

JOB = uuid.UUID("0e984725-c51c-4bf4-9960-e1c80e27aba0")
_NIGHT = datetime(2026, 11, 22, 3, 0, 7, 123000)  # noqa: DTZ001 - datetime has no zone
_LIMITED = LabLogin(
    "limited",
    permissions=frozenset({"CONNECT SQL"}),
    denied=frozenset({"msdb.dbo.sysjobs"}),
    databases=frozenset({"BizTalkMgmtDb"}),
)


def description() -> LabSqlServer:
    return LabSqlServer(
        name="SQL01",
        machine="SQL01",
        logins={USER: LabLogin(PASSWORD), "limited": _LIMITED},
        databases={
            "BizTalkMgmtDb": {
                "dbo.adm_Group": [{"Name": "Grüße", "TrackingDBName": "BizTalkDTADb"}],
                "dbo.adm_MessageBox": [{"DBServerName": "SQL01", "DBName": "BizTalkMsgBoxDb"}],
                "dbo.adm_BackupHistory": [
                    {
                        "BackupSetId": number,
                        "DatabaseName": "BizTalkMgmtDb",
                        "BackupType": "db" if number % 2 else "lg",
                        "BackupFileName": f"set_{number}.bak",
                        "BackupDateTime": _NIGHT.replace(minute=number),
                        "SetComplete": number != 3,
                    }
                    for number in range(1, 6)
                ],
            },
            "BizTalkMsgBoxDb": {},
            "msdb": {
                "dbo.sysjobs": [{"job_id": JOB, "name": "Backup BizTalk Server", "enabled": 1}],
                "dbo.sysjobsteps": [
                    {"job_id": JOB, "step_id": 1, "command": "exec [dbo].[sp_BackupAllFull] 'd'"}
                ],
                "dbo.backupset": [{"backup_set_id": 1, "first_lsn": 12345678901234567890123}],
            },
            "master": {
                "sys.dm_server_services": [
                    {
                        "servicename": "SQL Server Agent",
                        "status": 4,
                        "last_startup_time": "2026-11-22 06:00:00.1234567 +01:00",
                    }
                ],
                "sys.databases": [{"name": "Asleep", "state": 6, "state_desc": "OFFLINE"}],
                "dbo.bts_LogShippingHistory": LabTable(
                    {"SetComplete": "bit", "Restored": "bit not null", "Odd": "nvarchar(9)"},
                    [{"SetComplete": 1, "Odd": "x"}],
                ),
            },
        },
    )


@pytest.fixture(scope="session")
def authority() -> LabAuthority:
    return LabAuthority()


@pytest.fixture(scope="session")
def ca_file(authority: LabAuthority, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return authority.write_ca(tmp_path_factory.mktemp("ca") / "ca.pem")


@pytest.fixture
def described() -> LabSqlServer:
    """To be broken before or while the server runs."""
    return description()


@pytest.fixture
def server(described: LabSqlServer, authority: LabAuthority) -> Iterator[TdsServer]:
    names = ServerCertificates(authority, NAME_IN_CERTIFICATE, "localhost")
    with TdsServer(described, names) as running:
        yield running


@pytest.fixture(params=["freetds", "microsoft"])
def client(
    request: pytest.FixtureRequest,
    ca_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Client:
    monkeypatch.setenv("FREETDSCONF", "")
    monkeypatch.setenv("SSL_CERT_FILE", "")
    made: Client = getattr(tds_clients, request.param)(tmp_path, ca_file)
    return made
