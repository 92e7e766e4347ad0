"""Which BizTalk servers run Standard Edition, whose restore has steps that no other has."""

from scanner.facts.machines import BizTalkInstallation
from scanner.model.check import Facts
from scanner.model.evidence import Target
from scanner.model.finding import Verdict, not_applicable, not_checked

KEY = r"HKLM\SOFTWARE\Microsoft\BizTalk Server\3.0"


def other_edition(server: Target, facts: Facts) -> Verdict | None:
    """The verdict of a check of Standard Edition where it is another, or which is not known."""
    found = facts.one(BizTalkInstallation, server)
    if found.is_standard:
        return None
    if found.is_standard is None:
        said = f"ProductEdition is '{found.edition}'" if found.edition else "no ProductEdition"
        return not_checked(
            f"The registry of {server.name} does not tell the edition of BizTalk Server: {said}.",
            found,
            settle=f"Look at {KEY} on {server.name}, or attest which edition it is.",
        )
    return not_applicable(
        f"{server.name} runs {found.edition} Edition; only Standard Edition needs this step.", found
    )
