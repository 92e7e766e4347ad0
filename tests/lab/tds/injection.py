"""Faults at a statement, as the description asks for them."""

from tests.lab.tds import errors
from tests.lab.tds.answer import Answer
from tests.lab.tds.description import Faults
from tests.lab.tds.errors import SqlError
from tests.lab.tds.interruption import Interrupted, Interruption

_GARBAGE = b"\x5a\xa5" * 300  # no token has this number


class Injection:
    def __init__(self, faults: Faults, statement: str, interruption: Interruption) -> None:
        self._faults = faults
        self._statement = statement.lower()
        self._interruption = interruption

    def before(self, answer: Answer) -> None:
        faults = self._faults
        if self._hits(faults.freeze_before):
            self._interruption.freeze()
        if self._hits(faults.drop):
            raise Interrupted
        if self._hits(faults.garbage):
            answer.add(_GARBAGE)
            answer.finish()
            raise Interrupted
        if self._hits(faults.deadlock):
            raise errors.deadlock()
        for wanted in faults.errors:
            if self._hits(wanted.statement):
                raise SqlError(wanted.number, wanted.message)
        self._interruption.wait(faults.slow)

    def before_row(self, number: int, answer: Answer) -> None:
        if not self._hits(self._faults.freeze_in_fetch_of):
            return
        if number == self._faults.freeze_in_fetch:
            answer.interrupt()
            self._interruption.freeze()
        if number == self._faults.drop_in_fetch:
            answer.interrupt()
            raise Interrupted

    def _hits(self, text: str | None) -> bool:
        return text is not None and text.lower() in self._statement
