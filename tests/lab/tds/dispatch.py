"""From a client's message to the tokens of its answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.lab.tds import errors, tokens
from tests.lab.tds.answer import Answer
from tests.lab.tds.description import LabSqlServer
from tests.lab.tds.engine import EngineSession
from tests.lab.tds.errors import SqlError
from tests.lab.tds.injection import Injection
from tests.lab.tds.interruption import Interruption
from tests.lab.tds.journal import Connection, Journal, Statement
from tests.lab.tds.outcome import Moved, Outcome, Rows, Setting
from tests.lab.tds.packets import Kind, Message
from tests.lab.tds.procedures import Table, datatype_info
from tests.lab.tds.rpc import Call, Parameter, parse_call, without_headers
from tests.lab.tds.sql_types import INT
from tests.lab.tds.transactions import transaction_answer

_DATATYPE_INFO = re.compile(
    r"^\s*(?:exec(?:ute)?\s+)?(?:\[?sys\]?\.)?sp_datatype_info(?:_\w+)?\s+"
    r"(?:@data_type\s*=\s*)?(-?\d+)",
    re.I,
)
_DECLARED = re.compile(r"(@\w+)\s+[^,(]+(?:\([^)]*\))?", re.I)


@dataclass(frozen=True)
class _Ending:
    """How the end of a statement is said: in a batch, or inside a call."""

    statement: Callable[[int, int], bytes]
    whole: Callable[[int], bytes]


_BATCH = _Ending(tokens.done, tokens.done)
_CALL = _Ending(tokens.done_in_proc, tokens.done_proc)


@dataclass(frozen=True)
class _Prepared:
    text: str
    declared: str


class Dispatch:
    def __init__(
        self,
        session: EngineSession,
        description: LabSqlServer,
        journal: Journal,
        record: Connection,
        interruption: Interruption,
    ) -> None:
        self._session = session
        self._description = description
        self._journal = journal
        self._record = record
        self._interruption = interruption
        self._prepared: dict[int, _Prepared] = {}
        self._calls: dict[str, Callable[[Call, Answer], None]] = {
            "sp_executesql": self._execute_sql,
            "sp_prepare": self._prepare,
            "sp_execute": self._execute,
            "sp_prepexec": self._prepare_and_execute,
            "sp_unprepare": self._unprepare,
            "sp_datatype_info": self._datatype_info,
            "sp_datatype_info_100": self._datatype_info,
        }

    def handle(self, message: Message, answer: Answer) -> None:
        if message.kind == Kind.BATCH:
            self._batch(without_headers(message.body).decode("utf-16-le"), answer)
        elif message.kind == Kind.RPC:
            self._call(parse_call(message.body), answer)
        elif message.kind == Kind.ATTENTION:
            answer.add(tokens.done(tokens.ATTENTION))
        elif message.kind == Kind.TRANSACTION:
            answer.add(*transaction_answer(without_headers(message.body)), tokens.done())
        else:
            answer.add(*self._error_tokens(errors.read_only()), tokens.done(tokens.ERROR))

    def _batch(self, text: str, answer: Answer) -> None:
        asked = _DATATYPE_INFO.match(text)
        if asked:
            self._table(datatype_info(int(asked.group(1))), answer, _BATCH, more=False)
            return
        self._statement(text, {}, answer, _BATCH)

    def _call(self, call: Call, answer: Answer) -> None:
        procedure = self._calls.get(call.procedure)
        if procedure is None:
            missing = SqlError(2812, f"Could not find stored procedure '{call.procedure}'.", 16, 62)
            answer.add(*self._error_tokens(missing), tokens.done_proc(tokens.ERROR))
            return
        procedure(call, answer)

    def _execute_sql(self, call: Call, answer: Answer) -> None:
        text = str(call.parameters[0].value)
        declared = str(call.parameters[1].value) if len(call.parameters) > 1 else ""
        self._prepared_statement(_Prepared(text, declared), call.parameters[2:], answer)
        answer.add(tokens.return_status(), tokens.done_proc())

    def _prepare(self, call: Call, answer: Answer) -> None:
        handle = self._remember(call)
        self._end_with_handle(handle, answer)

    def _prepare_and_execute(self, call: Call, answer: Answer) -> None:
        handle = self._remember(call)
        self._prepared_statement(self._prepared[handle], call.parameters[3:], answer)
        self._end_with_handle(handle, answer)

    def _remember(self, call: Call) -> int:
        handle = len(self._prepared) + 1
        declared, text = call.parameters[1].value, call.parameters[2].value
        self._prepared[handle] = _Prepared(str(text), str(declared or ""))
        return handle

    def _end_with_handle(self, handle: int, answer: Answer) -> None:
        answer.add(
            tokens.return_status(), tokens.return_value(0, "", INT, handle), tokens.done_proc()
        )

    def _execute(self, call: Call, answer: Answer) -> None:
        handle = call.parameters[0].value
        prepared = self._prepared.get(handle)
        if prepared is None:
            missing = SqlError(8179, f"Could not find prepared statement with handle {handle}.")
            answer.add(*self._error_tokens(missing), tokens.done_proc(tokens.ERROR))
            return
        self._prepared_statement(prepared, call.parameters[1:], answer)
        answer.add(tokens.return_status(), tokens.done_proc())

    def _unprepare(self, _call: Call, answer: Answer) -> None:
        answer.add(tokens.return_status(), tokens.done_proc())

    def _datatype_info(self, call: Call, answer: Answer) -> None:
        wanted = next((p.value for p in call.parameters if isinstance(p.value, int)), 0)
        self._table(datatype_info(wanted), answer, _CALL, more=True)
        answer.add(tokens.return_status(), tokens.done_proc())

    def _prepared_statement(
        self, prepared: _Prepared, values: tuple[Parameter, ...], answer: Answer
    ) -> None:
        names = _DECLARED.findall(prepared.declared)
        named = {(value.name or name): value for name, value in zip(names, values, strict=False)}
        self._statement(prepared.text, named, answer, _CALL)

    def _statement(
        self, text: str, parameters: dict[str, Parameter], answer: Answer, ending: _Ending
    ) -> None:
        injection = Injection(self._description.faults, text, self._interruption)
        count, number = 0, None
        try:
            injection.before(answer)
            outcomes = self._session.run(text, parameters)
            for place, outcome in enumerate(outcomes, 1):
                more = place < len(outcomes) or ending is _CALL
                count += self._outcome(outcome, answer, ending, injection, more=more)
            if not outcomes and ending is _BATCH:
                answer.add(tokens.done())
        except SqlError as problem:
            number = problem.number
            answer.add(*self._error_tokens(problem))
            answer.add(ending.statement(tokens.ERROR | (tokens.MORE if ending is _CALL else 0), 0))
        finally:
            values = {name: p.value for name, p in parameters.items()}
            self._journal.statements.append(
                Statement(
                    self._record.number,
                    self._session.user,
                    self._session.database,
                    text,
                    values,
                    count,
                    number,
                )
            )

    def _outcome(
        self, outcome: Outcome, answer: Answer, ending: _Ending, injection: Injection, *, more: bool
    ) -> int:
        flags = tokens.MORE if more else 0
        match outcome:
            case Rows(columns, rows):
                kinds = [kind for _, kind in columns]
                answer.add(tokens.columns(columns))
                for number, row in enumerate(rows):
                    injection.before_row(number, answer)
                    answer.add(tokens.row(kinds, row))
                injection.before_row(len(rows), answer)
                answer.add(ending.statement(flags | tokens.COUNT, len(rows)))
                return len(rows)
            case Moved(new, old):
                answer.add(tokens.database_change(new, old))
                answer.add(
                    tokens.information(
                        5701, f"Changed database context to '{new}'.", self._description.name
                    )
                )
            case Setting(text):
                self._record.settings.append(text)
        answer.add(ending.statement(flags, 0))
        return 0

    def _table(self, table: Table, answer: Answer, ending: _Ending, *, more: bool) -> None:
        columns, rows = table
        kinds = [kind for _, kind in columns]
        answer.add(tokens.columns(columns), *(tokens.row(kinds, row) for row in rows))
        flags = tokens.COUNT | (tokens.MORE if more else 0)
        answer.add(ending.statement(flags, len(rows)))

    def _error_tokens(self, problem: SqlError) -> list[bytes]:
        earlier = self._error_tokens(problem.before) if problem.before else []
        return [*earlier, tokens.error(problem, self._description.name)]
