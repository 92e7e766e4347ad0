"""An application's package is newer than the application's last change.

Why it matters
--------------
A package from before the last deployment brings back the state of that time: ports, schemas and
assemblies of later versions are missing, and bindings no longer fit.

What is read
------------
DateModified of the application's ports and assemblies, and the time of writing of its newest
package in the declared locations. It is a hint, no proof: for most of these tables no document
says whether the time is UTC or local, nor which operations change it. So a time counts as UTC and
as the server's local time alike, with an hour for daylight saving.

How to fix
----------
If the application was changed, export it anew with BTSTask ExportApp and BTSTask ExportBindings.
If not, say so in an attestation or a waiver.

Reference: Backing Up BizTalk Server Applications, https://learn.microsoft.com/en-us/biztalk/core/backing-up-biztalk-server-applications
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from checks.applications.exports import NEEDS, PACKAGE, Application, files_of, the_applications
from checks.wording import when
from scanner.facts.applications import ApplicationPart
from scanner.facts.instances import Instance
from scanner.model.check import Facts, check
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity


@dataclass(frozen=True)
class Limits:
    """What daylight saving may make of a local time."""

    tolerance: timedelta = timedelta(hours=1)


@check(
    id="AP02",
    title="Exported packages are newer than their applications",
    rows=("B11",),
    severity=Severity.LOW,
    needs=(*NEEDS, Instance),
    subjects=the_applications,
    limits=Limits,
)
def export_is_newer_than_application(
    subject: Subject[Application], facts: Facts, limits: Limits
) -> Verdict:
    name = subject.about.name
    newest = files_of(subject.about, facts, PACKAGE)[-1:]
    if not newest or newest[0].written is None:
        return fails(
            f"There is no package of {name} in a declared location outside the BizTalk servers.",
            fix=f"Run BTSTask ExportApp for {name}.",
        )
    package, written = newest[0], newest[0].written
    changed = _last_changed(subject.about.parts)
    if changed is None or changed.modified is None:
        return not_checked(
            f"Nothing in {name} tells when it was changed.",
            package,
            settle=f"Compare {package.path} with what is deployed.",
        )
    first, last = _span(changed.modified, facts, limits)
    told = f"{package.path} was written {when(written)}"
    what = f"{changed.kind.replace('_', ' ')} {changed.name} of {name}"
    if written < first:
        sentence = f"{told}; {what} was changed {when(first)} or later."
        return fails(sentence, package, changed, fix=f"Export {name} anew if it really changed.")
    if written < last:
        return not_checked(
            f"{told}; {what} was changed between {when(first)} and {when(last)}, "
            "as its time is UTC or local.",
            package,
            changed,
            settle=f"Export {name} anew, or compare the package with what is deployed.",
        )
    return passes(f"{told}, after the last change of {name}.", package, changed)


def _last_changed(parts: tuple[ApplicationPart, ...]) -> ApplicationPart | None:
    dated = [(one.modified, one.name, one) for one in parts if one.modified]
    return max(dated, key=lambda pair: pair[:2])[2] if dated else None


def _span(stored: datetime, facts: Facts, limits: Limits) -> tuple[datetime, datetime]:
    offset = facts.one(Instance, facts.management).offset
    either = (stored, stored - offset)
    return min(either) - limits.tolerance, max(either) + limits.tolerance
