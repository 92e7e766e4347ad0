"""No exported configuration holds a password.

Why it matters
--------------
The tool exports no passwords. Microsoft's own instructions for a restore ask to type them into the
file, and scripts that install BizTalk fill them in. Such a file, left in a share, gives away the
service accounts and with them every system that BizTalk talks to.

What is read
------------
Of the newest XML files in each declared folder of a host: whether the password of a service, an
account or a database, or a hidden value, is filled in. The host says yes or no; what is written
there never leaves it. Of folders on shares there is only a listing, so nothing is known of them.

How to fix
----------
Empty the passwords in the file, and change them: whoever could read the folder may know them.

Reference: How to Recover the BizTalk Server Configuration, https://learn.microsoft.com/en-us/biztalk/core/how-to-recover-the-biztalk-server-configuration
"""

from collections.abc import Iterable, Iterator

from checks.wording import count, listed
from scanner.facts.backup_files import StoredFile
from scanner.facts.configuration import ConfigurationExport
from scanner.model.check import Facts, NoLimits, check
from scanner.model.estate import Location
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.names import folder_name
from scanner.model.status import Severity
from scanner.recovery.configuration import place_files, places, xml_files
from scanner.recovery.listing import host_of

CITED = 20


def _places(facts: Facts) -> Iterable[Subject[Location]] | Verdict:
    found = places(facts)
    if not found:
        return not_checked(
            "The estate declares no place where exported configurations are kept.",
            settle="Declare the folder under locations with holds: [configuration].",
        )
    return list(_subjects(facts, found))


def _subjects(facts: Facts, found: Iterable[Location]) -> Iterator[Subject[Location]]:
    for one in dict.fromkeys(found):
        name = f"{one.host}/{one.path}" if one.host else one.path
        target: Target = host_of(facts, one) if one.host else facts.folder(one.path)
        yield Subject(name, one, target)


@check(
    id="CE05",
    title="No exported configuration holds a password",
    rows=("B08", "R08"),
    severity=Severity.HIGH,
    needs=(ConfigurationExport, StoredFile),
    subjects=_places,
)
def configuration_export_holds_no_password(
    subject: Subject[Location], facts: Facts, _limits: NoLimits
) -> Verdict:
    place = subject.about
    root, *_ = place_files(facts, place)
    if not root.exists:
        missing = f"{place.path} is not there, though the estate says it keeps exports."
        return fails(missing, root, fix="Correct the location in the estate.")
    files = list(xml_files(facts, place))
    if not place.host:
        return not_checked(
            f"{place.path} holds {count(len(files), 'XML file')}, but a share can only be listed.",
            root,
            settle=(
                "Declare the folder with its host and drive path, so that the host can say whether "
                "a password is filled in, or have a person look."
            ),
        )
    wanted = folder_name(place.path).casefold()
    content = facts.rows(ConfigurationExport, facts.host(place.host))
    exports = [one for one in content if folder_name(one.folder).casefold() == wanted]
    filled = [one for one in exports if one.secrets]
    if filled:
        return fails(
            f"{count(len(filled), 'file')} in {place.path} with a password filled in: "
            f"{listed(one.path for one in filled)} ({listed(filled[0].secrets)}).",
            *filled[:CITED],
            fix="Empty the passwords in these files, and change them.",
        )
    return _none_found(place, root, files, exports)


def _none_found(
    place: Location,
    root: StoredFile,
    files: list[StoredFile],
    exports: list[ConfigurationExport],
) -> Verdict:
    """A file that was not read, or could not be, may hold one."""
    unread = len(files) - sum(one.well_formed for one in exports)
    if unread > 0:
        return not_checked(
            f"{count(unread, 'XML file')} in {place.path} could not be looked into.",
            root,
            settle="Remove files that are no well-formed XML, and exports that nobody needs.",
        )
    sentence = f"{place.path}: {count(len(exports), 'XML file')}, none with a password filled in."
    return passes(sentence, root, *exports[:CITED])
