"""A restore sequence as T-SQL that one person runs on one SQL Server.

It is one batch, so that RETURN ends it at the first error with everything that the server said.
The last log is restored WITH RECOVERY: where it does not reach the mark, SQL Server leaves the
database in RESTORING, and the script says so.
Reference: https://learn.microsoft.com/en-us/sql/t-sql/statements/restore-statements-transact-sql
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scanner.errors import UserMistake
from scanner.model.names import host_name, is_unc, is_url
from scanner.recovery.quoting import VARIABLE, Quote, Unquotable, is_hidden, quote
from scanner.recovery.restore_sequence import (
    DatabaseRestore,
    Destination,
    InstanceRestore,
    Piece,
)

THUMBPRINT = re.compile(r"[0-9A-F]{40}")
WIDTH = 96


@dataclass(frozen=True)
class Heading:
    """What the script says of itself; `warnings` are sentences."""

    group: str
    loss: str
    evidence_sha256: str
    warnings: tuple[str, ...] = ()


def restore_script(one: InstanceRestore, to: Destination, heading: Heading) -> str:
    """Raises Unquotable or UserMistake instead of writing what could not be run safely."""
    lines = [
        *_comments(_told(one, to, heading)),
        "USE [master];",
        "SET NOCOUNT ON;",
        *_right_server(to.instance),
        *_nothing_open(one.databases),
        *(line for thumbprint in to.thumbprints for line in _certificate(thumbprint)),
    ]
    for database in one.databases:
        lines += _up_to_the_mark(database, to)
    for database in one.databases:
        lines += _to_the_mark(database, one.mark, to)
    lines += _all_open(one.databases, one.mark)
    text = "\n".join(lines) + "\n"
    if VARIABLE in text:
        raise Unquotable("the script would hold '$(', which sqlcmd replaces")
    return text


def file_name(instance: str) -> str:
    """`restore_SQL01_BIZ.sql`: of a name only what every file system takes."""
    return f"restore_{re.sub(r'[^A-Za-z0-9-]+', '_', instance).strip('_') or 'instance'}.sql"


def _told(one: InstanceRestore, to: Destination, heading: Heading) -> Iterator[str]:
    yield f"Restores the databases of BizTalk group {heading.group} that were on {one.source}."
    yield f"Destination: {to.instance}. Lost: {heading.loss or 'the databases only'}."
    when = f"{one.time:%Y-%m-%d %H:%M:%S} UTC" if one.time else "time not settled"
    yield f"Every database goes to the mark {one.mark} ({when})."
    yield f"Made by btsready from evidence {heading.evidence_sha256}."
    yield (
        "Run as a member of sysadmin, in SQL Server Management Studio or by sqlcmd with the "
        "options -b and -f 65001. It stops at the first error, and it overwrites no open database."
    )
    for sentence in heading.warnings:
        yield f"WARNING: {harmless(sentence)}"
    if not all(database.logs for database in one.databases):
        raise UserMistake("a restore to a mark needs at least one log backup of every database")


def harmless(sentence: str) -> str:
    """A program or account in a warning must not cost the whole script: it is written out."""
    shown = (f"U+{ord(one):04X}" if is_hidden(one) else one for one in sentence)
    return "".join(shown).replace(VARIABLE, "$ (")


def _comments(sentences: Iterable[str]) -> Iterator[str]:
    """Wrapped between words; a word stays whole."""
    for sentence in sentences:
        line = "--"
        for word in quote(sentence, Quote.COMMENT).split(" "):
            if len(line) + len(word) >= WIDTH and line != "--":
                yield line
                line = "--  "
            line += f" {word}"
        yield line


def _right_server(instance: str) -> Iterator[str]:
    """A name with a port tells the machine only."""
    name, _, port = instance.partition(",")
    told = "MachineName" if port else "ServerName"
    wanted = quote(name, Quote.LITERAL)
    yield f"IF UPPER(CAST(SERVERPROPERTY(N'{told}') AS nvarchar(256))) <> UPPER({wanted})"
    yield from _stop("This server is not %s: nothing was done.", wanted)


def _nothing_open(databases: Sequence[DatabaseRestore]) -> Iterator[str]:
    """State 1 is RESTORING, where a restore that stopped may begin again."""
    yield "IF EXISTS ("
    yield "    SELECT 1 FROM sys.databases WHERE state <> 1 AND name IN ("
    yield from _names(databases)
    yield "))"
    yield from _stop("One of the databases is there and not restoring: nothing was overwritten.")


def _certificate(thumbprint: str) -> Iterator[str]:
    if not THUMBPRINT.fullmatch(thumbprint):
        raise Unquotable(f"{thumbprint!a} is not the thumbprint of a certificate")
    yield "IF NOT EXISTS (SELECT 1 FROM sys.certificates"
    yield f"    WHERE thumbprint = 0x{thumbprint})"
    yield from _stop("Create the certificate %s in master first.", f"N'{thumbprint}'")


def _up_to_the_mark(one: DatabaseRestore, to: Destination) -> Iterator[str]:
    name = quote(one.name, Quote.NAME)
    moves = to.moves.get(one.name.casefold(), {})
    moved = [
        f"MOVE {quote(logical, Quote.LITERAL)} TO {quote(path, Quote.LITERAL)}"
        for logical, path in moves.items()
    ]
    yield ""
    yield from _comments([f"{one.name}: full set {one.full.set_id}"])
    yield f"RESTORE DATABASE {name}"
    yield from _from(one.full, to, ["NORECOVERY", *moved, "STATS = 10"])
    for log in one.logs[:-1]:
        yield from _comments([f"{one.name}: log set {log.set_id}"])
        yield f"RESTORE LOG {name}"
        yield from _from(log, to, ["NORECOVERY"])


def _to_the_mark(one: DatabaseRestore, mark: str, to: Destination) -> Iterator[str]:
    last = one.logs[-1]
    yield ""
    yield from _comments([f"{one.name}: log set {last.set_id}, up to its mark"])
    yield f"RESTORE LOG {quote(one.name, Quote.NAME)}"
    yield from _from(last, to, [f"STOPATMARK = {quote(mark, Quote.LITERAL)}", "RECOVERY"])


def _from(piece: Piece, to: Destination, options: Sequence[str]) -> Iterator[str]:
    path = to.reads(piece)
    _refuse_elsewhere(piece, path, to)
    device = "URL" if is_url(path) else "DISK"
    yield f"    FROM {device} = {quote(path, Quote.LITERAL)}"
    yield "    WITH FILE = 1, " + ", ".join(options) + ";"
    yield "IF @@ERROR <> 0"
    yield from _stop("The restore stopped here; the messages above say why.")


def _refuse_elsewhere(piece: Piece, path: str, to: Destination) -> None:
    """A drive of another machine is no place that this SQL Server can read."""
    machine = host_name(re.split(r"[\\,]", to.instance)[0])
    if to.files or is_unc(path) or is_url(path) or host_name(piece.host) == machine:
        return
    raise UserMistake(
        f"{path} is on a drive of {piece.host or 'an unknown machine'}, which {to.instance} "
        "cannot read",
        "Name the folder that the files will be fetched to: --files FOLDER.",
    )


def _all_open(databases: Sequence[DatabaseRestore], mark: str) -> Iterator[str]:
    """State 0 is ONLINE."""
    yield ""
    yield "IF ("
    yield "    SELECT COUNT(*) FROM sys.databases WHERE state = 0 AND name IN ("
    yield from _names(databases)
    yield f")) <> {len(databases)}"
    yield from _stop(
        "Not every database reached the mark %s: do not start BizTalk Server.",
        quote(mark, Quote.LITERAL),
    )
    yield f"PRINT N'Databases at the mark: {len(databases)}.';"


def _names(databases: Sequence[DatabaseRestore]) -> Iterator[str]:
    """One a line, so that no line grows beyond reading."""
    last = len(databases) - 1
    for number, one in enumerate(databases):
        yield f"        {quote(one.name, Quote.LITERAL)}" + ("" if number == last else ",")


def _stop(message: str, *values: str) -> Iterator[str]:
    """`message` is ours; what evidence says comes in by %s."""
    given = "".join(f", {value}" for value in values)
    yield "BEGIN"
    yield f"    RAISERROR(N'{message}', 16, 1{given});"
    yield "    RETURN;"
    yield "END;"
