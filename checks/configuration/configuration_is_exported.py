"""The configuration of each server is exported, and kept on another machine.

Why it matters
--------------
A replacement for a lost BizTalk server or master secret server is configured from the exported
file. The settings belong to one computer, so each needs its own file; one that lies on the lost
machine is lost with it.

What is read
------------
adm_Server, the master secret server's name and the hosts declared with the role `master_secret` for
the servers, and the names, sizes and times of XML files in the declared locations. Which file is
whose is told by the location's `naming`, else by the server's name as a word of the file's path:
the content may not say.

How to fix
----------
On each server, open BizTalk Server Configuration, choose Export Configuration and name the file
after the server. Copy it to another machine and declare the folder under `locations` with
`holds: [configuration]`. There is no command for it: Configuration.exe only applies files.

Reference: How to Back Up The BizTalk Server Configuration, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-biztalk-server-configuration
"""

from checks.configuration.exports import (
    NEEDS,
    export_it,
    none_kept,
    the_configured_servers,
    told,
)
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.configuration import kept_exports, places


@check(
    id="CE01",
    title="The configuration of each server is exported, off its host",
    rows=("B08", "R08"),
    severity=Severity.HIGH,
    needs=NEEDS,
    subjects=the_configured_servers,
)
def configuration_is_exported(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    server = subject.about
    if not places(facts):
        return fails(
            f"The estate declares no place where {server.name}'s exported configuration is kept.",
            fix=f"{export_it(server)} Declare that folder under locations in the estate.",
        )
    kept = kept_exports(facts, server.name)
    if not kept:
        return none_kept(server)
    elsewhere = [one for one in kept if one.keeper != server]
    if not elsewhere:
        return fails(
            f"The only export of {server.name}'s configuration, {told(kept[0])}, lies on "
            f"{server.name} itself.",
            kept[0].file,
            fix=f"Copy {kept[0].file.path} to a declared location on another machine.",
        )
    newest = elsewhere[0]
    sentence = f"{newest.keeper.name} keeps {told(newest)}, {newest.file.size} bytes."
    return passes(sentence, newest.file)
