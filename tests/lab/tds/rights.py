"""What a login may do, as the description says and the engine's documented rules complete it."""

from dataclasses import dataclass

from tests.lab.tds.description import LabLogin

_SERVER_STATE = {"VIEW SERVER PERFORMANCE STATE", "VIEW SERVER SECURITY STATE"}
_DEFINITIONS = {"VIEW ANY SECURITY DEFINITION", "VIEW ANY PERFORMANCE DEFINITION"}
_BIG_STATE_VERSION = 16  # from SQL Server 2022 on, two permissions in the place of one
_SECURITY_VIEWS = {"dm_server_services", "dm_database_encryption_keys"}
_OPEN_VIEWS = {"dm_exec_sessions", "dm_exec_requests", "dm_db_partition_stats"}
_EVERYBODYS_DATABASES = {"master", "tempdb", "msdb"}


@dataclass(frozen=True)
class Rights:
    user: str
    login: LabLogin
    major: int

    @property
    def is_sysadmin(self) -> bool:
        return "sysadmin" in self.login.server_roles

    def on_server(self, permission: str) -> bool:
        held = self.login.permissions
        if self.is_sysadmin or "CONTROL SERVER" in held or permission in held:
            return True
        if permission in _SERVER_STATE:
            return "VIEW SERVER STATE" in held
        return permission in _DEFINITIONS and "VIEW ANY DEFINITION" in held

    def enters(self, database: str) -> bool:
        allowed = self.login.databases
        lowered = database.lower()
        if allowed is None or self.is_sysadmin or lowered in _EVERYBODYS_DATABASES:
            return True
        return lowered in {name.lower() for name in allowed}

    def sees_database(self, database: str, current: str) -> bool:
        open_to_all = database.lower() in {"master", "tempdb", current.lower()}
        wanted = ("VIEW ANY DATABASE", "ALTER ANY DATABASE", "CREATE ANY DATABASE")
        return open_to_all or any(self.on_server(permission) for permission in wanted)

    def sees_files(self) -> bool:
        wanted = ("VIEW ANY DEFINITION", "ALTER ANY DATABASE", "CREATE ANY DATABASE")
        return any(self.on_server(permission) for permission in wanted)

    def selects(self, database: str, schema: str, name: str) -> bool:
        full = f"{database}.{schema}.{name}".lower()
        return self.is_sysadmin or full not in {d.lower() for d in self.login.denied}

    def sees_object(self, database: str, schema: str, name: str) -> bool:
        return self.selects(database, schema, name) or self.on_database(database, "VIEW DEFINITION")

    def on_database(self, database: str, permission: str) -> bool:
        if self.is_sysadmin or "db_owner" in self.roles(database):
            return True
        if permission in {"CONNECT", "ANY"}:
            return self.enters(database)
        if permission in _named(self.login.database_permissions, database):
            return True
        if permission == "SELECT":
            return "db_datareader" in self.roles(database)
        above = {
            "VIEW DEFINITION": "VIEW ANY DEFINITION",
            "VIEW DATABASE STATE": "VIEW SERVER STATE",
        }
        return permission in above and self.on_server(above[permission])

    def roles(self, database: str) -> frozenset[str]:
        return _named(self.login.database_roles, database)

    def missing_state(self, view: str) -> str | None:
        """The server permission without which a dynamic management view answers with an error."""
        if not view.startswith("dm_") or view in _OPEN_VIEWS:
            return None
        if view == "dm_os_host_info" and self.major < _BIG_STATE_VERSION:
            return None
        needed = "VIEW SERVER STATE"
        if self.major >= _BIG_STATE_VERSION:
            area = "SECURITY" if view in _SECURITY_VIEWS else "PERFORMANCE"
            needed = f"VIEW SERVER {area} STATE"
        return None if self.on_server(needed) else needed


def _named(by_database: dict[str, frozenset[str]], database: str) -> frozenset[str]:
    found = (v for k, v in by_database.items() if k.lower() == database.lower())
    return next(found, frozenset())
