"""It is known who resolves activity instances that a restore leaves incomplete.

Why it matters
--------------
An instance that began before the mark and ended after it stays among the incomplete ones for ever:
its end is lost with the restore. Whether it did end, only the systems outside of BizTalk know.

What is read
------------
In BAMPrimaryImport, how many rows the tables bam_<activity>_Active have now, from the catalogue; no
instance is read. They show how many may be concerned. Who can look up what became of them, a person
knows; so a machine neither passes nor fails this.

How to fix
----------
Write down for each activity which system knows whether an instance was completed, and who asks it
after a restore; attest it.

Reference: How to Resolve Incomplete Activity Instances, https://learn.microsoft.com/en-us/biztalk/core/how-to-resolve-incomplete-activity-instances
"""

from checks.restore_bam.workbooks_can_be_updated import what_is_deployed
from checks.wording import count, listed
from scanner.facts.bam import ActiveInstances, BamUsage
from scanner.facts.topology import BizTalkGroup
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, not_checked
from scanner.model.status import Severity

CITED = 20


@check(
    id="RB04",
    title="Incomplete activity instances can be resolved",
    rows=("R02",),
    severity=Severity.LOW,
    needs=(ActiveInstances, BamUsage, BizTalkGroup),
    subjects=what_is_deployed,
)
def incomplete_instances_can_be_resolved(
    subject: Subject[BamUsage], facts: Facts, _limits: NoLimits
) -> Verdict:
    bam = facts.one(BizTalkGroup, facts.management).bam
    found = facts.rows(ActiveInstances, facts.sql(bam.server)) if bam else ()
    open_now = sorted(found, key=lambda one: (-one.instances, one.activity))
    most = [one for one in open_now if one.instances]
    total = count(sum(one.instances for one in most), "activity instance")
    of = f" ({listed(f'{one.activity} {one.instances}' for one in most)})" if most else ""
    return not_checked(
        f"BAM holds {total} not complete now{of}; who resolves what a restore leaves so is for a "
        "person to say.",
        subject.about,
        *open_now[:CITED],
        settle="Attest for each activity which system tells whether an instance was completed, and "
        "who asks it after a restore.",
    )
