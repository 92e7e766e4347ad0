"""On each BizTalk server, bm.exe works with this group's BAM database by default.

Why it matters
--------------
When BAMPrimaryImport is restored under another name or server, bm.exe.config must be edited on
every BizTalk server that has it. One that names another database today was forgotten at the last
move, and would deploy to the wrong place.

What is read
------------
On every server of adm_Server, InstallPath in the registry, and DefaultServer and DefaultDatabase in
Tracking\\bm.exe.config below it; no other entry of that file. A server without the file has no BAM
tools.

How to fix
----------
Edit DefaultServer and DefaultDatabase in bm.exe.config. An alias of SQL Server must be declared
under `aliases`.

Reference: Update the BAM Management Utility Configuration, https://learn.microsoft.com/en-us/biztalk/core/update-the-bam-management-utility-configuration-after-a-backup-and-restore
"""

from checks.restore_bam.named import bam_database, is_same, the_servers_with_bam
from scanner.facts.biztalk_hosts import BamTool
from scanner.facts.topology import BizTalkGroup, BizTalkServer, DatabaseRef
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_applicable, not_checked, passes
from scanner.model.status import Severity


@check(
    id="RB01",
    title="bm.exe names the BAM database",
    rows=("R02",),
    severity=Severity.LOW,
    needs=(BamTool, BizTalkGroup, BizTalkServer),
    subjects=the_servers_with_bam,
)
def bam_tool_names_the_database(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    server, bam = subject.about, bam_database(facts)
    if isinstance(bam, Verdict):
        return bam
    tool = facts.one(BamTool, server)
    if not tool.exists:
        return _absent(server, tool, facts)
    if not tool.well_formed:
        return fails(f"{tool.path} is no XML.", tool, fix=f"Repair it on {server.name}.")
    named = DatabaseRef(tool.server, tool.database)
    if not named.server or not named.name:
        return not_checked(
            f"{tool.path} on {server.name} names no default server and database.",
            tool,
            settle="See that the entries DefaultServer and DefaultDatabase are spelled so, or "
            "attest that bm.exe is always told -Server and -Database there.",
        )
    if is_same(named, bam, server, facts):
        return passes(f"{tool.path} names {named.name} on {named.server}.", tool)
    return fails(
        f"{tool.path} on {server.name} names {named.name} on {named.server}, not {bam.name} on "
        f"{bam.server}.",
        tool,
        fix=f"Edit DefaultServer and DefaultDatabase there. If {named.server} is an alias, declare "
        "it under aliases.",
    )


def _absent(server: Target, tool: BamTool, facts: Facts) -> Verdict:
    """Somewhere in a group with BAM the tools must be."""
    others = (facts.host(one.name) for one in facts.rows(BizTalkServer, facts.management))
    if any(facts.one(BamTool, one).exists for one in others):
        return not_applicable(f"{server.name} has no {tool.path or 'bm.exe.config'}.", tool)
    return not_checked(
        f"Neither {server.name} nor another BizTalk server has bm.exe.config where the product "
        "puts it.",
        tool,
        settle="Attest on which machine the BAM tools are, and that they name the BAM database.",
    )
