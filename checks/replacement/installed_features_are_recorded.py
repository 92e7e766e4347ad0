"""The features that are installed on each BizTalk server are on record.

Why it matters
--------------
Setup asks which features to install. An exported configuration can only be applied to a computer
that has all of them; what is missing there is found out when the import stops.

What is read
------------
Of each BizTalk server the newest export that is kept off it: the features that it names as
installed. Files on shares are listed only, so that their content is not known. Adapters and
programs that have a setup of their own, such as the BizTalk Adapter Pack, are not among them.

How to fix
----------
Export the configuration again on the server. To have its content read, declare the folder with its
host and drive path instead of its share. Write down what was installed besides.

Reference: How to Recover the BizTalk Server Configuration, https://learn.microsoft.com/en-us/biztalk/core/how-to-recover-the-biztalk-server-configuration
"""

from checks.configuration.exports import NEEDS, export_it, opened, told
from checks.servers import the_biztalk_servers
from checks.wording import count, listed
from scanner.facts.configuration import ConfigurationExport
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity


@check(
    id="RM03",
    title="The installed features are on record",
    rows=("R04",),
    severity=Severity.LOW,
    needs=(*NEEDS, ConfigurationExport),
    subjects=the_biztalk_servers,
)
def installed_features_are_recorded(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    server = subject.about
    settle = (
        "Declare the folder with its host and drive path, so that the host can read it, or attest "
        f"that the features installed on {server.name} are written down."
    )
    found = opened(facts, server, "Which features {} names", settle)
    if isinstance(found, Verdict):
        return found
    kept, content = found.kept, found.content
    if not content.installed:
        return fails(
            f"{told(kept)} names no installed feature of {server.name}.",
            content,
            fix=export_it(server),
        )
    named = f"{count(len(content.installed), 'feature')}: {listed(content.installed)}"
    return passes(f"{told(kept)} records what is installed, {named}.", content)
