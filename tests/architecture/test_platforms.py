"""The scanner runs on Windows too, and asking it for help costs no heavy import."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGES, ROOT, name, shipped

# Refuses, to our own modules only, what Windows does not have; libraries know their way.
IMPORT_EVERYTHING = """
import builtins, importlib, pkgutil, sys
packages, unix_only = set(sys.argv[1].split(",")), set(sys.argv[2].split(","))
original = builtins.__import__
def on_windows(name, globals=None, *rest, **more):
    importer = (globals or {}).get("__name__", "").partition(".")[0]
    if importer in packages and name.partition(".")[0] in unix_only:
        raise ModuleNotFoundError(f"{globals['__name__']} imports {name}, which Windows lacks")
    return original(name, globals, *rest, **more)
builtins.__import__ = on_windows
for package in packages:
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, package + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
"""
UNIX_ONLY_MODULES = (
    "_posixsubprocess", "crypt", "curses", "fcntl", "grp", "nis", "posix", "pty", "pwd",
    "readline", "resource", "syslog", "termios", "tty",
)  # fmt: skip
UNIX_ONLY_NAMES = {
    "fork", "forkpty", "getegid", "geteuid", "getgid", "getgroups", "getloadavg", "getpgid",
    "getuid", "killpg", "mkfifo", "setsid", "uname", "SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL",
    "SIGUSR1", "SIGUSR2", "setitimer",
}  # fmt: skip

SAY_VERSION = """
import json, sys
sys.argv = ["btsready", "--version"]
try:
    from scanner.cli import main
    status = main()
except SystemExit as end:
    status = end.code
print(json.dumps([status or 0, sorted(sys.modules)]))
"""
HEAVY = {"pyodbc", "winrm", "weasyprint", "pydantic", "jinja2", "smbprotocol", "requests"}


def run(program: str, *arguments: str) -> str:
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_module_imports_where_unix_modules_are_absent() -> None:
    run(IMPORT_EVERYTHING, ",".join(PACKAGES), ",".join(UNIX_ONLY_MODULES))


@pytest.mark.parametrize("path", shipped("*.py"), ids=name)
def test_no_name_that_windows_lacks(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    owners = {"os", "signal"}
    found = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if node.value.id in owners and node.attr in UNIX_ONLY_NAMES
    }
    assert not found


def test_version_is_quick_to_say() -> None:
    status, modules = json.loads(run(SAY_VERSION).splitlines()[-1])
    assert status == 0
    assert HEAVY.intersection(modules) == set()
