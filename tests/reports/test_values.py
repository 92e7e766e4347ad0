"""Values of facts as people read them."""

import pytest

from reports.values import cell
from scanner.model.evidence import JsonValue


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("enabled", True, "yes"),
        ("enabled", False, "no"),
        ("mark", None, "\u2013"),
        ("mark", "", "\u2013"),
        ("set_id", 4011, "4011"),
        ("size", 512, "512 B"),
        ("compressed_size", 1_234_567, "1.23 MB"),
        ("duration", 93.0, "1 min 33 s"),
        ("started", "2026-11-22T06:00:00.123456+01:00", "2026-11-22 05:00:00 UTC"),
        ("started", "2026-11-22T05:00:00Z", "2026-11-22 05:00:00 UTC"),
        ("started", "2026-11-22", "2026-11-22"),
        ("stamp", "2026-11-22T05:00:00Z", "2026-11-22 05:00:00 as stored"),
        ("database", {"server": "SQL01", "name": "SSODB"}, "SSODB on SQL01"),
        ("context", {"site_name": "BAM", "port": 80}, "port 80, site name BAM"),
        ("holds", ["a", "b", "c"], "a, b, c"),
        ("settings", [["path", "/BAM"], ["pool", ""]], "path /BAM, pool \u2013"),
        ("holds", [], "\u2013"),
        ("path", "a\nb", "a\\u{a}b"),
    ],
)
def test_a_field_is_said_by_its_name_and_type(name: str, value: JsonValue, said: str) -> None:
    assert cell(name, value) == said
