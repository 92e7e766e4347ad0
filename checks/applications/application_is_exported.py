"""Each application has its package and its bindings on another machine than the BizTalk servers.

Why it matters
--------------
The databases hold the applications' configuration; the assemblies in the global assembly cache, the
files and the virtual directories that they need are on each BizTalk server alone. A new server gets
them from the application's exported package (MSI), and from nothing else.

What is read
------------
bts_application with its ports, assemblies and resources: every application that is not BizTalk's
own and holds something, the default application too. In the declared locations that hold
applications and lie on no BizTalk server: an .msi and an .xml file whose names are or begin with
the application's name. Of the package only the size is judged; nothing is opened.

How to fix
----------
Run BTSTask ExportApp and BTSTask ExportBindings for the application after each change, into a
folder on another server that the estate declares with `holds: [applications]`.

Reference: Backing Up BizTalk Server Applications, https://learn.microsoft.com/en-us/biztalk/core/backing-up-biztalk-server-applications
"""

from dataclasses import dataclass

from checks.applications.exports import (
    BINDINGS,
    NEEDS,
    PACKAGE,
    Application,
    files_of,
    places,
    the_applications,
)
from checks.wording import count, listed, when
from scanner.model.check import Facts, check
from scanner.model.estate import Artefact
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity


@dataclass(frozen=True)
class Limits:
    """An installer package without any content is larger than this; in bytes."""

    min_package_size: int = 16_384


@check(
    id="AP01",
    title="Each application is exported",
    rows=("B11",),
    severity=Severity.HIGH,
    needs=NEEDS,
    subjects=the_applications,
    limits=Limits,
)
def application_is_exported(subject: Subject[Application], facts: Facts, limits: Limits) -> Verdict:
    application = subject.about
    name, parts = application.name, application.parts
    where = listed(one.path for one in places(facts, Artefact.APPLICATIONS))
    if not where:
        return fails(
            "The estate declares no place outside the BizTalk servers for exported applications.",
            *parts[:1],
            fix=f"Export {name} to another server, and declare the folder (applications).",
        )
    packages = files_of(application, facts, PACKAGE)
    sound = [file for file in packages if file.size >= limits.min_package_size]
    bindings = [file for file in files_of(application, facts, BINDINGS) if file.size]
    missing = [] if sound else [_no_package(len(packages), limits)]
    missing += [] if bindings else ["no bindings file (.xml)"]
    if missing:
        return fails(
            f"{where} holds {' and '.join(missing)} of {name}, "
            f"which has {count(len(parts), 'artefact')}.",
            *packages,
            *parts[:1],
            fix=f"Run BTSTask ExportApp and ExportBindings for {name}, and keep both in {where}.",
        )
    package, binding = sound[-1], bindings[-1]
    made = f" of {when(package.written)}" if package.written else ""
    return passes(f"{name} is in {package.path}{made} and {binding.path}.", package, binding)


def _no_package(found: int, limits: Limits) -> str:
    if not found:
        return "no package (.msi)"
    return f"no package (.msi) of {limits.min_package_size} bytes or more"
