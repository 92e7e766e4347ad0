"""BizTalk's own jobs disabled at once, and enabled again as they were, but for one.

sp_update_job is the documented way: the Agent does not see a change of its tables.
"""

from collections.abc import Iterable, Iterator

from scanner.facts.agent_jobs import AgentJob
from scanner.recovery.quoting import Quote, quote
from scanner.runbook.jobs import OWN, of_biztalk


def disable_script(instance: str, jobs: Iterable[AgentJob]) -> str:
    """Also the one that stays disabled: scripts of jobs create it as they please."""
    title = f"-- Disables BizTalk's own jobs on {quote(instance, Quote.COMMENT)}."
    return _script(title, (one for one in jobs if of_biztalk(one.name)), enabled=0)


def enable_script(instance: str, jobs: Iterable[AgentJob]) -> str:
    """Only what was enabled."""
    title = f"-- Enables BizTalk's own jobs on {quote(instance, Quote.COMMENT)}, the last step."
    mine = (one for one in jobs if of_biztalk(one.name) == OWN and one.enabled)
    return _script(title, mine, enabled=1)


def _script(title: str, jobs: Iterable[AgentJob], enabled: int) -> str:
    names = sorted({one.name for one in jobs}, key=str.casefold)
    return "\n".join([title, *(line for name in names for line in _update(name, enabled))]) + "\n"


def _update(name: str, enabled: int) -> Iterator[str]:
    text = quote(name, Quote.LITERAL)
    yield f"EXEC msdb.dbo.sp_update_job @job_name = {text}, @enabled = {enabled};"
