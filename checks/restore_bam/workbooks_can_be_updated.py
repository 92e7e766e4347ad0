"""It is known where the live-data workbooks of BAM are, and who updates them.

Why it matters
--------------
Each workbook *_LiveData.xls holds the name of the server and of BAMPrimaryImport. Restored under
another name, every one must be opened and told the new database. They lie where their users keep
them.

What is read
------------
adm_Group for the BAM database, and what is deployed in it. Where workbooks are no machine can tell;
so a machine neither passes nor fails this.

How to fix
----------
Keep a list of the workbooks with their owners, and attest it; or attest that there are none.

Reference: How to Update References to the BAM Primary Import Database Name and Connection String, https://learn.microsoft.com/en-us/biztalk/core/update-references-to-bam-primary-import-database-name-and-connection-string
"""

from collections.abc import Iterable

from checks.restore_bam.named import bam_database
from checks.wording import count
from scanner.facts.bam import BamUsage
from scanner.facts.topology import BizTalkGroup
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, not_applicable, not_checked
from scanner.model.status import Severity


def what_is_deployed(facts: Facts) -> Iterable[Subject[BamUsage]] | Verdict:
    bam = bam_database(facts)
    if isinstance(bam, Verdict):
        return bam
    usage = facts.one(BamUsage, facts.sql(bam.server))
    if not usage.activities and not usage.cubes:
        return not_applicable("Nothing is deployed in BAM.", usage)
    return [Subject(facts.group.name, usage)]


@check(
    id="RB03",
    title="BAM's live-data workbooks can be updated",
    rows=("R02",),
    severity=Severity.LOW,
    needs=(BamUsage, BizTalkGroup),
    subjects=what_is_deployed,
)
def workbooks_can_be_updated(
    subject: Subject[BamUsage], _facts: Facts, _limits: NoLimits
) -> Verdict:
    usage = subject.about
    deployed = f"{usage.activities} activities" if usage.activities != 1 else "1 activity"
    return not_checked(
        f"BAM has {deployed} and {count(usage.cubes, 'cube')}; which live-data workbooks name its "
        "database is for a person to say.",
        usage,
        settle="Attest where the workbooks *_LiveData.xls are and who updates them, or that there "
        "are none.",
    )
