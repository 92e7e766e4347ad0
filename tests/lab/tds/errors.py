"""Errors by their real numbers; the texts are for people, clients decide by number."""

from dataclasses import dataclass


@dataclass
class SqlError(Exception):
    number: int
    message: str
    severity: int = 16
    state: int = 1
    before: "SqlError | None" = None  # the server says that one first

    def __str__(self) -> str:
        return f"{self.number}: {self.message}"


def login_failed(user: str, state: int = 1) -> SqlError:
    # The state that says why is written to the server's own log only; clients always see 1.
    return SqlError(18456, f"Login failed for user '{user}'.", 14, state)


def cannot_open_database(name: str, user: str) -> SqlError:
    text = f'Cannot open database "{name}" requested by the login. The login failed.'
    return SqlError(18456, f"Login failed for user '{user}'.", 14, before=SqlError(4060, text, 11))


def no_such_database(name: str) -> SqlError:
    return SqlError(911, f"Database '{name}' does not exist.")


def no_access_to_database(name: str, user: str) -> SqlError:
    text = (
        f'The server principal "{user}" is not able to access the database "{name}" '
        "under the current security context."
    )
    return SqlError(916, text, 14)


def database_offline(name: str) -> SqlError:
    return SqlError(942, f"Database '{name}' cannot be opened because it is offline.", 14, 4)


def database_restoring(name: str) -> SqlError:
    text = f"Database '{name}' cannot be opened. It is in the middle of a restore."
    return SqlError(927, text, 14, 2)


def database_unavailable(name: str) -> SqlError:
    return SqlError(945, f"Database '{name}' cannot be opened due to inaccessible files.", 14, 2)


def select_denied(name: str, database: str, schema: str) -> SqlError:
    text = (
        f"The SELECT permission was denied on the object '{name}', "
        f"database '{database}', schema '{schema}'."
    )
    return SqlError(229, text, 14, 5)


def server_permission_denied(permission: str) -> SqlError:
    text = f"{permission} permission was denied on object 'server', database 'master'."
    second = "The user does not have permission to perform this action."
    return SqlError(297, second, before=SqlError(300, text, 14))


def invalid_object(name: str) -> SqlError:
    return SqlError(208, f"Invalid object name '{name}'.")


def invalid_column(name: str) -> SqlError:
    return SqlError(207, f"Invalid column name '{name}'.")


def syntax(detail: str) -> SqlError:
    return SqlError(102, f"Incorrect syntax: {detail}", 15)


def read_only() -> SqlError:
    return SqlError(156, "Incorrect syntax: this server takes SELECT, SET and USE only.", 15)


def not_understood(detail: str) -> SqlError:
    """The lab's own limit, with a number that SQL Server does not give to anything."""
    return SqlError(59999, f"The lab cannot run this statement: {detail}")


def deadlock() -> SqlError:
    text = "Transaction was deadlocked on lock resources and has been chosen as the victim."
    return SqlError(1205, text, 13, 51)
