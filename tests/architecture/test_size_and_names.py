"""Files stay small, functions shorter, and every room has a name that says something."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import name, shipped

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
NAMELESS = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "base", "misc"}


@pytest.mark.parametrize("path", shipped("*.py"), ids=name)
def test_file_is_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LINES_OF_A_FILE


@pytest.mark.parametrize("path", shipped("*.py"), ids=name)
def test_functions_are_short(path: Path) -> None:
    long = {
        function.name: length
        for function in functions_of(path)
        if (length := 1 + (function.end_lineno or 0) - function.lineno) > LINES_OF_A_FUNCTION
    }
    assert not long


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_names_say_something() -> None:
    nameless = [name(path) for path in shipped("*") if NAMELESS & set(path.stem.split("_"))]
    assert not nameless


@pytest.mark.parametrize("path", shipped("*.py"), ids=name)
def test_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
