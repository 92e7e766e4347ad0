"""The master secret: without it every port and every adapter setting is unreadable."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scanner.facts.master_secret import SsoEvent
from scanner.model.estate import Location
from scanner.model.evidence import Target
from scanner.model.names import folder_name
from scanner.model.runbook import Action, Step
from scanner.recovery.listing import host_of
from scanner.recovery.master_secret import SecretCopy, copies, logged_backups, secret_server
from scanner.runbook.rights import LEARN, SSO_ADMIN
from scanner.runbook.sources import Answer, Sources
from scanner.runbook.survivors import Survivors, said_file

MOST_COPIES = 3
CHECKS = ("MS01", "MS02", "MS03", "MS04", "MS05", "MS06", "MS07", "MS08")
HOME = r'cd /d "%CommonProgramFiles%\Enterprise Single Sign-On"'


@dataclass(frozen=True)
class SecretSteps:
    """Copies on machines that are gone, or may be, do not count."""

    sources: Sources
    survivors: Survivors
    other_names: bool = False

    def steps(self) -> Iterator[Step]:
        server = self.server()
        name = server.value.name if server.value else "the master secret server"
        gone = server.value is None or server.value.name in self.survivors.gone
        yield self.restore(server, name) if gone else self.look(server, name)

    def server(self) -> Answer[Target | None]:
        def read() -> Target | None:
            found = secret_server(self.sources.facts)
            return found[0] if found else None

        return self.sources.ask("Which machine is the master secret server", read, None)

    def look(self, server: Answer[Target | None], name: str) -> Step:
        kept = self.kept(server.value)
        backups = tuple(_said(self.sources, one) for one in kept.value)
        return Step(
            title="See that the master secret is there",
            row="R03",
            who=SSO_ADMIN,
            where=(name,),
            actions=(
                *self.new_place(),
                Action("Start the service, then look into the Application log for errors of "
                       "ENTSSO 10520, 10521 and 10565:", "net start entsso"),
                Action("Where one of them appears, restore the secret from its backup:",
                       f"{HOME}\nssoconfig -restoreSecret <backup file>"),
            ),
            expected="The service runs; event 10534 appears, and none of those three after it.",
            evidence=(
                f"The master secret server is {name}; it is not among what is lost",
                *backups,
            ),
            missing=kept.missing,
            checks=CHECKS,
            reference=LEARN + "managing-the-master-secret",
        )  # fmt: skip

    def new_place(self) -> Iterator[Action]:
        """Event 10511 names this way to tell Enterprise SSO where its database is."""
        if self.other_names:
            yield Action(
                "UpdateRegistry.vbs does not reach servers without BizTalk Server: there tell "
                "Enterprise SSO where its database is now by ssoconfig -setDB."
            )

    def restore(self, server: Answer[Target | None], name: str) -> Step:
        kept = self.kept(server.value)
        found = tuple(_said(self.sources, one) for one in kept.value)
        missing = (*server.missing, *kept.missing)
        if not kept.value:
            missing += ("A backup of the master secret on a machine that survives",)
        return Step(
            title="Restore the master secret",
            row="R03",
            who=SSO_ADMIN,
            where=(name, "or the server promoted in its place"),
            actions=(
                *self.new_place(),
                Action("Where another server takes its place, name it in a file of <sso>"
                       "<globalInfo><secretServer>NAME</secretServer></globalInfo></sso>, and:",
                       f"{HOME}\nssomanage -updatedb <that file>"),
                Action("Restart Enterprise SSO; on a cluster take it offline and online.",
                       "net stop entsso\nnet start entsso"),
                Action("Fetch the newest backup, restore it (on every node of a cluster); type "
                       "the password from escrow when you are asked:",
                       f"{HOME}\nssoconfig -restoreSecret <backup file>"),
            ),
            expected="'The operation completed successfully', and event 10523 in the log.",
            evidence=found,
            missing=missing,
            checks=CHECKS,
            reference=LEARN + "how-to-restore-the-master-secret",
        )  # fmt: skip

    def kept(self, server: Target | None) -> Answer[Sequence[SecretCopy]]:
        """Newest first; those on lost machines are left out."""
        if server is None:
            return Answer(())

        def read() -> Sequence[SecretCopy]:
            events = self.sources.facts.rows(SsoEvent, server)
            known = copies(self.sources.facts, server, logged_backups(events))
            return [one for one in known if self.survives(one)][:MOST_COPIES]

        return self.sources.ask("Backups of the master secret", read, ())

    def survives(self, one: SecretCopy) -> bool:
        place = place_of(self.sources, one)
        return place is not None and self.survivors.keeps(place)


def place_of(sources: Sources, one: SecretCopy) -> Location | None:
    folder = folder_name(one.file.folder).casefold()
    places = sources.facts.group.locations
    return next((each for each in places if folder_name(each.path).casefold() == folder), None)


def _said(sources: Sources, one: SecretCopy) -> str:
    place = place_of(sources, one)
    file = said_file(one.file, host_of(sources.facts, place).name if place else "")
    of = "" if one.backup else "; no event tells which secret it holds"
    return f"Backup: {file}; made {one.made:%Y-%m-%d %H:%M} UTC{of}"
