"""The exported configuration is newer than the last change of the configuration.

Why it matters
--------------
An export from before the group got another database, MessageBox or server brings back what is no
longer true. Microsoft asks for a new export after every change of the configuration.

What is read
------------
The time of the newest export kept off its server, and DateModified of the group, of its
MessageBoxes and of the server itself in the management database. Whether these are UTC or local
time is not documented, so each is taken as a span. The configuration tool's own logs are not looked
at: it writes them when it is merely opened.

How to fix
----------
Export the configuration again on every server and replace the older files.

Reference: How to Back Up The BizTalk Server Configuration, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-biztalk-server-configuration
"""

from checks.configuration.exports import NEEDS, best_export, export_it, none_kept, told
from checks.servers import the_biztalk_servers
from checks.wording import when
from scanner.facts.configuration import ConfigurationChange
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity

OF_ALL = ("group", "message box")


@check(
    id="CE03",
    title="The exported configuration is current",
    rows=("B08", "R08"),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, ConfigurationChange),
    subjects=the_biztalk_servers,
)
def configuration_export_is_current(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    server = subject.about
    changes = [one for one in _changes(facts) if _concerns(one, server, facts)]
    kept = best_export(facts, server)
    if kept is None:
        return none_kept(server)
    newest = max(changes, key=lambda one: one.latest, default=None)
    if newest is None:
        return not_checked(
            f"Nothing tells when the configuration of {server.name} was last changed.",
            kept.file,
            settle=export_it(server),
        )
    facts.age(newest.earliest, facts.management)
    facts.age(kept.written, facts.management)
    what = f"the {newest.kind} {newest.name} was changed on {when(newest.latest)} at the latest"
    if kept.written > newest.latest:
        return passes(f"{told(kept)} is newer than what changed: {what}.", kept.file, newest)
    surely = max(changes, key=lambda one: one.earliest)
    if kept.written < surely.earliest:
        return fails(
            f"{told(kept)} is older than the configuration: the {surely.kind} {surely.name} was "
            f"changed on {when(surely.earliest)} at the earliest.",
            kept.file,
            surely,
            fix=export_it(server),
        )
    return not_checked(
        f"Whether {told(kept)} is newer cannot be told: {what}, UTC or local time.",
        kept.file,
        newest,
        settle=export_it(server),
    )


def _changes(facts: Facts) -> tuple[ConfigurationChange, ...]:
    return facts.rows(ConfigurationChange, facts.management)


def _concerns(change: ConfigurationChange, server: Target, facts: Facts) -> bool:
    is_own = change.kind == "server" and facts.host(change.name) == server
    return is_own or change.kind in OF_ALL
