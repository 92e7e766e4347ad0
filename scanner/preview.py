"""What is said before anything is read: what was discovered, what would be asked, which rights."""

import inspect
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from scanner.estate import reach
from scanner.estate.discover import Placed, Servers, Windows
from scanner.model.collector import (
    Collector,
    HostCollector,
    HostTask,
    Question,
    SqlCollector,
)
from scanner.model.estate import Group
from scanner.model.evidence import Contact, JsonValue, Target
from scanner.plan import HostWork, host_work, share_work, sql_tasks
from scanner.seal import digest
from scanner.transport.host_framing import reader_sha256
from scanner.transport.sql_driver import SESSION

LOGIN = "btsready_reader"
SHELL = (
    "Windows hosts. On each, the account needs a WinRM shell. By default only administrators have",
    "one; else give the account Execute (GX) with winrm configSDDL default. For what is asked it",
    "then needs the rights below: those on files and keys can be given to the account itself.",
)
SHARE = "File shares. On each: list folder, read attributes, read permissions."
RESULTS = "Where drill results are kept, read their files too."


def discovery(group: Group, found: Servers, around: Windows, contacts: Iterable[Contact]) -> str:
    """What the group's databases name, then the same in the form to paste under `reach`."""
    hosts = [task.host for task in around.hosts]
    lines = [f"Group {group.name}: {found.management.database} on {found.management.on.name}"]
    lines += _list("SQL Server instances", [one.name for one in found.instances])
    lines += _list("Log shipping destinations", [one.name for one in found.destinations])
    lines += _list("Databases to back up", map(_said, found.databases))
    lines += _list("MessageBoxes", map(_said, found.message_boxes))
    lines += _list("SSO database", map(_said, filter(None, [found.sso])))
    lines += _list("BAM database", map(_said, filter(None, [found.bam])))
    for task in around.hosts:
        roles = ", ".join(sorted(task.roles)) or "folders only"
        lines.append(f"  Host {task.host}: {roles}")
    lines += _list("Folders on shares", around.folders)
    lines += [f"  Differs: {one}" for one in around.differences]
    lines += [
        f"  Not read: {one.target.name}: {one.gap.reason}: {one.gap.detail}"
        for one in contacts
        if one.gap
    ]
    servers = [one.name for one in (*found.instances, *found.stores, *found.destinations)]
    lines += [" ", reach.paste(sql=servers, hosts=hosts, shares=around.folders)]
    return "\n".join(line for line in lines if line)


def _said(one: Placed) -> str:
    return f"{one.database} on {one.on.name}"


def _list(title: str, names: Iterable[str]) -> list[str]:
    listed = ", ".join(names)
    return [f"  {title}: {listed}"] if listed else [f"  {title}: none known"]


def plan(
    group: Group, found: Servers, around: Windows, collectors: Iterable[Collector], full: bool
) -> str:
    """Every target with what it will be asked; `full` adds each text with its SHA-256."""
    known = tuple(collectors)
    lines = _sent_before() if full else []
    for target, asked in _asked(found, around, known):
        refused = "" if _reaches(group, target) else " (not allowed by the estate's reach)"
        lines.append(f"{target.id}{refused}")
        for name, text in asked:
            lines.append(f"  {digest(text.encode())}  {name}")
            lines += [f"    {line}" for line in text.splitlines()] if full else []
    return "\n".join(lines)


def _sent_before() -> list[str]:
    """What is sent beside the statements and questions."""
    reader = f"scanner/transport/host_reader.ps1, SHA-256 {reader_sha256()}"
    return [
        "Every connection to a SQL Server sends first, and USE before each change of database:",
        *(f"  {one}" for one in SESSION),
        f"Every shell on a Windows host runs {reader}",
        "File servers are asked by SMB alone, to list folders and to read their rights, and where",
        "the estate says that drill results are kept, to read the newest of them.",
        " ",
    ]


def _reaches(group: Group, target: Target) -> bool:
    return reach.allowed(reach.effective(group), target.kind, target.name)


def _asked(
    found: Servers, around: Windows, collectors: tuple[Collector, ...]
) -> Iterator[tuple[Target, list[tuple[str, str]]]]:
    by_server: dict[Target, list[tuple[str, str]]] = {}
    for task in sql_tasks(found, collectors):
        said = f"{task.collector.name} in {', '.join(task.databases)}"
        by_server.setdefault(task.target, []).append((said, task.collector.statement))
    yield from by_server.items()
    for work in host_work(around, collectors):
        yield work.target, list(_questions(work))
    for folder in share_work(around, collectors):
        yield folder.target, [(one.name, text) for one, text in folder.asked()]


def _questions(work: HostWork) -> Iterator[tuple[str, str]]:
    for collector in work.collectors:
        for question in collector.first(work.task):
            yield str(question["id"]), _text(question)
        if collector.second_template:
            yield f"{collector.name}, second round (template)", collector.second_template


def _text(question: Question) -> str:
    return json.dumps(question, sort_keys=True)


def grants(group: Group, found: Servers, around: Windows, collectors: Iterable[Collector]) -> str:
    """The T-SQL that gives a reading login what the statements need, server by server; then the
    rights that the questions need on hosts and shares."""
    known = tuple(collectors)
    lines = [f"-- Least privilege for btsready on group {_comment(group.name)}; run by a sysadmin."]
    lines += [f"-- Create the login {LOGIN} first, with its own password or Windows account."]
    by_server: dict[Target, dict[str, dict[str, None]]] = {}
    for task in sql_tasks(found, known):
        databases = by_server.setdefault(task.target, {})
        for database in task.databases:
            databases.setdefault(database, {}).update(dict.fromkeys(_grants(task.collector)))
    for one in found.databases:  # without a user there, the server hides what is in a database
        by_server.setdefault(one.on, {}).setdefault(one.database, {})
    for target, databases in by_server.items():
        lines += ["", f"-- Instance {_comment(target.name)}"]
        for database, wanted in databases.items():
            lines += _in_database(database, wanted)
    lines += ["", *_other_rights(around, known)]
    return "\n".join(lines)


def _grants(collector: SqlCollector) -> list[str]:
    """The GRANT statements of a header; a header may say that none is needed."""
    said = collector.header.get("permission", "")
    return [f"{one.strip()};" for one in said.split(";") if one.strip().startswith("GRANT")]


def _in_database(database: str, wanted: Iterable[str]) -> list[str]:
    name = quoted(database)
    login = quoted(LOGIN)
    user = f"IF USER_ID(N'{LOGIN}') IS NULL CREATE USER {login} FOR LOGIN {login};"
    server = [one for one in wanted if re.match(r"GRANT (VIEW SERVER|VIEW ANY|CONNECT SQL)", one)]
    inside = [one for one in wanted if one not in server]
    lines = ["USE [master];", *server] if server else []
    if database not in ("", "master") or inside:
        lines += [f"USE {name};", user, *inside]
    return [line.replace("{login}", login).replace("{database}", name) for line in lines]


def _other_rights(around: Windows, collectors: tuple[Collector, ...]) -> list[str]:
    lines = [f"-- {one}" for one in SHELL] if around.hosts else []
    for work in host_work(around, collectors):
        lines += ["", f"-- Host {_comment(work.target.name)}"]
        for collector in work.collectors:
            lines += [f"--   {one}" for one in _of_collector(collector, work.task)]
    lines += ["", *([f"-- {SHARE} {RESULTS}"] if around.folders else [])]
    lines += [f"-- Share {_comment(one)}" for one in around.folders]
    return lines


def _of_collector(collector: HostCollector, task: HostTask) -> Iterator[str]:
    """The right, why it is wanted, then what exactly is asked with it."""
    yield f"{collector.rights or 'nothing more'}"
    yield f"  why: {_purpose(collector)}"
    asked = dict.fromkeys(_subject(one) for one in collector.first(task))
    yield from (f"  {_comment(one)}" for one in asked)
    if collector.second_template:
        asked_later = map(json.loads, collector.second_template.splitlines())
        yield from (f"  then {_comment(_subject(one))}" for one in asked_later)


def _purpose(collector: HostCollector) -> str:
    """The first line of the module that reads the answers."""
    module = inspect.getmodule(collector.interpret)
    return (inspect.getdoc(module) or collector.name).splitlines()[0]


def _subject(question: Question) -> str:
    """A question as one reads it: its kind, and of what."""
    named = (question.get(name) for name in ("path", "log", "provider", "class", "filter", "store"))
    said = [_equal(one) if isinstance(one, dict) else str(one) for one in named if one]
    rights = ["with its rights"] if question.get("rights") else []
    text = " ".join([str(question["kind"]), *said, *rights])
    return text.replace("{", "<").replace("}", ">")  # what an earlier answer names


def _equal(wanted: Mapping[str, JsonValue]) -> str:
    return " ".join(f"{name}={value}" for name, value in wanted.items())


def quoted(name: str) -> str:
    return "[" + name.replace("]", "]]") + "]"


def _comment(text: str) -> str:
    """A name inside a comment line may not start a new line."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
