"""What T-SQL's functions about the server and the asker answer to one session."""

from dataclasses import dataclass

from tests.lab.tds.catalogue import Catalogue
from tests.lab.tds.contents import Contents, Place
from tests.lab.tds.description import LabSqlServer
from tests.lab.tds.rights import Rights
from tests.lab.tds.schema import TableSchema

_SYSTEM_SIDS = {b"\x01": "sa"}
_FIXED_ROLES = {
    "db_owner",
    "db_datareader",
    "db_datawriter",
    "db_ddladmin",
    "db_securityadmin",
    "db_accessadmin",
    "db_backupoperator",
    "db_denydatareader",
    "db_denydatawriter",
    "public",
}
_SERVER_ROLES = {
    "sysadmin",
    "securityadmin",
    "serveradmin",
    "setupadmin",
    "processadmin",
    "diskadmin",
    "dbcreator",
    "bulkadmin",
    "public",
}


@dataclass
class Asker:
    """`database` is the current one; USE changes it. Functions answer None for NULL."""

    number: int
    description: LabSqlServer
    contents: Contents
    catalogue: Catalogue
    rights: Rights
    database: str
    application: str
    host: str

    def server_property(self, name: str | None) -> str | None:
        overrides = {k.lower(): v for k, v in self.description.properties.items()}
        key = (name or "").lower()
        value = overrides[key] if key in overrides else self._properties().get(key)
        return None if value is None else str(value)

    def _properties(self) -> dict[str, str | int | None]:
        described = self.description
        _, _, instance = described.name.partition("\\")
        return {
            "servername": described.name,
            "machinename": described.machine,
            "computernamephysicalnetbios": described.machine,
            "instancename": instance or None,
            "productversion": described.product_version,
            "productmajorversion": described.version[0],
            "productminorversion": described.version[1],
            "productbuild": described.version[2],
            "productlevel": "RTM",
            "edition": described.edition,
            "engineedition": 3,
            "collation": "SQL_Latin1_General_CP1_CI_AS",
            "isclustered": 0,
            "ishadrenabled": 0,
            "isintegratedsecurityonly": 0,
        }

    def global_variable(self, name: str) -> str | None:
        described = self.description
        values = {
            "SERVERNAME": described.name,
            "VERSION": f"Microsoft SQL Server - {described.product_version} (X64)",
            "SPID": str(self.number),
            "TRANCOUNT": "0",
            "SERVICENAME": described.name.partition("\\")[2] or "MSSQLSERVER",
            "LOCK_TIMEOUT": "-1",
            "MAX_PRECISION": "38",
        }
        return values[name]

    def database_property(self, database: str | None, name: str | None) -> str | None:
        rows = self.catalogue.rows(Place("master", "sys", "databases"))
        row = next((r for r in rows if r["name"].lower() == (database or "").lower()), None)
        keys = {
            "status": "state_desc",
            "recovery": "recovery_model_desc",
            "collation": "collation_name",
            "updateability": "is_read_only",
        }
        key = keys.get((name or "").lower())
        if row is None or key is None:
            return None
        if key == "is_read_only":
            return "READ_ONLY" if row.get(key) else "READ_WRITE"
        return str(row.get(key))

    def has_permission(
        self, securable: str | None, kind: str | None, permission: str
    ) -> int | None:
        """NULL is for a class that is not known, 0 for a securable that is not there."""
        wanted, scope = permission.upper(), (kind or "SERVER").upper()
        if scope == "SERVER":
            return int(self.rights.on_server(wanted) or wanted == "ANY")
        if scope == "DATABASE":
            return self._on_database(securable or self.database, wanted)
        if scope == "OBJECT" and securable:
            return self._on_object(securable, wanted)
        return None

    def _on_database(self, written: str, permission: str) -> int | None:
        name = self._database_named(_parts(written)[-1])
        if name is None:
            return 0
        return int(self.rights.enters(name) and self.rights.on_database(name, permission))

    def _on_object(self, written: str, permission: str) -> int | None:
        found = self._object(written)
        if found is None or not self.rights.enters(found[0]):
            return 0
        database, schema, name = found
        if schema.lower() == "sys":
            return int(self.rights.missing_state(name.lower()) is None)
        if permission in {"SELECT", "ANY"}:
            return int(self.rights.selects(database, schema, name))
        return int(self.rights.on_database(database, permission))

    def has_database_access(self, name: str | None) -> int | None:
        found = self._database_named(name or "")
        if found is None:
            return None
        return int(self.rights.enters(found) and self.catalogue.state_of(found) == 0)

    def server_role(self, role: str, login: str | None) -> int | None:
        if role.lower() not in _SERVER_ROLES:
            return None
        if login is not None and login.lower() != self.rights.user.lower():
            return None
        held = {name.lower() for name in self.rights.login.server_roles} | {"public"}
        return int(role.lower() in held)

    def database_role(self, role: str) -> int | None:
        held = {name.lower() for name in self.rights.roles(self.database)}
        if role.lower() in held | {"public"}:
            return 1
        principals = self.contents.rows(Place(self.database, "sys", "database_principals"))
        known = _FIXED_ROLES | {str(p["name"]).lower() for p in principals}
        return 0 if role.lower() in known else None

    def login_name(self, sid: bytes | None) -> str | None:
        if sid is None:
            return self.rights.user
        logins = {self.login_sid(name): name for name in self.description.logins}
        described = self.contents.rows(Place("master", "sys", "server_principals"))
        others = {bytes(p["sid"]): str(p["name"]) for p in described if p.get("sid")}
        return (_SYSTEM_SIDS | logins | others).get(sid)

    def login_sid(self, name: str | None) -> bytes | None:
        wanted = name or self.rights.user
        number = next(
            (
                n
                for n, login in enumerate(self.description.logins, 1)
                if login.lower() == wanted.lower()
            ),
            None,
        )
        return None if number is None else b"LAB" + number.to_bytes(13, "big")

    def user_name(self) -> str:
        return "dbo" if self.rights.is_sysadmin else self.rights.user

    def database_name(self, number: int | None) -> str | None:
        if number is None:
            return self.database
        ids = self.catalogue.database_ids()
        found = next((name for name, each in ids.items() if each == number), None)
        return found if found and self.rights.sees_database(found, self.database) else None

    def database_id(self, name: str | None) -> int | None:
        ids = self.catalogue.database_ids()
        return next(
            (n for d, n in ids.items() if d.lower() == (name or self.database).lower()), None
        )

    def object_id(self, written: str | None) -> int | None:
        found = self._object(written or "")
        if found is None or not self.rights.sees_object(*found):
            return None
        return self.catalogue.objects.object_id(*found)

    def object_name(self, number: int | None, database_id: int | None) -> str | None:
        database = self.database_name(database_id)
        names = self.catalogue.objects.object_names(database) if database else {}
        return names[number][1] if number in names else None

    def column_length(self, table: str | None, column: str | None) -> int | None:
        found = self._object(table or "")
        if found is None or not self.rights.sees_object(*found):
            return None
        place = self.contents.place(*found)
        known = self.contents.schema_of(place) if place else None
        columns = known.columns if isinstance(known, TableSchema) else ()
        return next(
            (c.kind.max_length for c in columns if c.name.lower() == (column or "").lower()), None
        )

    def schema_id(self, name: str | None) -> int | None:
        rows = self.catalogue.rows(Place(self.database, "sys", "schemas"))
        wanted = (name or "dbo").lower()
        return next((r["schema_id"] for r in rows if r["name"].lower() == wanted), None)

    def schema_name(self, number: int | None) -> str | None:
        rows = self.catalogue.rows(Place(self.database, "sys", "schemas"))
        return next((r["name"] for r in rows if r["schema_id"] == (number or 1)), None)

    def sees_database(self, name: str) -> bool:
        return self.rights.sees_database(name, self.database)

    def sees_object(self, database: str, number: int) -> bool:
        found = self.catalogue.objects.object_names(database).get(number)
        return found is None or self.rights.sees_object(database, *found)

    def sees_principal(self, name: str) -> bool:
        everybodys = name.lower() in _SERVER_ROLES | {"sa", self.rights.user.lower()}
        return everybodys or self.rights.on_server("VIEW ANY DEFINITION")

    def sees_session(self, number: int) -> bool:
        return number == self.number or self.rights.on_server("VIEW SERVER PERFORMANCE STATE")

    def sees_job(self, owner_sid: bytes | None) -> bool:
        readers = {"SQLAgentReaderRole", "SQLAgentOperatorRole", "db_owner"}
        may_see_all = self.rights.is_sysadmin or bool(readers & self.rights.roles("msdb"))
        return may_see_all or owner_sid == self.login_sid(None)

    def _database_named(self, name: str) -> str | None:
        names = self.catalogue.database_names()
        return next((d for d in names if d.lower() == name.lower()), None)

    def _object(self, written: str) -> tuple[str, str, str] | None:
        """Database, schema and name, as the server writes them, if there is such an object."""
        parts = _parts(written)
        if not 1 <= len(parts) <= 3:
            return None
        name = parts[-1]
        schema = parts[-2] if len(parts) > 1 and parts[-2] else "dbo"
        database = self.database if len(parts) < 3 else self._database_named(parts[0])
        if database is None or self.catalogue.objects.object_id(database, schema, name) is None:
            return None
        return database, schema, name


def _parts(written: str) -> list[str]:
    return [
        part.strip().removeprefix("[").removesuffix("]").strip('"') for part in written.split(".")
    ]
