"""The arguments of an EXEC statement: constants by position, then by name, up to its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scanner.recovery.tsql import Kind, Token, UncertainStep, UnreadableStep


@dataclass(frozen=True)
class Signature:
    """A procedure with its parameters in order: without @, in lower case."""

    procedure: str
    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def parameters(self) -> tuple[str, ...]:
        return self.required + self.optional


def arguments(signature: Signature, code: Sequence[Token]) -> dict[str, str | None]:
    """Parameter to value, None for NULL; parameters left out or DEFAULT are not in it."""
    given: dict[str, str | None] = {}
    named = False
    rest = iter(_split(code))
    for position, (name, value) in enumerate(rest):
        named = named or bool(name)
        parameter = _parameter(signature, name, position, named)
        if parameter in given:
            raise UnreadableStep(f"{signature.procedure} is given @{parameter} twice")
        if not value.says("default"):
            given[parameter] = _value(value)
    missing = [one for one in signature.required if one not in given]
    if missing:
        raise UnreadableStep(f"{signature.procedure} is not given @{', @'.join(missing)}")
    return given


def _parameter(signature: Signature, name: str, position: int, named: bool) -> str:
    known = signature.parameters
    if name:
        if name.casefold() not in known:
            raise UnreadableStep(f"{signature.procedure} has no parameter @{name}")
        return name.casefold()
    if named or position >= len(known):
        raise UnreadableStep(
            f"{signature.procedure} is given more than it takes, or unnamed after named"
        )
    return known[position]


_STATEMENTS = """
    begin break commit declare delete else end exec execute go goto if insert print raiserror
    return rollback select set throw truncate update use waitfor while with
"""
STARTERS = frozenset(_STATEMENTS.split())


def _split(code: Sequence[Token]) -> Iterator[tuple[str, Token]]:
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


def _end_of_call(following: Sequence[Token]) -> None:
    for token in following:
        if token.kind is Kind.SYMBOL and token.text not in ";)":
            raise UnreadableStep(f"an argument is followed by {token.text!r}")


def _operand(code: Sequence[Token], at: int) -> tuple[Token | None, int]:
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
