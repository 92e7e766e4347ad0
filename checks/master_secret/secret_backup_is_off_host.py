"""A backup of the master secret exists on another machine than the secret's own.

Why it matters
--------------
The master secret decrypts every password that BizTalk's ports store in SSODB. When its server is
lost and no backup file is elsewhere, SSODB is unreadable for ever, however good its own backup is:
the group must be configured anew and every password typed in again.

What is read
------------
SSOX_GlobalInfo for the name of the master secret server; its events 10559 (secret backed up) and
10525 (secret generated) with the file's name, size and time of that file where it still lies on the
server, and 10564 (a file of a wrong format); and the declared locations that hold master secret
backups. A file on another machine is taken for a copy by name, size and time of writing, or by its
hash where the estate allows reading it. The secret itself and the file's content are never read.

How to fix
----------
Run ssoconfig -backupSecret on the master secret server, copy the file to another site, keep its
password apart from it, and declare the folder under `locations` with `holds: [master_secret]`.

Reference: How to Back Up the Master Secret, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-master-secret
"""

from checks.master_secret.secret import NEEDS, back_up, horizon, the_secret_server
from checks.wording import count, listed, when
from scanner.facts.backup_files import StoredFile
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.master_secret import (
    RESTORED,
    WRONG_FORMAT,
    LoggedBackup,
    SecretCopy,
    copies,
    elsewhere,
    kept_files,
    logged_backups,
    namesakes,
    newest_backup,
    secret_events,
    secret_log,
)


@check(
    id="MS01",
    title="A backup of the master secret is off its server",
    rows=("B07", "B09", "R03", "R06"),
    severity=Severity.CRITICAL,
    needs=NEEDS,
    subjects=the_secret_server,
)
def secret_backup_is_off_host(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    server = subject.about
    places = elsewhere(facts, server)
    if not places:
        return fails(
            f"The estate declares no place outside {server.name} where its master secret's backup "
            "is kept, so nobody can say where a copy is.",
            fix=f"{back_up(server)} Declare that folder under locations in the estate.",
        )
    backups = logged_backups(secret_events(facts, server))
    kept = copies(facts, server, backups)
    if kept and (wrong := _refused(kept[0], facts, server)):
        return wrong
    if kept:
        events = (kept[0].backup.event,) if kept[0].backup else ()
        sentence = (
            f"{kept[0].file.path}, {kept[0].file.size} bytes, holds the backup of {server.name}'s "
            f"master secret made on {when(kept[0].made)}."
        )
        return passes(sentence, kept[0].file, *events)
    where = listed(one.path for one in places)
    newest = newest_backup(backups)
    if newest and (alike := namesakes(facts, server, newest)):
        return _of_another_time(newest, alike, server)
    if newest:
        return fails(
            f"{where} holds no copy of {newest.file}, the master secret's backup that "
            f"{server.name} logged on {when(newest.event.written)}.",
            newest.event,
            fix=f"Copy {newest.file} from {server.name} to {where}.",
        )
    return _unknown_backup(subject, facts, where)


def _refused(copy: SecretCopy, facts: Facts, server: Target) -> Verdict | None:
    """Somebody tried to restore from a file that is no backup; the event does not name it."""
    events = secret_events(facts, server)
    wrong = [one for one in events if one.event_id == WRONG_FORMAT and one.written > copy.made]
    last = max(wrong, key=lambda one: one.written, default=None)
    restored = (one.written for one in events if one.event_id == RESTORED)
    if last is None or any(one > last.written for one in restored):
        return None
    return not_checked(
        f"On {when(last.written)}, {server.name} refused a file as no backup of a master secret "
        f"(event {WRONG_FORMAT}); whether it was {copy.file.path}, the event does not tell.",
        last,
        copy.file,
        settle=back_up(server),
    )


def _of_another_time(
    newest: LoggedBackup, alike: tuple[StoredFile, ...], server: Target
) -> Verdict:
    """The time is what tells a copy from a later file of the same name."""
    first = alike[0]
    written = when(first.written) if first.written else "at a time that is not known"
    return not_checked(
        f"{first.path} has the name of the master secret's backup that {server.name} logged on "
        f"{when(newest.event.written)}, but was written on {written}.",
        newest.event,
        *alike,
        settle=(
            f"Copy {newest.file} from {server.name} again in a way that keeps its time, such as "
            "robocopy; or set hash_allowed on both locations in the estate."
        ),
    )


def _unknown_backup(subject: Subject[Target], facts: Facts, where: str) -> Verdict:
    """No backup was logged: files alone do not tell whether they hold a secret."""
    server = subject.about
    log = secret_log(facts, server)
    files = list(kept_files(facts, elsewhere(facts, server)))
    if not files:
        return fails(
            f"{where} holds no backup of {server.name}'s master secret.", fix=back_up(server)
        )
    return not_checked(
        f"{where} holds {count(len(files), 'file')} that may be a backup of {server.name}'s master "
        f"secret, but no backup is logged and {horizon(log)}.",
        log,
        *files,
        settle=back_up(server),
    )
