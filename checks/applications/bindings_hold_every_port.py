"""The exported bindings of an application hold every port that it has today.

Why it matters
--------------
Bindings say where each port gets its messages from and sends them to. A port that the exported
file does not know must be set up from memory after a restore of the application.

What is read
------------
The receive ports, send ports and send port groups of the application in the management database,
and the names of the same in its newest exported bindings file. The file is opened by the host that
keeps it, and only names are read. Files on shares are listed, not opened.

How to fix
----------
Run BTSTask ExportBindings for the application again, into a folder of another Windows host that
the estate declares with `holds: [applications]`.

Reference: Backing Up BizTalk Server Applications, https://learn.microsoft.com/en-us/biztalk/core/backing-up-biztalk-server-applications
"""

from checks.applications.exports import BINDINGS, NEEDS, Application, files_of, the_applications
from checks.wording import count, listed
from scanner.facts.applications import ApplicationPart, ExportedPart
from scanner.facts.backup_files import StoredFile
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.names import folder_name, is_unc
from scanner.model.status import Severity
from scanner.recovery.listing import path_key

PORTS = frozenset({"receive_port", "send_port", "send_port_group"})


@check(
    id="AP03",
    title="Exported bindings hold every port",
    rows=("B11",),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, ExportedPart),
    subjects=the_applications,
)
def bindings_hold_every_port(
    subject: Subject[Application], facts: Facts, _limits: NoLimits
) -> Verdict:
    name, parts = subject.about.name, subject.about.parts
    fix = f"Run BTSTask ExportBindings for {name}, and keep the file on another Windows host."
    files = files_of(subject.about, facts, BINDINGS)
    if not files:
        return fails(f"No declared location holds bindings of {name}.", *parts[:1], fix=fix)
    opened = [one for one in files if not is_unc(one.path)]
    if not opened:
        return not_checked(
            f"{files[-1].path} is on a share: it was listed, not opened.",
            files[-1],
            settle=f"Compare its ports with those of {name}, or keep it on a host (location host).",
        )
    file = opened[-1]
    held = _held(file, facts)
    if not any(one.readable for one in held):
        return fails(f"{file.path} is no readable bindings file.", file, fix=fix)
    names = {(one.kind, one.name) for one in held}
    ports = [one for one in parts if one.kind in PORTS]
    lacking = [one for one in ports if (one.kind, one.name) not in names]
    if lacking:
        said = listed(_said(one) for one in lacking)
        return fails(f"{file.path} does not hold {said} of {name}.", file, *lacking, fix=fix)
    return passes(f"{file.path} holds {count(len(ports), 'port')} of {name}.", file, *ports)


def _said(port: ApplicationPart) -> str:
    return f"{port.kind.replace('_', ' ')} {port.name}"


def _held(file: StoredFile, facts: Facts) -> list[ExportedPart]:
    """What the host read of that very file; nothing when it is not among the files opened."""
    wanted = path_key(file.path)
    return [
        one
        for on in _hosts(file, facts)
        for one in facts.rows(ExportedPart, on)
        if path_key(one.file) == wanted
    ]


def _hosts(file: StoredFile, facts: Facts) -> list[Target]:
    folder = folder_name(file.folder).casefold()
    declared = (one for one in facts.group.locations if one.host)
    mine = (one for one in declared if folder_name(one.path).casefold() == folder)
    return list(dict.fromkeys(facts.host(one.host) for one in mine))
