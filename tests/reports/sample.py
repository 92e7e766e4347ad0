"""Hand-made runs: a neglected group, one that is ready in part, one half unread, hostile text."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from scanner.model.check import Page
from scanner.model.control import Control, Half, Reference
from scanner.model.estate import Objectives
from scanner.model.evidence import (
    Asked,
    Clock,
    Collection,
    Contact,
    Gap,
    GapReason,
    JsonValue,
    Target,
    TargetKind,
)
from scanner.model.finding import Citation, Finding
from scanner.model.run import CheckText, LimitUsed, ReadingSummary, RowResult, Run
from scanner.model.status import Severity, Status
from scanner.rollup import row_result, verdict
from tests.reports import sample_recovery

NOW = sample_recovery.NOW
RUN_SHA256 = sha256(b"a run").hexdigest()
SCOPE = ("B04", "B05", "B07", "B09", "B10")

SQL01 = Target(TargetKind.SQL, "SQL01")
SQL02 = Target(TargetKind.SQL, "SQL02\\DR")
BTS01 = Target(TargetKind.HOST, "BTS01")
BTS02 = Target(TargetKind.HOST, "BTS02")
SHARE = Target(TargetKind.SHARE, "\\\\BACKUP01\\biztalk$\\sets")

TITLES = {
    "B01": "Changes are written down",
    "B02": "Rights to back up and to restore are there",
    "B03": "People know how the databases are backed up and restored",
    "B04": "The Backup BizTalk Server job is configured",
    "B05": "The server that stores the backups is configured",
    "B06": "The BAM databases are backed up",
    "B07": "The master secret is managed",
    "B08": "The BizTalk Server configuration is saved",
    "B09": "The master secret is backed up",
    "B10": "The BAM portal's configuration is saved",
    "B11": "The applications are exported",
    "R01": "The databases can be restored",
    "R02": "References to the BAM databases can be updated",
    "R03": "The master secret can be restored",
    "R04": "BizTalk Server can be installed on another computer",
    "R05": "The certificate store can be restored",
    "R06": "Enterprise Single Sign-On can be recovered",
    "R07": "The BizTalk group can be recovered",
    "R08": "The BizTalk Server configuration can be recovered",
    "R09": "The BAM alerts can be recovered",
    "R10": "The BAM portal can be recovered",
}
REFERENCE = Reference(
    "Checklist: Backup and Restore", "https://learn.microsoft.com/biztalk/core/checklist"
)


def controls() -> tuple[Control, ...]:
    return tuple(
        Control(
            id=row,
            half=Half.BACK_UP if row.startswith("B") else Half.RESTORE,
            title=title,
            assessed="by machine" if row in SCOPE else "by a person",
            applies="always",
            references=(REFERENCE,),
        )
        for row, title in TITLES.items()
    )


def _text(
    check: str, name: str, title: str, rows: tuple[str, ...], severity: Severity, *limits: LimitUsed
) -> CheckText:
    page = Page(
        claim=f"{title}.",
        why="A restore that starts without it ends early, or ends with less data than agreed.",
        read="The tables of the management database and of msdb, from each instance of the group.",
        fix="Open SQL Server Agent on the instance, correct the job, run it once, then scan again.",
        reference=REFERENCE.url,
    )
    return CheckText(check, name, title, rows, severity, limits, page)


CHECKS = (
    _text("BJ01", "backup_job_exists", "The backup job exists once", ("B04",), Severity.CRITICAL),
    _text(
        "BJ02", "backup_job_is_enabled", "The backup job is enabled", ("B04",), Severity.CRITICAL
    ),
    _text(
        "BS01",
        "full_backup_is_recent",
        "A complete full set is recent",
        ("B04",),
        Severity.CRITICAL,
        LimitUsed("max_age", "26h", False),
    ),
    _text(
        "BS03",
        "every_database_is_backed_up",
        "Every database of the group is in the newest sets",
        ("B04",),
        Severity.CRITICAL,
    ),
    _text(
        "LS01",
        "log_shipping_destination_is_reachable",
        "The log shipping destination is reachable",
        ("B05",),
        Severity.HIGH,
    ),
    _text(
        "MS01",
        "secret_backup_is_off_host",
        "A backup of the master secret is kept off its server",
        ("B07", "B09"),
        Severity.CRITICAL,
        LimitUsed("min_copies", "1", True),
    ),
    _text(
        "MS02",
        "secret_backup_is_recent",
        "The backup of the master secret is recent",
        ("B09",),
        Severity.LOW,
        LimitUsed("max_age", "400d", False),
    ),
    _text(
        "BP01",
        "portal_configuration_is_saved",
        "The BAM portal's configuration is saved",
        ("B10",),
        Severity.MEDIUM,
    ),
)
TEXTS = {text.id: text for text in CHECKS}


def finding(
    check: str, subject: str, status: Status, message: str, target: Target, **more: object
) -> Finding:
    text = TEXTS[check]
    made = Finding(
        id=f"{check}/{subject}",
        check=check,
        subject=subject,
        target=target.id,
        rows=text.rows,
        severity=text.severity,
        status=status,
        message=message,
    )
    return replace(made, **more)  # type: ignore[arg-type]  # fields by name, checked by replace


def cite(target: Target, collector: str, kind: str, **fields: JsonValue) -> Citation:
    return Citation(f"{target.id}/{collector}", kind, fields)


def agent_job(enabled: bool) -> Citation:
    return cite(
        SQL01,
        "agent_jobs",
        "AgentJob",
        job_id="6F9619FF-8B86-D011-B42D-00C04FC964FF",
        name="Backup BizTalk Server (BizTalkMgmtDb)",
        enabled=enabled,
        has_server=True,
        start_step=1,
        modified="2026-10-30T14:11:02+00:00",
    )


def backup_set(database: str, number: int, day: int, kind: str = "db") -> Citation:
    return cite(
        SQL01,
        "backup_history",
        "BackupHistoryRow",
        set_id=4000 + day,
        mark=f"BTS_2026_11_{day:02}_04_45_00_12",
        database={"server": "SQL01", "name": database},
        file_name=f"SQL01_{database}_Full_BTS_2026_11_{day:02}_04_45_00_12.bak",
        location="\\\\BACKUP01\\biztalk$\\sets\\",
        type=kind,
        stamp=f"2026-11-{day:02}T04:45:{number:02}+00:00",
        set_complete=True,
    )


DATABASES = ("BizTalkMgmtDb", "BizTalkMsgBoxDb", "BizTalkDTADb", "SSODB", "BAMPrimaryImport")


def stored(name: str, size: int, day: int) -> Citation:
    return cite(
        SHARE,
        "backup_files",
        "StoredFile",
        path=f"{SHARE.name}\\{name}",
        size=size,
        written=f"2026-11-{day:02}T04:46:03+00:00",
    )


def sound_findings() -> tuple[Finding, ...]:
    job = "Backup BizTalk Server (BizTalkMgmtDb)"
    sets = tuple(backup_set(name, number, 22) for number, name in enumerate(DATABASES))
    return (
        finding("BJ01", job, Status.PASS, "It exists once.", SQL01, citations=(agent_job(True),)),
        finding("BJ02", job, Status.PASS, "It is enabled.", SQL01, citations=(agent_job(True),)),
        finding("BS01", "full set", Status.PASS, "Set 4022 is 15 min old.", SQL01, citations=sets),
        *(
            finding("BS03", name, Status.PASS, "In full set 4022.", SQL01, citations=(one,))
            for name, one in zip(DATABASES, sets, strict=True)
        ),
        finding("LS01", "SQL02\\DR", Status.PASS, "It answers; all three jobs are there.", SQL02),
        finding("MS01", "SSO01", Status.PASS, "Two copies lie on other machines.", BTS01),
        finding("MS02", "SSO01", Status.PASS, "The newest copy is 61 days old.", BTS01),
        finding("BP01", "BTS02", Status.PASS, "Backup 2026-11-01 holds all elements.", BTS02),
    )


def neglected_findings() -> tuple[Finding, ...]:
    job = "Backup BizTalk Server (BizTalkMgmtDb)"
    old = tuple(backup_set(name, number, 11) for number, name in enumerate(DATABASES[:4]))
    enable = (
        "Enable the job in SQL Server Agent on SQL01, then run it once: "
        f"EXEC msdb.dbo.sp_update_job @job_name = N'{job}', @enabled = 1;"
    )
    secret = "C:\\Program Files\\Common Files\\Enterprise Single Sign-On\\SSO2A1F.bak"
    return (
        finding("BJ01", job, Status.PASS, "It exists once.", SQL01, citations=(agent_job(False),)),
        finding(
            "BJ02",
            job,
            Status.FAIL,
            "The job is disabled since 2026-10-30 14:11 UTC or before.",
            SQL01,
            citations=(agent_job(False),),
            readings=("sql:SQL01/agent_jobs",),
            fix=enable,
        ),
        finding(
            "BS01",
            "full set",
            Status.FAIL,
            "The newest complete full set, 4011, is 11 d 15 min old; at most 26 h is allowed.",
            SQL01,
            citations=old,
            readings=("sql:SQL01/backup_history",),
            fix="Run the job with a forced full backup, then see that set_complete is 1.",
        ),
        *(
            finding("BS03", name, Status.PASS, "In full set 4011.", SQL01, citations=(one,))
            for name, one in zip(DATABASES, old, strict=False)
        ),
        finding(
            "BS03",
            "BAMPrimaryImport",
            Status.FAIL,
            "Named by admv_BackupDatabases, but in none of the last 12 sets.",
            SQL01,
            citations=old[:1],
            fix="Add the backup procedures to BAMPrimaryImport, then force a full backup.",
        ),
        finding(
            "LS01",
            "SQL02\\DR",
            Status.ERROR,
            "sql:SQL02\\DR/agent_jobs could not be used (unreachable): no answer within 10 s",
            SQL02,
            gap=Gap(GapReason.UNREACHABLE, "no answer within 10 s"),
            readings=("sql:SQL02\\DR/agent_jobs",),
        ),
        finding(
            "MS01",
            "SSO01",
            Status.FAIL,
            f"The only copy lies on SSO01 itself: {secret}",
            BTS01,
            citations=(
                cite(
                    BTS01,
                    "secret_files",
                    "StoredFile",
                    path=secret,
                    size=512,
                    written="2024-03-01T08:00:00+00:00",
                ),
            ),
            fix="Copy it to a locked place on another machine; declare that place in the estate.",
        ),
        finding(
            "MS02",
            "SSO01",
            Status.FAIL,
            "The newest copy is 631 days old; at most 400 days are wanted.",
            BTS01,
            fix="Back the secret up again with ssoconfig -backupSecret.",
        ),
        finding(
            "BP01",
            "BTS02",
            Status.NOT_CHECKED,
            "The newest IIS backup is older than the event log reaches back.",
            BTS02,
            settle="Compare the backup with the portal's applications by hand and attest it.",
        ),
    )


def _readings(findings: Iterable[Finding]) -> tuple[ReadingSummary, ...]:
    cited = {one.reading for finding in findings for one in finding.citations}
    named = {name for finding in findings for name in finding.readings}
    gaps = {name: finding.gap for finding in findings for name in finding.readings if finding.gap}
    return tuple(
        _reading(name, gaps.get(name), number) for number, name in enumerate(sorted(cited | named))
    )


def _reading(name: str, gap: Gap | None, number: int) -> ReadingSummary:
    target, _, collector = name.rpartition("/")
    text = f"SELECT name, enabled\nFROM dbo.{collector}\nWHERE server = ?;"
    started = NOW - timedelta(seconds=9) + timedelta(milliseconds=310 * number)
    return ReadingSummary(
        id=name,
        target=target,
        collector=collector,
        asked=(Asked(text, sha256(text.encode()).hexdigest(), "msdb"),),
        started=started,
        ended=started + timedelta(milliseconds=140),
        row_count=0 if gap else 7 + number,
        gap=gap,
        redactions=number % 2,
    )


def _contact(target: Target, gap: Gap | None = None) -> Contact:
    if gap:
        return Contact(target, gap=gap)
    driver = {"sql": "FreeTDS 1.3.17", "host": "WinRM, NTLM", "share": "SMB 3.1.1"}[target.kind]
    clock = Clock(NOW, NOW + timedelta(milliseconds=850), timedelta(hours=1))
    return Contact(target, "CORP\\svc-audit", target.name, driver, target is not SHARE, clock)


def run(findings: Sequence[Finding], *, asked: tuple[str, ...] = ()) -> Run:
    """A run over these findings; `asked` limits it to some rows."""
    rows: tuple[RowResult, ...] = tuple(
        row_result(control, findings, not asked or control.id in asked) for control in controls()
    )
    said, sentence = verdict(rows, findings)
    unmet = {finding.target: finding.gap for finding in findings if finding.gap}
    return Run(
        schema=1,
        organisation="Contoso Logistics",
        group="PROD-EU",
        management="BizTalkMgmtDb on SQL01",
        evidence_sha256=sha256(b"evidence").hexdigest(),
        collection=Collection(
            started=NOW - timedelta(seconds=11),
            ended=NOW,
            scanner_host="AUDIT01",
            scanner_account="CORP\\svc-audit",
            version="0.1.0",
            estate_sha256=sha256(b"estate").hexdigest(),
        ),
        as_of=NOW,
        hypothetical=False,
        verdict=said,
        verdict_sentence=sentence,
        rows_asked=asked,
        rows=rows,
        findings=tuple(findings),
        checks=CHECKS,
        contacts=tuple(
            _contact(one, unmet.get(one.id)) for one in (BTS01, BTS02, SHARE, SQL01, SQL02)
        ),
        readings=_readings(findings),
        objectives=Objectives(rpo=timedelta(minutes=30), rto=timedelta(hours=4)),
        recovery=sample_recovery.sound(),
        differences=(),
        cautions=(),
        versions={"btsready": "0.1.0", "collected by": "0.1.0"},
    )


def ready_in_part() -> Run:
    return run(sound_findings(), asked=SCOPE)


def incomplete() -> Run:
    return replace(run(sound_findings()), recovery=sample_recovery.doubtful())


def neglected() -> Run:
    return replace(
        run(neglected_findings()),
        recovery=sample_recovery.neglected(),
        differences=("BTS03 is named by adm_Server, but the estate does not declare it.",),
        cautions=("SQL01: its certificate was not verified (trust_server_certificate).",),
    )


def hypothetical() -> Run:
    return replace(neglected(), as_of=NOW + timedelta(days=30), hypothetical=True)


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 7 * 7 }} {% raw %}",
    "invoice\u202excod.bak",
    "備份 файл αρχείο žluťoučký",
    "line\none\x1b[31mred\x00",
    "\\\\" + "a-very-long-name\\" * 20,
)


def hostile() -> Run:
    """Every kind of text that a database or a file name can carry, wherever it can stand."""
    found = tuple(
        finding(
            "BS03",
            text,
            Status.FAIL,
            f"It is {text}.",
            SQL01,
            fix=f"Rename {text}.",
            citations=(
                cite(SQL01, "backup_history", "StoredFile", path=text, size=number, **{text: True}),
            ),
        )
        for number, text in enumerate(HOSTILE)
    )
    return replace(
        run(found),
        group=HOSTILE[0],
        cautions=HOSTILE,
        differences=HOSTILE,
        recovery=sample_recovery.hostile(HOSTILE),
    )
