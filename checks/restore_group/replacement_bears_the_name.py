"""For Standard Edition, it is settled which name a replacement computer bears.

Why it matters
--------------
The exported configuration holds the name of the failed computer, and RestoreConfig.vbe works only
on a computer of that name. Otherwise somebody must change the name in the file first. Who does not
know that loses hours.

What is read
------------
ProductEdition in the registry of every BizTalk server. Which name a machine will bear that does not
exist yet, and who would edit the file, a person knows; so a machine neither passes nor fails this.

How to fix
----------
Write down in the restore plan that the replacement is given the same name, or who changes it in the
exported configuration, and attest it.

Reference: How to Recover the BizTalk Group, https://learn.microsoft.com/en-us/biztalk/core/how-to-recover-the-biztalk-group
"""

from checks.restore_group.edition import other_edition
from checks.servers import the_biztalk_servers
from scanner.facts.machines import BizTalkInstallation
from scanner.facts.topology import BizTalkServer
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, not_checked
from scanner.model.status import Severity


@check(
    id="RG03",
    title="The replacement's name is settled",
    rows=("R07",),
    severity=Severity.MEDIUM,
    needs=(BizTalkInstallation, BizTalkServer),
    subjects=the_biztalk_servers,
)
def replacement_bears_the_name(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    server = subject.about
    if other := other_edition(server, facts):
        return other
    return not_checked(
        f"{server.name} runs Standard Edition: its configuration is restored on a computer of the "
        "same name only, or after the name was changed in the exported file.",
        facts.one(BizTalkInstallation, server),
        settle=f"Attest that the replacement will be named {server.name}, or who edits the file.",
    )
