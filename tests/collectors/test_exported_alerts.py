"""What an exported configuration says of BAM alerts."""

from typing import Any

from scanner.collectors.configuration_exports import (
    ALERTS_PREFIX,
    ALERTS_SERVER,
    ENABLE_ALERTS,
    alerts,
)
from scanner.facts.configuration import NamedAlerts


def value(name: str, said: str | None, **context: str) -> dict[str, Any]:
    around = {"Question.ID": ENABLE_ALERTS, "Answer.Selected": "Yes", "Name.ID": name.upper()}
    return {
        "select": "Alerts",
        "context": around | {key.replace("_", "."): one for key, one in context.items()},
        "attributes": {"#text": said},
    }


def test_server_and_prefix() -> None:
    rows = [value(ALERTS_SERVER, " SQL02\n"), value(ALERTS_PREFIX, "Alarm")]
    assert alerts(rows) == NamedAlerts("SQL02", "Alarm")


def test_other_answers_are_left_alone() -> None:
    rows = [value("{33c8fd0a-c89d-4dd0-8b2b-2ddacc6620e6}", "mail"), value(ALERTS_PREFIX, None)]
    assert alerts(rows) == NamedAlerts("", "")


def test_what_was_entered_before_alerts_were_switched_off() -> None:
    assert alerts([value(ALERTS_SERVER, "SQL02", Answer_Selected="")]) is None


def test_values_of_another_question() -> None:
    assert alerts([value(ALERTS_SERVER, "SQL02", Question_ID="{0}")]) is None
