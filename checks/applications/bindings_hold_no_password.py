"""No exported bindings hold a password.

Why it matters
--------------
BTSTask masks the passwords of ports when it exports them. Microsoft's documents ask to type them
into the file before it is imported, and deployment scripts fill them in. Such a file, left in a
folder, gives away the systems that BizTalk talks to.

What is read
------------
Of the exported XML files in each declared folder of a host: whether the adapter settings of a send
port or receive location hold an element whose name ends in 'password' with a text that is neither
empty nor asterisks. The host says yes or no and names the port; what is written there never leaves
it. Passwords under other names are not recognised, nor those in addresses. Of folders on shares
there is only a listing.

How to fix
----------
Export the bindings again, or mask the passwords in the file; and change them: whoever could read
the folder may know them.

Reference: Configuration Properties for Integrated BizTalk Adapters, https://learn.microsoft.com/en-us/biztalk/core/configuration-properties-for-integrated-biztalk-adapters
"""

from collections.abc import Iterable

from checks.applications.exports import BINDINGS, is_xml
from checks.applications.opened import opened
from checks.wording import count, listed
from scanner.facts.applications import ExportedPart
from scanner.facts.backup_files import StoredFile
from scanner.model.check import Facts, NoLimits, check
from scanner.model.estate import Artefact, Location
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.listing import host_of, listing

CITED = 20
OF_BINDINGS = frozenset({Artefact.APPLICATIONS, Artefact.GROUP_BINDINGS})


def _places(facts: Facts) -> Iterable[Subject[Location]] | Verdict:
    found = [one for one in facts.group.locations if OF_BINDINGS & {*one.holds}]
    if not found:
        return not_checked(
            "The estate declares no place where exported bindings are kept.",
            settle="Declare the folder under locations with holds: [applications].",
        )
    return [Subject(_name(one), one, host_of(facts, one)) for one in dict.fromkeys(found)]


def _name(place: Location) -> str:
    return f"{place.host}/{place.path}" if place.host else place.path


@check(
    id="AP05",
    title="No exported bindings hold a password",
    rows=("B11",),
    severity=Severity.HIGH,
    needs=(ExportedPart, StoredFile),
    subjects=_places,
)
def bindings_hold_no_password(
    subject: Subject[Location], facts: Facts, _limits: NoLimits
) -> Verdict:
    place = subject.about
    root, *found = listing(facts, place.path, facts.host(place.host) if place.host else None)
    files = [one for one in found if is_xml(one)]
    if not files:
        return passes(f"{place.path} holds no file of bindings ({BINDINGS}).", root)
    if not place.host:
        return not_checked(
            f"{place.path} holds {count(len(files), 'XML file')}, but a share can only be listed.",
            root,
            settle="Declare the folder with its host and drive path, or have a person look.",
        )
    read = opened(files, facts)
    revealed = [part for one in read.values() for part in one.parts if part.kind == "password"]
    if revealed:
        ports = listed(sorted({one.name for one in revealed}))
        where = listed(sorted({one.file for one in revealed}))
        return fails(
            f"{where} shows the password of {ports}.",
            *revealed[:CITED],
            fix="Mask the passwords in the file, and change them.",
        )
    unread = [file for file, one in read.items() if not one.is_xml]
    if unread:
        return not_checked(
            f"{count(len(unread), 'XML file')} in {place.path} could not be looked into.",
            *unread[:CITED],
            settle="Remove files that are no well-formed XML, and exports that nobody needs.",
        )
    return passes(f"{place.path}: {count(len(files), 'XML file')}, no password to be seen.", root)
