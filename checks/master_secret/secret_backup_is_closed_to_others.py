"""The backups of the master secret are open to no group that holds everybody.

Why it matters
--------------
The master secret decrypts every password that BizTalk's ports store. Its backup is protected by a
password alone, and the hint to that password can be read without it. Who can copy the file can try
passwords in peace; who can change the folder can delete what the restore needs.

What is read
------------
For the declared locations that hold master secret backups: the access control lists of the folder
and of the files in it that may be the secret's, by SID. A share's folders are read on its server,
where that is declared as a host; the rights of the share itself are not read. Everyone,
Authenticated Users, Users, Domain Users and the like must neither read nor change them. Members of
other groups are not known.

How to fix
----------
Remove these groups from the permissions of the folder, after having stopped it from inheriting
them, and leave it to the SSO administrators and those who restore.

Reference: SSO Security Recommendations, https://learn.microsoft.com/en-us/biztalk/core/sso-security-recommendations
"""

from collections.abc import Iterable

from checks.master_secret.open_rights import open_to
from checks.wording import count, listed
from scanner.facts.secret_rights import SecretPath
from scanner.model.check import Facts, MissingEvidence, NoLimits, check
from scanner.model.estate import Artefact, Location
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.names import folder_name
from scanner.model.status import Severity
from scanner.recovery.listing import host_of
from scanner.recovery.master_secret import LARGEST

CITED = 20


def _places(facts: Facts) -> Iterable[Subject[Location]] | Verdict:
    found = [one for one in facts.group.locations if Artefact.SECRET_BACKUP in one.holds]
    if not found:
        return not_checked(
            "The estate declares no place where the master secret's backup is kept.",
            settle="Declare the folder under locations with holds: [master_secret].",
        )
    named = {f"{one.host}/{one.path}" if one.host else one.path: one for one in found}
    return [Subject(name, one, host_of(facts, one)) for name, one in named.items()]


@check(
    id="MS08",
    title="The backups of the master secret are closed to others",
    rows=("B07", "B09"),
    severity=Severity.MEDIUM,
    needs=(SecretPath,),
    subjects=_places,
)
def secret_backup_is_closed_to_others(
    subject: Subject[Location], facts: Facts, _limits: NoLimits
) -> Verdict:
    place, on = subject.about, host_of(facts, subject.about)
    if on not in facts.targets(SecretPath):
        return not_checked(
            f"Who may open {place.path} was not read: no door leads to the disks of {on.name}.",
            settle=(
                f"Declare {on.name} under hosts with the role files, so that the permissions are "
                "read there; or say in an attestation who has looked at them."
            ),
        )
    root, *rest = _paths(place, on, facts)
    if not root.exists:
        return passes(f"{place.path} is not there, so nobody can open it.", root)
    kept = [one for one in rest if not one.is_directory and 0 < one.size <= LARGEST]
    found = {one: open_to(one.rights) for one in (root, *kept)}
    wide = [one for one, groups in found.items() if groups]
    if not wide:
        files = count(len(kept), "file")
        return passes(f"{place.path} and {files} in it are open to no such group.", root, *kept)
    groups = sorted({name for one in wide for name in found[one]})
    verb = "change" if any(any(found[one].values()) for one in wide) else "read"
    return fails(
        f"{listed(groups)} may {verb} {listed(one.path for one in wide)} on {on.name}.",
        *wide[:CITED],
        fix=f"Remove {listed(groups)} from the permissions of {wide[0].path} on {on.name}.",
    )


def _paths(place: Location, on: Target, facts: Facts) -> list[SecretPath]:
    """A share that its server does not have was not looked at, which is no verdict."""
    wanted = folder_name(place.path).casefold()
    rows = facts.rows(SecretPath, on)
    found = [one for one in rows if folder_name(one.place).casefold() == wanted]
    if not found:
        gap = Gap(GapReason.UNPARSABLE, f"{on.name} told of no folder behind {place.path}")
        raise MissingEvidence(gap, f"{on.id}/secret_rights")
    return found
