"""What a step of the backup job really does: its procedure calls, read from the command's text."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import TypeVar

from scanner.facts.agent_jobs import JobStep
from scanner.recovery.procedure_call import Signature, arguments
from scanner.recovery.tsql import Kind, Token, UncertainStep, UnreadableStep, tokens

Read = TypeVar("Read")

FULL = "sp_BackupAllFull_Schedule"
LOG = "sp_MarkAll"
PROCEDURES = (FULL, LOG)
# Order of the parameters: biztalk-docs, how-to-configure-the-backup-biztalk-server-job; that of
# sp_MarkAll from the procedure itself.
SIGNATURES = {
    FULL: Signature(
        FULL,
        required=("frequency", "markname", "backuppath"),
        optional=("forcefullbackupafterpartialsetfailure", "backuphour", "uselocaltime"),
    ),
    LOG: Signature(LOG, required=("markname", "backuppath"), optional=("uselocaltime",)),
}
BITS = {"0": False, "1": True, "false": False, "true": True}
DOTS_AFTER_DATABASE = 2
CONTROL = frozenset({"if", "else", "while", "goto", "return", "waitfor", "throw", "break"})
PRIMARY = ("fn_hadr_is_primary_replica", "=", "1")


class Guard(Enum):
    """The condition that a call stands under."""

    NONE = auto()
    PRIMARY_REPLICA = auto()
    OTHER = auto()


@dataclass(frozen=True)
class BackupCall:
    """One call of a backup procedure with the procedure's own defaults filled in.

    `database` is that of a three-part name, else of a USE before, else empty. `frequency`,
    `force_full` and `hour` belong to the full backup only. A path is as typed.
    """

    procedure: str
    database: str
    guard: Guard
    mark: str
    path: str
    local_time: bool
    frequency: str = ""
    force_full: bool = False
    hour: int | None = None


def mentions(command: str, procedure: str) -> bool:
    """Whether the name occurs at all: called, commented out or inside a string."""
    return procedure.casefold() in command.casefold()


def calls(command: str) -> tuple[BackupCall, ...]:
    """Raises UnreadableStep or UncertainStep."""
    code = [token for token in tokens(command) if token.kind is not Kind.COMMENT]
    return tuple(_calls(code))


def concerns(step: JobStep, database: str) -> bool:
    """Whether the step is about the backups of the group with this management database."""
    if not any(mentions(step.command, procedure) for procedure in PROCEDURES):
        return False
    named = {call.database.casefold() for call in readable_calls(step) if call.database}
    return database.casefold() in (named or {step.database.casefold()})


def is_commented_out(command: str, procedure: str) -> bool:
    """Whether every mention of the procedure stands in a comment; not so when unreadable."""
    try:
        code = [token for token in tokens(command) if token.kind is not Kind.COMMENT]
    except UnreadableStep:
        return False
    return mentions(command, procedure) and not any(mentions(one.text, procedure) for one in code)


def backup_paths(steps: Iterable[JobStep]) -> tuple[str, ...]:
    """Every destination that the steps name, in order, once; what cannot be read names none."""
    paths = (call.path for step in steps for call in readable_calls(step))
    return tuple(dict.fromkeys(path for path in paths if path and "<" not in path))


def readable_calls(step: JobStep) -> tuple[BackupCall, ...]:
    """The calls of a step; none where its text cannot be read or does not tell."""
    try:
        return calls(step.command)
    except (UnreadableStep, UncertainStep):
        return ()


def _calls(code: list[Token]) -> Iterator[BackupCall]:
    for at, token in enumerate(code):
        procedure = _procedure(token)
        if procedure is None:
            continue
        start = _start_of_name(code, at)
        if not _is_called(code, start):
            continue
        given = arguments(SIGNATURES[procedure], code[at + 1 :])
        database = _database(code[start:at]) or _used(code[:start])
        yield _call(procedure, database, _guard(code[:start]), given)


def _database(qualifiers: list[Token]) -> str:
    """Second before the procedure: `server.database.schema.`; server and schema may be left out."""
    dots = sum(one.says(".") for one in qualifiers)
    names = [one.text for one in qualifiers if not one.says(".")]
    return names[dots - DOTS_AFTER_DATABASE] if dots >= DOTS_AFTER_DATABASE else ""


def _used(before: list[Token]) -> str:
    """What the last USE before the call switched to."""
    databases = [after.text for word, after in pairwise(before) if word.says("use")]
    return databases[-1] if databases else ""


def _procedure(token: Token) -> str | None:
    if token.kind is not Kind.NAME:
        return None
    return next((one for one in PROCEDURES if one.casefold() == token.text.casefold()), None)


def _start_of_name(code: list[Token], at: int) -> int:
    """Where a name of several parts begins; a part may be left out (`Db..proc`)."""
    while at and (
        code[at - 1].says(".") or (code[at].says(".") and code[at - 1].kind is Kind.NAME)
    ):
        at -= 1
    return at


def _is_called(code: list[Token], start: int) -> bool:
    """After EXEC, after `EXEC @result =`, or as the first words of the batch."""
    before = code[:start]
    if len(before) > 2 and before[-1].says("=") and before[-2].kind is Kind.VARIABLE:  # noqa: PLR2004 - the three tokens of `EXEC @result =`
        before = before[:-2]
    return not before or before[-1].says("exec", "execute", "go")


def _guard(before: list[Token]) -> Guard:
    """The one condition known by heart is that of availability groups; it may wrap a block."""
    control = [at for at, token in enumerate(before) if token.says(*CONTROL)]
    if not control:
        return Guard.NONE
    after_if = [one for one in before[control[0] + 1 :] if not one.says("(", ")", ";", "sys", ".")]
    condition = [one.text.casefold() for one in after_if if one.kind is not Kind.STRING][:3]
    if len(control) > 1 or not before[control[0]].says("if") or tuple(condition) != PRIMARY:
        return Guard.OTHER
    body = after_if[4:]
    depth = sum(one.says("begin") for one in body) - sum(one.says("end") for one in body)
    lone = [one.text.casefold() for one in body] in (["exec"], ["execute"])
    return Guard.PRIMARY_REPLICA if depth > 0 or lone else Guard.OTHER


def _call(
    procedure: str, database: str, guard: Guard, given: Mapping[str, str | None]
) -> BackupCall:
    hour = given.get("backuphour")
    return BackupCall(
        procedure=procedure,
        database=database,
        guard=guard,
        mark=given.get("markname") or "",
        path=(given.get("backuppath") or "").strip(),
        local_time=_as(_bit, given.get("uselocaltime") or "0", "@UseLocalTime"),
        frequency=given.get("frequency") or "",
        force_full=_as(
            _bit, given.get("forcefullbackupafterpartialsetfailure") or "0", "the fourth parameter"
        ),
        hour=None if hour is None else _as(int, hour, "@BackupHour"),
    )


def _bit(text: str) -> bool:
    return BITS[text.casefold()]


def _as(read: Callable[[str], Read], text: str, parameter: str) -> Read:
    try:
        return read(text)
    except (KeyError, ValueError):
        raise UnreadableStep(f"{parameter} is given {text!r}") from None
