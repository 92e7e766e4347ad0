"""SampleUpdateInfo.xml is ready for the destination, the same on every BizTalk server.

Why it matters
--------------
Restored under other server names, the databases still name the lost servers. UpdateDatabase.vbs and
UpdateRegistry.vbs replace the names that this file tells them, on every BizTalk server. Whoever has
to fill it in on that day types under pressure, and forgets sections that are comments by default.

What is read
------------
On each BizTalk server the file in the folder Schema\\Restore of the installation, below Bins32 and
beside it; the first that is prepared counts. Comments do not count. Wanted: no placeholder, no
blanks around a name, one master message box, every database of the group and of the backup job
under the names that BizTalk's own tables hold, those that the estate declares as custom_databases,
those of BAM alerts under their usual names; declared destinations as new servers; the section BAM
where BAM is used. Asked where a restore gives the servers other names: the estate declares
restore: {names: other}, or log shipping destinations. Not with {names: same}.

How to fix
----------
Fill the file in once, with the old names as the group has them and the new ones of the destination,
uncomment the sections of the features in use, and copy it to every BizTalk server.

Reference: How to Configure the Destination System for Log Shipping, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-destination-system-for-log-shipping
"""

from collections.abc import Iterable

from checks.restore.server_names import NEEDS as OF_NAMES
from checks.restore.server_names import servers_to_prepare
from checks.restore.update_info import NEEDS, names_the_rules, problem
from checks.wording import listed
from scanner.facts.restoring import UpdateInfo
from scanner.facts.topology import BizTalkServer
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity


@check(
    id="RD03",
    title="New server names are prepared on every BizTalk server",
    rows=("R01",),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, *OF_NAMES, UpdateInfo),
    subjects=servers_to_prepare,
)
def update_info_is_prepared(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    server = subject.about
    files = facts.rows(UpdateInfo, server)
    mine = _prepared(files, facts)
    if mine is None:
        best = next((one for one in files if one.exists), files[0])
        return fails(
            f"On {server.name}, {best.path} {problem(best, facts)}.",
            best,
            fix=f"Prepare {files[0].path} for the destination, the same on every BizTalk server.",
        )
    others = {one: _prepared(facts.rows(UpdateInfo, one), facts) for one in _others(server, facts)}
    unlike = {
        one: file for one, file in others.items() if file and _content(file) != _content(mine)
    }
    if unlike:
        return fails(
            f"On {server.name}, {mine.path} says other things than on "
            f"{listed(one.name for one in unlike)}.",
            mine,
            *unlike.values(),
            fix="Decide which one is right, and copy it to every BizTalk server.",
        )
    if not names_the_rules(mine, facts):
        return not_checked(
            f"On {server.name}, {mine.path} is prepared, but names no rule engine database in an "
            "element that Microsoft documents.",
            mine,
            settle="Have a person look at the section of the rule engine, and attest it.",
        )
    return passes(
        f"On {server.name}, {mine.path} is prepared: it names every database of the group, and the "
        "servers of the destination.",
        mine,
    )


def _prepared(files: Iterable[UpdateInfo], facts: Facts) -> UpdateInfo | None:
    return next((one for one in files if not problem(one, facts)), None)


def _others(server: Target, facts: Facts) -> list[Target]:
    named = {facts.host(one.name) for one in facts.rows(BizTalkServer, facts.management)}
    return sorted(named - {server})


def _content(file: UpdateInfo) -> object:
    """What it says, in whatever order."""
    return frozenset(file.databases), frozenset(file.bam)
