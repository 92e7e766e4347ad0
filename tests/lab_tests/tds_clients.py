"""Both ODBC drivers as a careful client sets them up."""

import importlib
import importlib.util
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

USER, PASSWORD = "scanner", "Pa;ss}w0rd"
NAME_IN_CERTIFICATE = "sql01.lab.example.test"


@dataclass(frozen=True)
class Client:
    """`connect(port)` takes `user`, `password`, `database` and `name` (in the certificate)."""

    driver: str
    error: type[Exception]
    connect: Callable[..., Any]


def missing(what: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}; `make setup` installs it")
    pytest.skip(what)


def microsoft_library() -> Path | None:
    found = importlib.util.find_spec("mssql_python_odbc")
    folders = found.submodule_search_locations if found else None
    pattern = "libs/linux/debian_ubuntu/x86_64/lib/libmsodbcsql-18*.so*"
    return next((p for folder in folders or [] for p in Path(folder).glob(pattern)), None)


def freetds(folder: Path, ca: Path) -> Client:
    pyodbc = _pyodbc()
    if "FreeTDS" not in pyodbc.drivers():
        missing("the FreeTDS driver is missing (Debian package tdsodbc)")
    configuration = folder / "freetds.conf"
    os.environ["FREETDSCONF"] = str(configuration)

    def connect(
        port: int,
        user: str = USER,
        password: str = PASSWORD,
        database: str = "",
        name: str = "localhost",
    ) -> Any:
        # FreeTDS verifies only what a section asks for, and checks the name that stands in `host`.
        settings = {
            "tds version": "7.4",
            "host": name,
            "port": port,
            "encryption": "require",
            "ca file": ca,
            "check certificate hostname": "yes",
        }
        lines = [f"  {key} = {value}" for key, value in settings.items()]
        configuration.write_text("\n".join(["[lab]", *lines, ""]))
        text = f"Driver=FreeTDS;Servername=lab;UID={user};PWD={{{password}}};Database={database};"
        return pyodbc.connect(text + "TDS_Version=7.4", timeout=5, autocommit=True)

    return Client("FreeTDS", pyodbc.Error, connect)


def microsoft(folder: Path, ca: Path) -> Client:
    pyodbc = _pyodbc()
    library = microsoft_library()
    if library is None:
        missing("Microsoft's driver is missing (wheel mssql-python-odbc)")
    os.environ["SSL_CERT_FILE"] = str(ca)

    def connect(
        port: int,
        user: str = USER,
        password: str = PASSWORD,
        database: str = "",
        name: str = NAME_IN_CERTIFICATE,
    ) -> Any:
        escaped = password.replace("}", "}}")
        text = (
            f"Driver={library};Server=127.0.0.1,{port};HostNameInCertificate={name};"
            f"Encrypt=yes;TrustServerCertificate=no;UID={user};PWD={{{escaped}}};"
        )
        if database:
            text += f"Database={database};"
        return pyodbc.connect(text, timeout=5, autocommit=True)

    return Client("msodbcsql", pyodbc.Error, connect)


def _pyodbc() -> Any:
    try:
        return importlib.import_module("pyodbc")
    except ImportError as problem:  # the wheel does not carry unixODBC
        missing(f"pyodbc does not load: {problem}")
