"""No file carries the name of a package registry's host or a path of somebody's machine."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import everything, name

REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "yarnpkg" + ".com")
MACHINE_PATH = re.compile(r"(?<![\w.%)}$:-])/(?:work|root|home/\w+|opt/\w*pypi\w*|tmp/brief)/")
BINARY = {".woff2", ".png", ".pdf", ".zip"}


@pytest.mark.parametrize("path", [p for p in everything() if p.suffix not in BINARY], ids=name)
def test_file_is_about_the_product_only(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [host for host in REGISTRIES if host in text] == []
    assert MACHINE_PATH.findall(text) == []
