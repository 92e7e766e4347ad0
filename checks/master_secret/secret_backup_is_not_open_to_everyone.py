"""The backup of the master secret is not open to everyone.

Why it matters
--------------
Whoever holds that file, its password and a copy of SSODB reads every password that the ports of the
group use. The password of the file is all that is left where its folder is open, and it can be
tried at leisure. Who can delete the file takes away the only way to read SSODB after a loss.

What is read
------------
The rights of the file system, by security identifier, on the declared locations that hold master
secret backups. Everyone, Authenticated Users, Users, Guests, Network, Anonymous Logon, Domain Users
and Domain Guests may neither read nor change them. The rights of a share can only narrow these, and
are not read. No file is opened.

How to fix
----------
In the folder's properties, page Security, end the inheritance and leave the administrators of
Single Sign-On and the account of btsready (list folder, read permissions).

Reference: How to Back Up the Master Secret, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-master-secret
"""

from collections.abc import Iterable

from checks.permissions.openness import judged, rights_on
from scanner.facts.folder_rights import FolderRights
from scanner.model.check import Facts, NoLimits, check
from scanner.model.estate import Artefact, Location
from scanner.model.finding import Subject, Verdict, not_checked
from scanner.model.status import Severity


def _places(facts: Facts) -> Iterable[Subject[Location]] | Verdict:
    found = [one for one in facts.group.locations if Artefact.SECRET_BACKUP in one.holds]
    if not found:
        return not_checked(
            "The estate declares no place where the master secret's backup is kept.",
            settle="Declare the folder under locations with holds: [master_secret].",
        )
    named = {f"{one.host}/{one.path}" if one.host else one.path: one for one in found}
    return [Subject(name, one) for name, one in named.items()]


@check(
    id="MS08",
    title="The backup of the master secret is not open to everyone",
    rows=("B07", "B09"),
    severity=Severity.HIGH,
    needs=(FolderRights,),
    subjects=_places,
)
def secret_backup_is_not_open_to_everyone(
    subject: Subject[Location], facts: Facts, _limits: NoLimits
) -> Verdict:
    place = subject.about
    on = facts.host(place.host) if place.host else None
    found = rights_on(facts, place.path, on)
    return judged(found, "the backup of the master secret", subject.name)
