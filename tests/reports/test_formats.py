"""The registry: every format is loaded when asked for, and not before."""

import subprocess
import sys

import pytest

from reports import formats


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_format_renders_and_has_a_suffix(name: str) -> None:
    module = formats.load(name)
    assert module.SUFFIX.startswith(".")
    assert callable(module.render)


def test_the_registry_imports_no_heavy_library() -> None:
    heavy = "{'jinja2', 'weasyprint', 'fontTools'}"
    code = f"import reports.formats, sys; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
