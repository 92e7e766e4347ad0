"""A replacement gets into its group again: Single Sign-On, master secret, group, configuration.

Reference: https://learn.microsoft.com/en-us/biztalk/core/recovering-a-computer-running-biztalk-server
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from scanner.facts.configuration import ConfigurationExport
from scanner.facts.master_secret import SsoService
from scanner.facts.topology import DatabaseRef, OtherBackupDatabase
from scanner.model.runbook import Action, Step
from scanner.recovery.configuration import KeptExport, kept_exports
from scanner.recovery.listing import path_key
from scanner.recovery.master_secret import SSO_ROLE
from scanner.recovery.phrases import listed
from scanner.runbook.replacement import Editions, Replacement
from scanner.runbook.rights import LEARN, LOCAL_ADMIN, SSO_ADMIN
from scanner.runbook.secret_steps import SecretSteps
from scanner.runbook.sources import Answer
from scanner.runbook.survivors import said_file

RESTORE_SCRIPT = "RG02"
SCRIPT = "RestoreConfig.vbe"
PROMPT = r"C:\Windows\SysWOW64\cmd.exe"


@dataclass(frozen=True)
class JoinSteps:
    replacement: Replacement

    def steps(self) -> Iterator[Step]:
        one = self.replacement
        yield self.single_sign_on()
        yield from SecretSteps(one.sources, one.careful, bool(one.renames)).steps()
        yield self.group()
        yield self.configuration()

    def single_sign_on(self) -> Step:
        sources = self.replacement.sources
        others = sources.rows("Where SSODB is", OtherBackupDatabase, sources.facts.management)
        sso = [one.database for one in others.value if one.role.upper() == SSO_ROLE]
        accounts = self._accounts()
        return Step(
            title="Join Enterprise Single Sign-On",
            row="R06",
            who=SSO_ADMIN,
            where=self.replacement.where,
            actions=(
                Action("BizTalk Server Configuration > Enterprise SSO > Enable Enterprise Single "
                       "Sign-On on this computer > Join an existing SSO system."),
                Action("Type server and name of SSODB, then account and password of the service as "
                       "it ran before; Apply Configuration."),
            ),
            expected="The service ENTSSO runs; that no secret was retrieved yet is only a warning.",
            evidence=(*(self._place(one) for one in sso), *accounts.value),
            missing=(*others.missing, *accounts.missing),
            checks=("CE06", "PE07", "PE10"),
            reference=LEARN + "how-to-recover-enterprise-single-sign-on",
        )  # fmt: skip

    def _place(self, one: DatabaseRef) -> str:
        new = self.replacement.renames.get(self.replacement.sources.facts.sql(one.server).name)
        return f"{one.name}, which was on {one.server}, is now on {new}" if new else (
            f"{one.name} is on {one.server}"
        )  # fmt: skip

    def _accounts(self) -> Answer[tuple[str, ...]]:
        """As the machines tell that were asked; the account is the same in a whole system."""
        sources = self.replacement.sources
        said: list[str] = []
        missing: tuple[str, ...] = ()
        for on in sources.facts.targets(SsoService):
            found = sources.rows(f"The account of ENTSSO on {on.name}", SsoService, on)
            missing += found.missing
            known = (one.account for one in found.value if one.account)
            said += [f"The service ran as {one} on {on.name}" for one in known]
        return Answer(tuple(said), () if said else missing)

    def group(self) -> Step:
        editions = self.replacement.editions()
        one = self.replacement
        scripts = one.careful.relied_on(one.sources.passing(RESTORE_SCRIPT))
        return Step(
            title="Join the BizTalk group",
            row="R07",
            who=LOCAL_ADMIN,
            where=one.where,
            actions=tuple(self._ways(editions)),
            expected="The group's hosts and applications show in BizTalk Server Administration.",
            evidence=(f"The management database is {one.management}", *scripts.value),
            missing=(*editions.missing, *scripts.missing),
            checks=("RG01", RESTORE_SCRIPT, "RG03"),
            reference=LEARN + "how-to-recover-the-biztalk-group",
        )

    def _ways(self, editions: Editions) -> Iterator[Action]:
        standard = editions.may_be_standard
        others = [one for one in self.replacement.servers if one not in editions.standard]
        doubt = "" if editions.standard else ", if it is Standard Edition"
        if others or not standard:
            only = f"On {listed(others)}, unless it is Standard Edition: " if standard else ""
            yield Action(
                f"{only}BizTalk Server Configuration > Group > Join an existing BizTalk Group > "
                f"{self.replacement.management} > Apply Configuration."
            )
        if standard:
            yield Action(
                f"On {listed(standard)}{doubt}: see that the computer has the name of the lost "
                "one, or change that name in a copy of its exported configuration."
            )
            yield Action(f"Then in the 32-bit command prompt, {PROMPT}:",
                         f"{SCRIPT} <full path of the exported configuration>")  # fmt: skip

    def configuration(self) -> Step:
        evidence: list[str] = []
        missing: list[str] = []
        for server in self.replacement.servers:
            found = self._export(server)
            evidence += found.value
            missing += found.missing
        return Step(
            title="Import the configuration",
            row="R08",
            who=LOCAL_ADMIN,
            where=self.replacement.where,
            actions=(
                Action("Make a copy of the server's own export and type the passwords of all "
                       "service accounts into the copy."),
                *self._new_names(),
                Action("BizTalk Server Configuration > Import Configuration; where a feature shows "
                       "an error, correct it; Apply Configuration."),
                Action("Delete the copy: it holds passwords."),
            ),
            expected="Every feature that was configured before shows as configured.",
            evidence=tuple(evidence),
            missing=tuple(missing),
            checks=("CE01", "CE02", "CE03", "CE04", "CE05"),
            reference=LEARN + "how-to-recover-the-biztalk-server-configuration",
        )  # fmt: skip

    def _new_names(self) -> Iterator[Action]:
        """Exports name the servers of databases; UpdateRegistry.vbs does not change a file."""
        if self.replacement.renames:
            pairs = sorted(self.replacement.renames.items())
            said = listed([f"{old} becomes {new}" for old, new in pairs])
            yield Action(f"The export names the old SQL Servers. In the copy {said}.")

    def _export(self, server: str) -> Answer[tuple[str, ...]]:
        """The newest that outlives the server, with the accounts that it asks passwords for."""
        sources, survivors = self.replacement.sources, self.replacement.without(server)
        none: tuple[KeptExport, ...] = ()
        read = partial(kept_exports, sources.facts, server)
        kept = sources.ask(f"Configuration exports of {server}", read, none)
        usable = [one for one in kept.value if survivors.keeps(one.location)]
        if not usable:
            lacking = (f"A configuration export of {server} on a machine that survives",)
            return Answer((), kept.missing or lacking)
        newest = usable[0]
        said = f"{server}: {said_file(newest.file, newest.keeper.name)}"
        return Answer((said, *self._asked(server, newest)))

    def _asked(self, server: str, kept: KeptExport) -> Iterator[str]:
        sources = self.replacement.sources
        what = f"The content of {kept.file.path}"
        exports = sources.rows(what, ConfigurationExport, kept.keeper).value
        wanted = path_key(kept.file.path)
        content = next((one for one in exports if path_key(one.path) == wanted), None)
        accounts = sorted({one.account for one in content.accounts}) if content else []
        if accounts:
            yield f"{server}: its export asks for the password of {listed(accounts)}"
