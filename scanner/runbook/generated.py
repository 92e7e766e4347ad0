"""The files that lie beside a runbook, and what could not be put into them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from scanner.facts.agent_jobs import AgentJob
from scanner.facts.permissions import ServerLogin
from scanner.model.runbook import Attachment
from scanner.recovery.quoting import Unquotable
from scanner.runbook import tables
from scanner.runbook.job_script import disable_script, enable_script
from scanner.runbook.login_script import login_script
from scanner.runbook.plan import Plan, Script
from scanner.runbook.restore_steps import FILES
from scanner.runbook.sources import Answer, Sources
from scanner.runbook.sql_steps import JOBS, LOGINS
from scanner.runbook.sqlcmd import beside

LISTS = {
    JOBS: "Every job that was there, and what BizTalk's own are until the end",
    LOGINS: "Every login that was there, with its SID",
}
SCRIPTS = {
    "disable_jobs": "Disables BizTalk's own jobs",
    "enable_jobs": "Enables again what was enabled of them",
    "logins": "Creates the Windows logins; look through it before you run it",
}


@dataclass
class Generated:
    """A name that cannot stand in a script costs the login or job script that it would be in, and
    the step says so; in a restore script it stops everything."""

    sources: Sources
    plan: Plan

    def attachments(self) -> Iterator[Attachment]:
        for one in self.plan.scripts:
            what = f"Restores everything of {one.restore.source} on {one.to.instance}"
            yield Attachment(one.name, what, script_bytes(one.text))
        if self.plan.scripts:
            data = tables.files_to_fetch(self.sources, self.plan)
            yield Attachment(FILES, "Every backup file that the scripts need", data)
        for name, made in self.lists.items():
            yield Attachment(name, LISTS[name], made.value)
        for scripts in self.scripts.values():
            for name, text in scripts.items():
                if text.value:
                    what = next(said for start, said in SCRIPTS.items() if name.startswith(start))
                    yield Attachment(name, what, script_bytes(text.value))

    @property
    def lacking(self) -> Mapping[str, tuple[str, ...]]:
        """By list, what it lacks and which of the scripts that go with it could not be written."""
        return {
            name: tuple(dict.fromkeys((*made.missing, *self._refused(name))))
            for name, made in self.lists.items()
        }

    def _refused(self, name: str) -> Iterator[str]:
        for one in self.scripts[name].values():
            yield from one.missing

    @cached_property
    def lists(self) -> Mapping[str, Answer[bytes]]:
        servers = self.plan.servers
        return {
            JOBS: tables.jobs(self.sources, servers),
            LOGINS: tables.logins(self.sources, servers),
        }

    @cached_property
    def scripts(self) -> Mapping[str, Mapping[str, Answer[str]]]:
        """By the list that they go with, then by their file's name."""
        jobs: dict[str, Answer[str]] = {}
        logins: dict[str, Answer[str]] = {}
        for one in self.plan.scripts:
            instance, known = one.to.instance, self._jobs(one)
            for word, make in (("disable_jobs", disable_script), ("enable_jobs", enable_script)):
                name = beside(word, one.name)
                jobs[name] = _tried(name, lambda: make(instance, known))  # noqa: B023 - at once
            name, found = beside("logins", one.name), self._logins(one)
            logins[name] = _tried(name, lambda: login_script(instance, found))  # noqa: B023 - at once
        return {JOBS: jobs, LOGINS: logins}

    def _jobs(self, one: Script) -> list[AgentJob]:
        facts = self.sources.facts
        asked = (
            self.sources.rows(f"The jobs of {source}", AgentJob, facts.sql(source))
            for source in one.sources
        )
        return [job for found in asked for job in found.value]

    def _logins(self, one: Script) -> list[ServerLogin]:
        asked = (tables.server_logins(self.sources, source) for source in one.sources)
        return [login for found in asked for login in found.value]


def _tried(name: str, make: Callable[[], str]) -> Answer[str]:
    try:
        return Answer(make())
    except Unquotable as unsafe:
        return Answer("", (f"{name} was not written: {unsafe.message}",))


def script_bytes(text: str) -> bytes:
    """With the mark of UTF-8, by which sqlcmd and Management Studio know the encoding."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")
