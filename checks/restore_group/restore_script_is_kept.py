"""For Standard Edition, the script RestoreConfig.vbe is kept on another machine.

Why it matters
--------------
A replacement for a server of BizTalk Server Standard Edition takes its place in the group by
RestoreConfig.vbe and the exported configuration. The script does not come with the product: it is a
download, which may no longer be there on the day it is needed.

What is read
------------
ProductEdition in the registry of every BizTalk server. On Standard Edition, a file
RestoreConfig.vbe in the locations that are declared to hold restore_config, by name and size; it is
not opened.

How to fix
----------
Keep RestoreConfig.vbe beside the exported configuration on another machine, and declare the folder
under `locations` with `holds: [restore_config]`.

Reference: How to Recover the BizTalk Group, https://learn.microsoft.com/en-us/biztalk/core/how-to-recover-the-biztalk-group
"""

from checks.restore_group.edition import other_edition
from checks.servers import the_biztalk_servers
from checks.wording import listed
from scanner.facts.backup_files import StoredFile
from scanner.facts.machines import BizTalkInstallation
from scanner.facts.topology import BizTalkServer
from scanner.model.check import Facts, NoLimits, check
from scanner.model.estate import Artefact
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.listing import listing, off_host

SCRIPT = "restoreconfig.vbe"


@check(
    id="RG02",
    title="The restore script of Standard Edition is kept",
    rows=("R07",),
    severity=Severity.HIGH,
    needs=(BizTalkInstallation, BizTalkServer, StoredFile),
    subjects=the_biztalk_servers,
)
def restore_script_is_kept(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    server = subject.about
    if other := other_edition(server, facts):
        return other
    installed = facts.one(BizTalkInstallation, server)
    places = off_host(facts, Artefact.RESTORE_SCRIPT, server)
    if not places:
        return not_checked(
            f"{server.name} runs Standard Edition, and no location of another machine is declared "
            "to hold RestoreConfig.vbe.",
            installed,
            settle="Declare it under locations with holds: [restore_config], or attest where the "
            "script is.",
        )
    kept = [
        file
        for place in places
        for file in listing(facts, place.path, facts.host(place.host) if place.host else None)
        if file.name.casefold() == SCRIPT and file.exists and not file.is_directory and file.size
    ]
    if not kept:
        return fails(
            f"{listed(one.path for one in places)} does not hold RestoreConfig.vbe, which "
            f"{server.name} needs.",
            installed,
            fix="Keep RestoreConfig.vbe there, beside the exported configuration.",
        )
    return passes(f"RestoreConfig.vbe for {server.name} is {kept[0].path}.", kept[0])
