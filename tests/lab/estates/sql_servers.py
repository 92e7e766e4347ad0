"""The firm's three SQL Servers."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from tests.lab.estates import company
from tests.lab.estates.backup_sets import LOG, Written, history_rows, next_set_id
from tests.lab.estates.recorded import recorded_tables, recovery_rows, restored_tables
from tests.lab.estates.times import Times, local
from tests.lab.tds.description import LabLogin, LabSqlServer, LabTable, Row, Tables

RESTORING = 1


def sql_servers(files: list[Written], times: Times) -> dict[str, LabSqlServer]:
    """Without what SQL Server Agent makes of its jobs."""
    contents: dict[str, dict[str, Tables]] = {
        company.SQL01: {
            company.MANAGEMENT.name: management_tables(files, times),
            company.TRACKING.name: {},
            company.RULES.name: {},
            company.BAM.name: bam_tables(),
            company.SSO.name: sso_tables(times),
        },
        company.SQL02: {company.MESSAGE_BOX.name: {}},
        company.SQLDR01: {
            **{database.name: {} for database in company.DATABASES},
            "master": destination_tables(files),
        },
    }
    return {name: _server(name, databases, files) for name, databases in contents.items()}


def _server(name: str, databases: dict[str, Tables], files: list[Written]) -> LabSqlServer:
    is_destination = name == company.SQLDR01
    msdb = restored_tables(files) if is_destination else recorded_tables(files, name)
    own = [database for database in databases if database != "master"]
    master: Tables = {"sys.database_recovery_status": recovery_rows(files, own)}
    return LabSqlServer(
        name=name,
        machine=name,
        logins={company.SQL_USER: LabLogin(company.SQL_PASSWORD)},
        databases={**databases, "master": {**master, **databases.get("master", {})}, "msdb": msdb},
        utc_offset_minutes=int(company.OFFSET.total_seconds()) // 60,
    )


def management_tables(files: list[Written], times: Times) -> Tables:
    return {
        "dbo.adm_Group": [_group(times)],
        "dbo.adm_MessageBox": [
            {
                "Id": 1,
                "GroupId": 1,
                "DBServerName": company.MESSAGE_BOX.server,
                "DBName": company.MESSAGE_BOX.name,
                "IsMasterMsgBox": -1,
            }
        ],
        "dbo.adm_Server": [
            {"Id": number, "Name": name, "DateModified": times.ago(days=200).replace(tzinfo=None)}
            for number, name in enumerate((company.BTS01, company.BTS02), 1)
        ],
        "dbo.adm_OtherBackupDatabases": [
            {
                "DefaultDatabaseName": "SSO",
                "DatabaseName": company.SSO.name,
                "ServerName": company.SSO.server,
                "BTSServerName": company.BTS01,
            }
        ],
        "dbo.adm_BackupHistory": history_rows(files),
        "dbo.adm_BackupSettings": [{"UseCompression": 0, "ForceFull": 0}],
        "dbo.adm_BackupSetId": [{"NextBackupSetId": next_set_id(files)}],
        "dbo.BizTalkDBVersion": _versions(times),
        "dbo.adm_ReceiveLocation": [
            {
                "Name": "Frachtbriefe SFTP",
                "ReceivePortId": 1,
                "InboundTransportURL": "sftp://edi:"
                f"{company.ADDRESS_PASSWORD}@sftp.{company.DNS_DOMAIN}:22/eingang/*.xml",
            },
            {
                "Name": "Umsatzmeldung",
                "InboundTransportURL": f"mssql://{company.SQL01}//{company.BAM.name}?InboundId=1",
            },
        ],
    }


def _group(times: Times) -> Row:
    """A part's columns are named after it: TrackingDBServerName, TrackingDBName."""
    parts = {
        "Tracking": company.TRACKING,
        "Subscription": company.MESSAGE_BOX,
        "Bam": company.BAM,
        "RuleEngine": company.RULES,
    }
    row: Row = {
        "Name": "BizTalkGroup",
        "DateModified": times.ago(days=41).replace(tzinfo=None),
        "BizTalkAdminGroup": rf"{company.DOMAIN}\BizTalk-Administratoren",
        "SSOServerName": company.SSO01,
    }
    for part, database in parts.items():
        row[f"{part}DBServerName"] = database.server
        row[f"{part}DBName"] = database.name
    return row


def _versions(times: Times) -> list[Row]:
    return [
        {
            "BizTalkDBName": component,
            "DatabaseMajor": 3,
            "DatabaseMinor": 13,
            "ProductMajor": 3,
            "ProductMinor": 13,
            "ProductBuildNumber": 867,
            "ProductLanguage": "de",
            "Description": "",
            "Modified": local(times.ago(days=300)),
        }
        for component in ("Management DB", "Backup")
    ]


def bam_tables() -> Tables:
    properties = (
        ("Global", "BAMVRoot", f"http://{company.BTS02}.{company.DNS_DOMAIN}:80/BAM"),
        ("PrimaryImportDatabase", "ServerName", company.BAM.server),
        ("PrimaryImportDatabase", "DatabaseName", company.BAM.name),
        ("AnalysisDatabase", "ServerName", ""),
        ("AnalysisDatabase", "DatabaseName", ""),
    )
    return {
        "dbo.bam_Metadata_Properties": [
            {"Scope": scope, "PropertyName": name, "PropertyValue": value}
            for scope, name, value in properties
        ]
    }


def sso_tables(times: Times) -> Tables:
    return {
        "dbo.SSOX_GlobalInfo": [
            {
                "gi_install_timestamp": local(times.ago(days=900)),
                "gi_update_timestamp": local(times.ago(days=300)),
                "gi_flags": 2,
                "gi_SecretServer": company.SSO01,
                "gi_SSOAdminGroup": rf"{company.DOMAIN}\SSO-Administratoren",
                "gi_AffiliateAppMgrGroup": rf"{company.DOMAIN}\SSO-Anwendungen",
            }
        ],
        "dbo.SSOX_Servers": [
            {"srv_server_name": name.lower(), "srv_expire_timestamp": local(times.ago(days=-9))}
            for name in (company.BTS01, company.BTS02, company.SSO01)
        ],
    }


def destination_tables(files: Iterable[Written]) -> Tables:
    """Nobody publishes these tables: the documented columns, and what sp_GetBackupHistory gives."""
    logs = [one for one in files if one.kind == LOG][-96:]
    restored = timedelta(seconds=70)
    history: list[dict[str, Any]] = [
        {
            "BackupSetId": one.set_id,
            "MarkName": one.mark,
            "ServerName": one.database.server,
            "DatabaseName": one.database.name,
            "BackupFileName": one.file_name,
            "BackupFileLocation": company.BACKUP_PATH,
            "BackupType": one.kind,
            "BackupDateTime": one.stamp.replace(tzinfo=None),
            "SetComplete": 1,
            "Restored": 1,
            "RestoredDateTime": local(one.finished + restored),
        }
        for one in logs
    ]
    states = [{"name": one.name, "state": RESTORING} for one in company.DATABASES]
    return {
        "sys.databases": states,
        "dbo.bts_LogShippingDatabases": LabTable(
            {
                "ServerName": "nvarchar(128)",
                "DatabaseName": "nvarchar(128)",
                "DBFileLocation": "nvarchar(1000)",
                "LogFileLocation": "nvarchar(1000)",
            },
            [{"ServerName": one.server, "DatabaseName": one.name} for one in company.DATABASES],
        ),
        "dbo.bts_LogShippingHistory": LabTable(
            {
                "BackupSetId": "bigint",
                "MarkName": "nvarchar(32)",
                "ServerName": "nvarchar(128)",
                "DatabaseName": "nvarchar(128)",
                "BackupFileName": "nvarchar(500)",
                "BackupFileLocation": "nvarchar(3000)",
                "BackupType": "char(2)",
                "BackupDateTime": "datetime",
                "SetComplete": "bit",
                "Restored": "bit",
                "RestoredDateTime": "datetime",
            },
            history,
        ),
        "dbo.bts_LogShippingLastRestoreSet": LabTable(
            {"BackupSetId": "bigint"}, [{"BackupSetId": logs[-1].set_id}]
        ),
    }
