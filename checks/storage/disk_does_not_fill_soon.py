"""The disk of the backups will not be full within the next days.

Why it matters
--------------
The job deletes nothing, and a full disk is the most common end of BizTalk's backups: from the day
on which it is full there is no full and no log backup any more. A date known two weeks before
leaves time to order a disk or to repair the clean-up.

What is read
------------
What is free where the newest full set was written; the sizes and times of the files in that folder,
for what came in each day of the last four weeks; and which backups msdb recorded there that are not
there any more, for what was deleted each day. Other things that grow on the same disk are not seen,
nor is a clean-up that keeps files longer than msdb was asked about (35 days).

How to fix
----------
Archive old backups to another place and delete them by age, but never the last complete full sets
with the log sets after them; or give the disk more room.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.storage.disks import each_destination
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.storage import FreeSpace
from scanner.model.check import Facts, check
from scanner.model.duration import say as say_time
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.size import say
from scanner.model.status import Severity
from scanner.recovery.destinations import NEEDS, Destination, room, written_there
from scanner.recovery.growth import DAY, LEAST, Growth, growth
from scanner.recovery.listing import listing

CENTURY = 36_500  # days, beyond which no date is said


@dataclass(frozen=True)
class Limits:
    """`ahead`: how long the disk must last; `measured`: the time over which growth is taken."""

    ahead: timedelta = timedelta(days=14)
    measured: timedelta = timedelta(days=28)


@check(
    id="ST02",
    title="The disk does not fill soon",
    rows=("B04",),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, FreeSpace, RecordedBackup, StoredFile),
    subjects=each_destination,
    limits=Limits,
)
def disk_does_not_fill_soon(subject: Subject[Destination], facts: Facts, limits: Limits) -> Verdict:
    one = subject.about
    left, now = room(facts, one), facts.now(facts.management)
    files = [each for each in listing(facts, one.path, one.on) if not each.is_directory]
    pace = growth(files, written_there(facts, one), now, limits.measured)
    if left.free is None or pace is None:
        return not_checked(
            f"{one.path} holds no files of at least {say_time(LEAST)}: growth cannot be told.",
            left,
            settle="Scan again when backups of some days are there.",
        )
    sentence = f"{one.path} has {say(left.free)} free and {_said(pace)}"
    days = left.free / pace.net if pace.net else CENTURY
    if days >= CENTURY:
        return passes(f"{sentence}: it does not fill up.", left, one.cited)
    date = now + days * DAY
    sentence = f"{sentence}: full on {date:%Y-%m-%d}, in {days:.0f} days."
    if days * DAY >= limits.ahead:
        return passes(sentence, left, one.cited)
    return fails(
        sentence,
        left,
        one.cited,
        fix=f"Make room in {one.path} before {date:%Y-%m-%d}, without deleting the last full sets.",
    )


def _said(pace: Growth) -> str:
    took = f"takes in {say(pace.written)} a day"
    if pace.deleted is None:
        return f"{took}, while nothing that msdb remembers was deleted"
    return f"{took}, while {say(pace.deleted)} a day are deleted"
