"""The service that keeps IIS's configuration history runs on the BAM portal's host.

Why it matters
--------------
After a mistaken change, the automatic history is the quickest way back: IIS saves its configuration
into inetpub\\history when it changes. Without the service AppHostSvc it does not. The history is on
the same disk and rolls over, so it never replaces a backup.

What is read
------------
The Windows service AppHostSvc of the portal's host: whether it is there, runs, and starts by
itself.

How to fix
----------
Set the service AppHostSvc (Application Host Helper Service) to start automatically, and start it.

Reference: How to Back Up the BAM Portal, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-bam-portal
"""

from checks.bam.portal import NEEDS, Portal, the_portals
from scanner.facts.iis import HistoryService
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity

AUTOMATIC = "auto"


@check(
    id="BP04",
    title="IIS keeps a history of its configuration",
    rows=("B10",),
    severity=Severity.LOW,
    needs=(*NEEDS, HistoryService),
    subjects=the_portals,
)
def configuration_history_is_kept(
    subject: Subject[Portal], facts: Facts, _limits: NoLimits
) -> Verdict:
    host = subject.about.on.name
    service = facts.one(HistoryService, subject.about.on)
    fix = f"On {host}, set the service AppHostSvc to start automatically, and start it."
    if not service.installed:
        return fails(f"{host} has no service AppHostSvc.", service, fix=fix)
    if not service.running:
        return fails(f"The service AppHostSvc on {host} does not run.", service, fix=fix)
    if service.start_mode.casefold() != AUTOMATIC:
        mode = service.start_mode
        sentence = f"The service AppHostSvc on {host} runs, but starts by hand ({mode})."
        return fails(sentence, service, fix=fix)
    return passes(f"The service AppHostSvc on {host} runs and starts by itself.", service)
