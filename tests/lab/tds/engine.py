"""Runs what clients send against the described server."""

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb

from tests.lab.tds import errors
from tests.lab.tds.asker import Asker
from tests.lab.tds.catalogue import Catalogue
from tests.lab.tds.contents import Contents, Place
from tests.lab.tds.description import LabSqlServer
from tests.lab.tds.login import Login
from tests.lab.tds.outcome import Moved, Outcome, Rows, Setting
from tests.lab.tds.result_types import result_type
from tests.lab.tds.rights import Rights
from tests.lab.tds.rpc import Parameter
from tests.lab.tds.store import Store
from tests.lab.tds.text_forms import with_offset
from tests.lab.tds.translate import Translation, Translator

_FIRST_SPID = 51
_OFFLINE, _RESTORING = 6, 1
_BLANK = r"(?:\s|;|--[^\n]*(?:\n|$)|/\*.*?\*/)*"
_SET = re.compile(
    _BLANK + r"(SET\s+(?:TRANSACTION\s+ISOLATION\s+LEVEL\s+"
    r"(?:READ\s+\w+|REPEATABLE\s+READ|SNAPSHOT|SERIALIZABLE)|LOCK_TIMEOUT\s+-?\d+|DEADLOCK_PRIORITY\s+-?\w+|[A-Z_]+(?:\s*,\s*[A-Z_]+)*\s+"
    r"(?:ON|OFF)|(?:TEXTSIZE|ROWCOUNT|DATEFIRST|QUERY_GOVERNOR_COST_LIMIT)\s+-?\d+|"
    r"(?:LANGUAGE|DATEFORMAT)\s+\w+))\b",
    re.I | re.S,
)
_TRANSACTION = re.compile(
    _BLANK + r"((?:IF\s+@@TRANCOUNT\s*>\s*0\s+)?(?:COMMIT|ROLLBACK|BEGIN)(?:\s+TRAN(?:SACTION)?)?)"
    r"\s*;?\s*$",
    re.I | re.S,
)
_USE = re.compile(_BLANK + r"USE\s+(\[(?:[^\]]|\]\])+\]|\w+)", re.I | re.S)
_ENDED = re.compile(_BLANK + "$", re.S)


class Engine:
    def __init__(self, description: LabSqlServer) -> None:
        self._askers: dict[str, Asker] = {}
        self._lock = threading.Lock()
        self._next = _FIRST_SPID
        self._parts = _Parts(description, self._askers)

    @property
    def parts(self) -> "_Parts":
        return self._parts

    def reload(self, description: LabSqlServer) -> None:
        """Sessions that are open go over to the new tables with their next statement."""
        with self._lock:
            self._parts = _Parts(description, self._askers)
            for asker in self._askers.values():
                asker.contents, asker.catalogue = self._parts.contents, self._parts.catalogue

    def open(self, login: Login) -> "EngineSession":
        parts = self._parts
        described = parts.description.login_named(login.user)
        if login.integrated or described is None or described.password != login.password:
            raise errors.login_failed(login.user)
        if described.disabled:
            text = f"Login failed for user '{login.user}'. Reason: The account is disabled."
            raise errors.SqlError(18470, text, 14)
        rights = Rights(login.user, described, parts.description.version[0])
        wanted = login.database or described.default_database
        database = parts.contents.database(wanted)
        state = 0 if database is None else parts.catalogue.state_of(database)
        if database is None or not rights.enters(database) or state:
            raise errors.cannot_open_database(wanted, login.user)
        with self._lock:
            number, self._next = self._next, self._next + 1
        asker = Asker(
            number,
            parts.description,
            parts.contents,
            parts.catalogue,
            rights,
            database,
            login.application,
            login.host,
        )
        self._askers[str(number)] = asker
        return EngineSession(self, asker)

    def close(self) -> None:
        self._parts.store.close()


class _Parts:
    """All that is built from one state of the description."""

    def __init__(self, description: LabSqlServer, askers: Mapping[str, Asker]) -> None:
        self.description = description
        self.contents = Contents(description)
        self.catalogue = Catalogue(description, self.contents)
        self.translator = Translator(self.contents)
        self.store = Store(self.contents, self.catalogue, askers)


@dataclass
class EngineSession:
    engine: Engine
    asker: Asker

    @property
    def user(self) -> str:
        return self.asker.rights.user

    @property
    def database(self) -> str:
        return self.asker.database

    def run(self, text: str, parameters: Mapping[str, Parameter]) -> list[Outcome]:
        """SET and USE in front, then queries."""
        outcomes: list[Outcome] = []
        rest = text
        while not _ENDED.match(rest):
            setting = _SET.match(rest) or _TRANSACTION.match(rest)
            use = _USE.match(rest)
            if setting:
                outcomes.append(Setting(setting.group(1)))
                rest = rest[setting.end() :]
            elif use:
                outcomes.append(self._use(use.group(1)))
                rest = rest[use.end() :]
            else:
                return [*outcomes, *self._queries(rest, parameters)]
        return outcomes

    def _use(self, written: str) -> Moved:
        name = written.removeprefix("[").removesuffix("]").replace("]]", "]")
        old = self.database
        self.asker.database = self._enter(name)
        return Moved(self.asker.database, old)

    def _enter(self, name: str) -> str:
        catalogue = self.engine.parts.catalogue
        found = next((d for d in catalogue.database_names() if d.lower() == name.lower()), None)
        if found is None:
            raise errors.no_such_database(name)
        if not self.asker.rights.enters(found):
            raise errors.no_access_to_database(found, self.user)
        state = catalogue.state_of(found)
        if state:
            raise {_OFFLINE: errors.database_offline, _RESTORING: errors.database_restoring}.get(
                state, errors.database_unavailable
            )(found)
        return found

    def _queries(self, text: str, parameters: Mapping[str, Parameter]) -> list[Outcome]:
        kinds = {name: parameter.kind for name, parameter in parameters.items()}
        parts = self.engine.parts
        outcomes: list[Outcome] = []
        for translation in parts.translator.translate(text, self.database, kinds):
            for place in translation.named:
                self._demand(place)
            parts.store.provide(translation.places)
            outcomes.append(self._query(parts.store, translation, parameters))
        return outcomes

    def _demand(self, place: Place) -> None:
        rights = self.asker.rights
        if place.schema.lower() == "sys":
            missing = rights.missing_state(place.name)
            if missing:
                raise errors.server_permission_denied(missing)
            return
        self._enter(place.database)
        if not rights.selects(place.database, place.schema, place.name):
            raise errors.select_denied(place.name, place.database, place.schema)

    def _query(
        self, store: Store, translation: Translation, parameters: Mapping[str, Parameter]
    ) -> Rows:
        values = self._values(parameters)
        bound = {name: values[name] for name in translation.parameters}
        cursor = store.cursor()
        try:
            cursor.execute(translation.sql, bound)
            described, rows = cursor.description or [], cursor.fetchall()
        except duckdb.ConversionException as problem:
            raise errors.SqlError(245, f"Conversion failed: {problem}") from None
        except duckdb.Error as problem:
            raise errors.not_understood(f"{problem} in {translation.sql}") from None
        finally:
            cursor.close()
        return _typed_rows(translation, described, rows)

    def _values(self, parameters: Mapping[str, Parameter]) -> dict[str, Any]:
        description = self.engine.parts.description
        utc = (datetime.now(UTC) + description.clock_shift).replace(tzinfo=None)
        local = utc + timedelta(minutes=description.utc_offset_minutes)
        given = {f"p_{name.removeprefix('@').lower()}": p.value for name, p in parameters.items()}
        return given | {
            "lab_session": str(self.asker.number),
            "lab_utc": utc,
            "lab_local": local,
            "lab_offset": with_offset(local, description.utc_offset_minutes),
        }


def _typed_rows(
    translation: Translation, described: Sequence[Any], rows: Sequence[Sequence[Any]]
) -> Rows:
    columns = []
    for place, (name, inferred) in enumerate(translation.columns):
        longest = max((len(r[place]) for r in rows if isinstance(r[place], str | bytes)), default=0)
        columns.append((name, result_type(inferred, str(described[place][1]), longest)))
    return Rows(columns, rows)
