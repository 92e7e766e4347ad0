"""The exported bindings of an application hold every port and orchestration that it has today.

Why it matters
--------------
Bindings say where each port gets its messages from, and which host runs an orchestration. What the
exported file does not know must be set up from memory after a restore of the application; a file
that names an orchestration's assembly of an earlier version is of an earlier deployment.

What is read
------------
The receive ports and locations, send ports, send port groups and orchestrations of the application
in the management database, the latter with name and version of their assembly, and the same names
in its newest exported bindings file. The file is opened by the host that keeps it, and only names
are read. Files on shares are listed, not opened.

How to fix
----------
Run BTSTask ExportBindings for the application again, into a folder of another Windows host that
the estate declares with `holds: [applications]`.

Reference: Backing Up BizTalk Server Applications, https://learn.microsoft.com/en-us/biztalk/core/backing-up-biztalk-server-applications
"""

from checks.applications.exports import (
    BINDINGS,
    BOUND,
    NEEDS,
    Application,
    files_of,
    the_applications,
)
from checks.applications.opened import opened
from checks.wording import listed
from scanner.facts.applications import ApplicationPart, ExportedPart
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity


@check(
    id="AP03",
    title="Exported bindings hold every port and orchestration",
    rows=("B11",),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, ExportedPart),
    subjects=the_applications,
)
def bindings_hold_every_artefact(
    subject: Subject[Application], facts: Facts, _limits: NoLimits
) -> Verdict:
    name, parts = subject.about.name, subject.about.parts
    fix = f"Run BTSTask ExportBindings for {name}, and keep the file on another Windows host."
    files = files_of(subject.about, facts, BINDINGS)
    if not files:
        return fails(f"No declared location holds bindings of {name}.", *parts[:1], fix=fix)
    read = opened(files, facts)
    if not read:
        return not_checked(
            f"{files[-1].path} is on a share: it was listed, not opened.",
            files[-1],
            settle=f"Compare it with {name} as it is, or keep it on a host (location host).",
        )
    file, held = list(read.items())[-1]
    if not held.is_bindings:
        return fails(f"{file.path} is no readable bindings file.", file, fix=fix)
    bound = [one for one in parts if one.kind in BOUND]
    lacking = [one for one in bound if (one.kind, one.name) not in held.names]
    if lacking:
        said = listed(_said(one) for one in lacking)
        return fails(f"{file.path} does not hold {said} of {name}.", file, *lacking, fix=fix)
    held_all = f"{file.path} holds every port and orchestration of {name} ({len(bound)})."
    return passes(held_all, file, *bound)


def _said(part: ApplicationPart) -> str:
    return f"{part.kind.replace('_', ' ')} {part.name}"
