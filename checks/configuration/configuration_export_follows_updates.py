"""The exported configuration is newer than the last update of BizTalk Server.

Why it matters
--------------
A cumulative update can bring new questions to the configuration. An export from before it still
works in most cases, so this asks for a look rather than for haste.

What is read
------------
The day of installation of every update of BizTalk Server in the list of installed programs (the
registry keys below Uninstall that are named after a KB number), on each BizTalk server, and the
time of its newest export that is kept off it. The day is the host's own and has no zone.

How to fix
----------
Export the configuration again after an update, or compare the old file with what the configuration
tool shows, and confirm that nothing is missing.

Reference: How to Back Up The BizTalk Server Configuration, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-biztalk-server-configuration
"""

from datetime import date

from checks.configuration.exports import NEEDS, best_export, export_it, none_kept, told
from checks.servers import the_biztalk_servers
from scanner.facts.configuration import InstalledUpdate
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.calendar_day import begins, is_over


@check(
    id="CE04",
    title="The exported configuration is newer than the last update",
    rows=("B08", "R08"),
    severity=Severity.LOW,
    needs=(*NEEDS, InstalledUpdate),
    subjects=the_biztalk_servers,
)
def configuration_export_follows_updates(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    server = subject.about
    updates = facts.rows(InstalledUpdate, server)
    kept = best_export(facts, server)
    if kept is None:
        return none_kept(server)
    last = max(updates, key=lambda one: one.installed or date.min, default=None)
    if last is None:
        sentence = f"{server.name} lists no update of BizTalk Server that {told(kept)} could miss."
        return passes(sentence, kept.file)
    if last.installed and kept.written < begins(last.installed):
        return fails(
            f"{last.name} was installed on {server.name} on {last.installed}, after {told(kept)} "
            "was exported; confirm that the file is still whole.",
            kept.file,
            last,
            fix=export_it(server),
        )
    undated = [one for one in updates if one.installed is None]
    if undated or (last.installed and kept.written <= is_over(last.installed)):
        unknown = undated[0] if undated else last
        return not_checked(
            f"Whether {unknown.name} came before {told(kept)} cannot be told from its day of "
            f"installation ({unknown.installed or 'not given'}).",
            kept.file,
            unknown,
            settle=export_it(server),
        )
    sentence = f"{told(kept)} is newer than {last.name}, installed on {last.installed}."
    return passes(sentence, kept.file, last)
