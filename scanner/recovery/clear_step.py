"""How long the backup job keeps its history: the call that clears it, read from a step's text."""

from dataclasses import dataclass

from scanner.facts.agent_jobs import JobStep
from scanner.recovery.procedure_call import Signature, arguments
from scanner.recovery.tsql import Kind, UnreadableStep, tokens

# Also sp_DeleteBackupHistoryAndFiles and others that people made of it, with the same parameters.
BEGINNING = "sp_deletebackuphistory"
BITS = {"0": False, "1": True, "false": False, "true": True}


@dataclass(frozen=True)
class ClearCall:
    """`days` None: nothing is ever cleared, as with NULL or a number below 1."""

    procedure: str
    days: int | None
    local_time: bool


def clear_call(step: JobStep) -> ClearCall | None:
    """None where nothing is called. Raises UnreadableStep or UncertainStep."""
    if BEGINNING not in step.command.casefold():
        return None
    code = [token for token in tokens(step.command) if token.kind is not Kind.COMMENT]
    for at, token in enumerate(code):
        if token.kind is Kind.NAME and token.text.casefold().startswith(BEGINNING):
            signature = Signature(token.text, (), ("daystokeep", "uselocaltime"))
            return _call(token.text, arguments(signature, code[at + 1 :]))
    return None


def _call(procedure: str, given: dict[str, str | None]) -> ClearCall:
    try:
        days = int(given.get("daystokeep") or 0)
        local_time = BITS[(given.get("uselocaltime") or "0").casefold()]
    except (KeyError, ValueError):
        raise UnreadableStep(f"{procedure} is given an argument that it refuses") from None
    return ClearCall(procedure, days if days > 0 else None, local_time)
