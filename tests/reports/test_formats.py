"""The registry: every format is loaded when asked for, and not before."""

import subprocess
import sys

import pytest

from reports import formats, view
from scanner import store
from tests.reports import sample


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_format_renders_and_has_a_suffix(name: str) -> None:
    module = formats.load(name)
    assert module.SUFFIX.startswith(".")
    assert callable(module.render)


def test_the_registry_imports_no_heavy_library() -> None:
    heavy = "{'jinja2', 'weasyprint', 'fontTools'}"
    code = f"import reports.formats, sys; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", formats.FORMATS)
def test_a_run_read_back_from_its_file_is_said_the_same(name: str) -> None:
    run = sample.neglected()
    stored = store.run_of(store.run_bytes(run), "run.zip")
    said = [formats.load(name).render(view.of(one, sample.RUN_SHA256)) for one in (run, stored)]
    assert said[0] == said[1]
