"""What a step of the backup job really does: its procedure calls, read from the command's text."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from scanner.facts.agent_jobs import JobStep
from scanner.recovery.tsql import Kind, Token, UnreadableStep, tokens

Read = TypeVar("Read")

FULL = "sp_BackupAllFull_Schedule"
LOG = "sp_MarkAll"
PROCEDURES = (FULL, LOG)
# Order of the parameters: biztalk-docs, how-to-configure-the-backup-biztalk-server-job; that of
# sp_MarkAll from the procedure itself.
PARAMETERS: Mapping[str, tuple[str, ...]] = {
    FULL: (
        "frequency",
        "markname",
        "backuppath",
        "forcefullbackupafterpartialsetfailure",
        "backuphour",
        "uselocaltime",
    ),
    LOG: ("markname", "backuppath", "uselocaltime"),
}
REQUIRED = {FULL: 3, LOG: 2}
BITS = {"0": False, "1": True, "false": False, "true": True}
CONTROL = frozenset({"if", "else", "while", "goto", "return", "waitfor", "throw", "break"})
PRIMARY = ("fn_hadr_is_primary_replica", "=", "1")


class UncertainStep(Exception):
    """Valid T-SQL whose effect its text alone does not tell: variables, dynamic SQL, conditions."""


class Guard(Enum):
    """The condition that a call stands under."""

    NONE = auto()
    PRIMARY_REPLICA = auto()
    OTHER = auto()


@dataclass(frozen=True)
class BackupCall:
    """One call of a backup procedure with the procedure's own defaults filled in.

    `database` is that of a three-part name, else empty. `frequency`, `force_full` and `hour`
    belong to the full backup only. A path is as typed.
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


def is_commented_out(command: str, procedure: str) -> bool:
    """Whether every mention of the procedure stands in a comment."""
    code = [token for token in tokens(command) if token.kind is not Kind.COMMENT]
    return mentions(command, procedure) and not any(mentions(one.text, procedure) for one in code)


def backup_paths(steps: Iterable[JobStep]) -> tuple[str, ...]:
    """Every destination that the steps name, in order, once; what cannot be read names none."""
    return tuple(dict.fromkeys(path for step in steps for path in _paths(step.command)))


def _paths(command: str) -> Iterator[str]:
    try:
        found = calls(command)
    except (UnreadableStep, UncertainStep):
        return
    yield from (call.path for call in found if call.path and "<" not in call.path)


def _calls(code: list[Token]) -> Iterator[BackupCall]:
    for at, token in enumerate(code):
        procedure = _procedure(token)
        if procedure is None:
            continue
        start = _start_of_name(code, at)
        if not _is_called(code, start):
            continue
        names = [one.text for one in code[start:at] if not one.says(".")]
        database = names[0] if len(names) > 1 else ""
        given = _arguments(procedure, code[at + 1 :])
        yield _call(procedure, database, _guard(code[:start]), given)


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


def _arguments(procedure: str, code: list[Token]) -> dict[str, str | None]:
    """Parameter to value, None for NULL; parameters left out or DEFAULT are not in it."""
    given: dict[str, str | None] = {}
    named = False
    rest = iter(_split(code))
    for position, (name, value) in enumerate(rest):
        named = named or bool(name)
        parameter = _parameter(procedure, name, position, named)
        if parameter in given:
            raise UnreadableStep(f"{procedure} is given @{parameter} twice")
        if not value.says("default"):
            given[parameter] = _value(value)
    missing = [one for one in PARAMETERS[procedure][: REQUIRED[procedure]] if one not in given]
    if missing:
        raise UnreadableStep(f"{procedure} is not given @{', @'.join(missing)}")
    return given


def _parameter(procedure: str, name: str, position: int, named: bool) -> str:
    known = PARAMETERS[procedure]
    if name:
        if name.casefold() not in known:
            raise UnreadableStep(f"{procedure} has no parameter @{name}")
        return name.casefold()
    if named or position >= len(known):
        raise UnreadableStep(f"{procedure} is given more than it takes, or unnamed after named")
    return known[position]


_STATEMENTS = """
    begin break commit declare delete else end exec execute go goto if insert print raiserror
    return rollback select set throw truncate update use waitfor while with
"""
STARTERS = frozenset(_STATEMENTS.split())


def _split(code: list[Token]) -> Iterator[tuple[str, Token]]:
    """Name (without @, empty when positional) and value of each argument up to the call's end."""
    at = 0
    while at < len(code):
        name = ""
        if code[at].kind is Kind.VARIABLE and at + 1 < len(code) and code[at + 1].says("="):
            name, at = code[at].text[1:], at + 2
        value, at = _operand(code, at)
        if value is None:
            if at or name:
                raise UnreadableStep("an argument is missing after a comma or an equals sign")
            return
        yield name, value
        if at >= len(code) or not code[at].says(","):
            _end_of_call(code[at : at + 1])
            return
        at += 1
        if at == len(code):
            raise UnreadableStep("an argument is missing after a comma")


def _end_of_call(following: list[Token]) -> None:
    for token in following:
        if token.kind is Kind.SYMBOL and token.text not in ";)":
            raise UnreadableStep(f"an argument is followed by {token.text!r}")


def _operand(code: list[Token], at: int) -> tuple[Token | None, int]:
    if at >= len(code) or code[at].says(";", *STARTERS):
        return None, at
    sign = "-" if code[at].says("-") else ""
    at += bool(sign)
    if at >= len(code) or code[at].kind is Kind.SYMBOL:
        raise UnreadableStep("an argument that is no constant")
    token = code[at]
    return Token(token.kind, sign + token.text, token.quoted), at + 1


def _value(token: Token) -> str | None:
    if token.kind is Kind.VARIABLE:
        raise UncertainStep(f"an argument is the variable {token.text}")
    return None if token.says("null") else token.text


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
