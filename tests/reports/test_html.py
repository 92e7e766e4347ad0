"""The page as text: self-contained, escaped, and bound by its own policy."""

import base64
import hashlib
import re

import pytest

from reports import html, view
from reports.pages import linked
from scanner.model.run import Run
from tests.reports import sample
from tests.reports.conftest import Golden


def page(run: Run) -> str:
    return html.render(view.of(run, sample.RUN_SHA256)).decode()


def test_golden(golden: Golden) -> None:
    golden("neglected.html", html.render(view.of(sample.neglected(), sample.RUN_SHA256)))


@pytest.mark.parametrize("element", ["style", "script"])
def test_the_policy_allows_the_pages_own_content_by_hash(element: str) -> None:
    text = page(sample.neglected())
    (content,) = re.findall(rf"<{element}>(.*?)</{element}>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    assert f"{element}-src 'sha256-{digest}'" in text


def test_nothing_in_it_reaches_out_or_by_passes_the_policy() -> None:
    text = page(sample.hostile())
    assert "unsafe" not in text
    assert not re.findall(r"<[^>]*\s(?:style|on\w+)\s*=", text)
    targets = re.findall(r'(?:href|src|action)="([^"]*)"', text)
    assert {target for target in targets if not target.startswith("#")} == {
        "data:,",
        sample.REFERENCE.url,
    }


def test_hostile_text_becomes_no_element() -> None:
    text = page(sample.hostile())
    assert text.count("<script>") == 1
    assert "<img" not in text
    assert "\u202e" not in text


def test_a_path_may_break_after_its_backslashes_but_not_between_the_first_two() -> None:
    text = page(sample.neglected())
    assert "\\\\BACKUP01\\<wbr>biztalk$\\<wbr>sets" in text


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see https://learn.microsoft.com/en-us/biztalk/core/x.", True),
        ("https://learn.microsoft.com.example.invalid/", False),
        ('https://learn.microsoft.com/x" onclick=y', True),
        ("javascript:alert(1)//https://example.invalid/", False),
    ],
)
def test_only_microsofts_documentation_is_linked(text: str, link: bool) -> None:
    said = str(linked(text))
    assert ("<a " in said) is link
    assert '" onclick' not in said


def test_anchors_are_unique_and_every_link_finds_its_own() -> None:
    text = page(sample.neglected())
    anchors = re.findall(r'\sid="([^"]+)"', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(anchors)


def test_scope_and_hypothesis_are_told() -> None:
    assert "Only 5 of 21 rows were asked for: B04, B05" in page(sample.ready_in_part())
    assert "Hypothetical: judged as of 2026-12-22 05:00 UTC" in page(sample.hypothetical())
