"""Lists that people open in a spreadsheet: files to fetch, jobs, logins."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from scanner.facts.agent_jobs import AgentJob
from scanner.facts.backup_files import StoredFile
from scanner.facts.permissions import JobOwner, ServerLogin
from scanner.model.check import MissingEvidence
from scanner.recovery.listing import path_key
from scanner.recovery.quoting import Quote, Unquotable, quote
from scanner.runbook.jobs import STAYS_DISABLED, of_biztalk
from scanner.runbook.plan import Plan
from scanner.runbook.sources import Answer, Sources

FORMULA = ("=", "+", "-", "@")
LOGIN_TYPES = {"S": "SQL login", "U": "Windows account", "G": "Windows group"}
SYSTEM_LOGINS = ("##", "nt service\\", "nt authority\\", "sa")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with its mark, as spreadsheets want it; no cell becomes a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(one) for one in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    """Invisible characters are written out: a name must not pretend to be another."""
    text = "" if value is None else str(value)
    try:
        quote(text, Quote.COMMENT)
    except Unquotable:
        text = ascii(text)[1:-1]
    return f"'{text}" if text.startswith(FORMULA) else text


def files_to_fetch(sources: Sources, plan: Plan) -> bytes:
    """Every backup file in the order in which it is restored."""
    digests = dict(_digests(sources))
    head = ("destination", "database", "set", "kind", "bytes", "sha256", "kept on", "path")
    rows = (
        (
            script.to.instance,
            database.name,
            piece.set_id,
            "full" if piece is database.full else "log",
            "not known" if piece.size is None else piece.size,
            digests.get(path_key(piece.path), "not known"),
            piece.host,
            piece.path,
        )
        for script in plan.scripts
        for database in script.restore.databases
        for piece in database.pieces
    )
    return table(head, rows)


def _digests(sources: Sources) -> Iterator[tuple[str, str]]:
    """Where the estate allowed content to be read."""
    for target in sources.facts.targets(StoredFile):
        try:
            for one in sources.facts.rows(StoredFile, target):
                if one.sha256:
                    yield path_key(one.path), one.sha256
        except MissingEvidence:
            continue


def jobs(sources: Sources, servers: Sequence[str]) -> Answer[bytes]:
    """Every job, what it was, and what it must be until BizTalk runs again."""
    missing: tuple[str, ...] = ()
    rows: list[Sequence[object]] = []
    for server in servers:
        on = sources.facts.sql(server)
        found = sources.rows(f"The SQL Server Agent jobs of {server}", AgentJob, on)
        owners = sources.rows(f"The owners of jobs on {server}", JobOwner, on)
        missing += found.missing + owners.missing
        by_job = {one.job_id: one.name for one in owners.value}
        for one in sorted(found.value, key=lambda job: job.name.casefold()):
            mine = of_biztalk(one.name)
            last = "disabled, always" if mine == STAYS_DISABLED else _was(one)
            until = "disabled" if mine else "as it was"
            owner = by_job.get(one.job_id) or "not known"
            rows.append((server, one.name, "yes" if mine else "", owner, _was(one), until, last))
    head = ("was on", "job", "BizTalk's own", "owner", "was", "until the last step", "then")
    return Answer(table(head, rows), missing)


def _was(job: AgentJob) -> str:
    return "enabled" if job.enabled else "disabled"


def logins(sources: Sources, servers: Sequence[str]) -> Answer[bytes]:
    missing: tuple[str, ...] = ()
    rows: list[Sequence[object]] = []
    for server in servers:
        found = server_logins(sources, server)
        missing += found.missing
        rows += [
            (
                server,
                one.name,
                LOGIN_TYPES.get(one.type, one.type),
                one.sid,
                "yes" if one.is_sysadmin else "",
                "yes" if one.is_disabled else "",
            )
            for one in found.value
        ]
    return Answer(table(("was on", "login", "kind", "sid", "sysadmin", "disabled"), rows), missing)


def server_logins(sources: Sources, server: str) -> Answer[tuple[ServerLogin, ...]]:
    """Without those that every SQL Server brings along."""
    on = sources.facts.sql(server)
    found = sources.rows(f"The logins of {server}", ServerLogin, on)
    own = sorted(
        (one for one in found.value if not one.name.casefold().startswith(SYSTEM_LOGINS[:3])),
        key=lambda one: one.name.casefold(),
    )
    kept = tuple(one for one in own if one.name.casefold() != SYSTEM_LOGINS[3])
    return Answer(kept, found.missing)
