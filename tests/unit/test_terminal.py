"""Whom progress is told, and how."""

import sys

import pytest

from scanner.terminal import Bar, Lines, Voice, watching


@pytest.mark.parametrize(
    ("quiet", "verbose", "kind"),
    [(False, False, Bar), (False, True, Lines), (True, False, Lines)],
)
def test_verbose_says_lines_also_on_a_terminal(
    quiet: bool, verbose: bool, kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with watching(Voice(False, quiet, verbose)) as watch:
        assert isinstance(watch, kind)
