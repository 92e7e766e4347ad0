"""Bindings, parties and settings of the whole group are exported, on another machine.

Why it matters
--------------
An application's package holds neither the group's parties nor the settings of the group, its hosts
and host instances. Where the management database cannot be restored, or a new group must be set
up beside the old one, these come from an export or from memory.

What is read
------------
The XML files in the locations that hold `group_bindings`, `parties` or `group_settings` and lie on
no BizTalk server. Bindings are compared by name with all the ports, receive locations and
orchestrations that the applications have today. Parties are asked for when bts_party counts any;
BTSTask exports them with a group's bindings, too. Of settings there must be a well-formed file: how
old they may be, no date in the databases tells. Files on shares are listed, not opened.

How to fix
----------
Run BTSTask ExportBindings with /GroupLevel, BTSTask ExportParties (BizTalk Server 2016 and later)
and BTSTask ExportSettings after each change, into a folder of another Windows host that the estate
declares.

Reference: How to Export Bindings for a BizTalk Group, https://learn.microsoft.com/en-us/biztalk/core/how-to-export-bindings-for-a-biztalk-group
"""

from collections.abc import Iterable

from checks.applications.exports import BOUND, NEEDS, is_xml, kept, places
from checks.applications.opened import Opened, opened
from checks.wording import count, listed
from scanner.facts.applications import ApplicationPart, ExportedPart, Parties
from scanner.facts.backup_files import StoredFile
from scanner.model.check import Facts, NoLimits, check
from scanner.model.estate import Artefact
from scanner.model.finding import Subject, Verdict, fails, not_applicable, not_checked, passes
from scanner.model.status import Severity

COMMANDS = {
    Artefact.GROUP_BINDINGS: "BTSTask ExportBindings /GroupLevel",
    Artefact.PARTIES: "BTSTask ExportParties",
    Artefact.GROUP_SETTINGS: "BTSTask ExportSettings",
}
NAMES = {
    Artefact.GROUP_BINDINGS: "bindings",
    Artefact.PARTIES: "parties",
    Artefact.GROUP_SETTINGS: "settings",
}


def _the_exports(_facts: Facts) -> Iterable[Subject[Artefact]]:
    return [Subject(name, artefact) for artefact, name in NAMES.items()]


@check(
    id="AP04",
    title="Bindings, parties and settings of the group are exported",
    rows=("B11",),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, ExportedPart, Parties),
    subjects=_the_exports,
)
def group_is_exported(subject: Subject[Artefact], facts: Facts, _limits: NoLimits) -> Verdict:
    artefact, asked = subject.about, [subject.about]
    if artefact is Artefact.PARTIES:
        known = facts.one(Parties, facts.management)
        if not known.number:
            return not_applicable("The group has no parties.", known)
        asked.append(Artefact.GROUP_BINDINGS)
    where = listed(one.path for one in places(facts, *asked))
    fix = f"Run {COMMANDS[artefact]} into a declared folder of another machine."
    if not where:
        return fails(
            f"The estate declares no place outside the BizTalk servers for the exported "
            f"{subject.name} of the group.",
            fix=f"{fix} Declare it with holds: [{artefact.value}].",
        )
    files = [one for one in kept(facts, *asked) if is_xml(one)]
    if not files:
        return fails(f"{where} holds no exported {subject.name} of the group.", fix=fix)
    read = opened(files, facts)
    if artefact is Artefact.GROUP_BINDINGS:
        return _bindings(files, read, facts, fix)
    return _there(subject.name, files, read, fix)


def _bindings(
    files: list[StoredFile], read: dict[StoredFile, Opened], facts: Facts, fix: str
) -> Verdict:
    if not read:
        return not_checked(
            f"{files[-1].path} is on a share: it was listed, not opened.",
            files[-1],
            settle="Keep it in a folder of a host (location host), or have a person look into it.",
        )
    found = [file for file, one in read.items() if one.is_bindings]
    if not found:
        return fails(f"{list(read)[-1].path} is no readable bindings file.", *read, fix=fix)
    newest = found[-1]
    live = [one for one in facts.rows(ApplicationPart, facts.management) if _is_bound(one)]
    lacking = [one for one in live if (one.kind, one.name) not in read[newest].names]
    if lacking:
        some = listed(f"{one.name} of {one.application}" for one in lacking)
        return fails(f"{newest.path} does not hold {some}.", newest, *lacking, fix=fix)
    what = count(len(live), "port, location or orchestration")
    return passes(f"{newest.path} holds all that is bound in the group: {what}.", newest)


def _is_bound(part: ApplicationPart) -> bool:
    return part.kind in BOUND and not part.is_system


def _there(name: str, files: list[StoredFile], read: dict[StoredFile, Opened], fix: str) -> Verdict:
    """A file that a host could not read as XML is none; bindings hold no settings."""
    is_settings = name == NAMES[Artefact.GROUP_SETTINGS]
    sound = [
        file
        for file in files
        if file not in read or (read[file].is_xml and not (is_settings and read[file].is_bindings))
    ]
    if not sound:
        return fails(f"{files[-1].path} is no readable file of {name}.", files[-1], fix=fix)
    return passes(f"{sound[-1].path} holds the {name} of the group.", sound[-1])
