"""Which BizTalk servers are replaced, by what is known of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from scanner.facts.machines import BizTalkInstallation
from scanner.facts.topology import BizTalkServer
from scanner.model.names import host_name
from scanner.runbook.sources import Answer, Sources
from scanner.runbook.survivors import Survivors


@dataclass(frozen=True)
class Editions:
    """Servers by whether they run Standard Edition, as their own registry says; `unknown` do not
    tell."""

    standard: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def may_be_standard(self) -> tuple[str, ...]:
        return (*self.standard, *self.unknown)


@dataclass(frozen=True)
class Replacement:
    """`named` is the server that is lost, empty for any of them; `management` where the databases
    are by then, as 'database on server'. `is_one_of_them`: one is lost, and nobody said which."""

    sources: Sources
    named: str
    management: str
    survivors: Survivors
    renames: Mapping[str, str] = field(default_factory=dict)
    is_one_of_them: bool = False

    @property
    def servers(self) -> tuple[str, ...]:
        if self.named:
            return (host_name(self.named),)
        on = self.sources.facts.management
        found = self.sources.rows("The BizTalk servers", BizTalkServer, on)
        return tuple(sorted({host_name(one.name) for one in found.value}))

    @property
    def where(self) -> tuple[str, ...]:
        if self.is_one_of_them and len(self.servers) > 1:
            return (f"the replacement of the lost server: {' or '.join(self.servers)}",)
        return self.servers or ("the replacement",)

    @property
    def careful(self) -> Survivors:
        """Where nobody said which server is lost, nothing on any of them counts."""
        gone = self.survivors.gone | set(self.servers)
        return replace(self.survivors, gone=gone)

    def without(self, server: str) -> Survivors:
        """What survives when that server is lost."""
        return replace(self.survivors, gone=self.survivors.gone | {host_name(server)})

    def editions(self) -> Editions:
        known = {server: self._is_standard(server) for server in self.servers}
        return Editions(
            standard=tuple(one for one, found in known.items() if found.value is True),
            unknown=tuple(one for one, found in known.items() if found.value is None),
            missing=tuple(self._untold(known)),
        )

    def _is_standard(self, server: str) -> Answer[bool | None]:
        facts = self.sources.facts

        def read() -> bool | None:
            return facts.one(BizTalkInstallation, facts.host(server)).is_standard

        return self.sources.ask(f"The edition of BizTalk Server on {server}", read, None)

    def _untold(self, known: Mapping[str, Answer[bool | None]]) -> Iterator[str]:
        if not known:
            yield "Which computers were BizTalk servers, and so which edition they ran"
        for server, found in known.items():
            yield from found.missing
            if found.value is None and not found.missing:
                yield f"The edition of BizTalk Server on {server}: its registry does not tell it"
