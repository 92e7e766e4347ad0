"""Databases that a restore moves along and no table of the group names."""

from collections.abc import Iterator

from scanner.facts.instances import Database, Instance
from scanner.facts.topology import BizTalkGroup, DatabaseRef
from scanner.model.check import Facts
from scanner.recovery.bam_alerts import alert_databases, is_out_of_use

NEEDS = (BizTalkGroup, Database, Instance)


def beside_the_tables(facts: Facts) -> Iterator[DatabaseRef]:
    """Those that the estate declares, then those of BAM alerts."""
    yield from (DatabaseRef(one.server, one.name) for one in facts.group.custom_databases)
    bam = facts.one(BizTalkGroup, facts.management).bam
    for one in alert_databases(facts, bam) if bam else ():
        if not is_out_of_use(one, facts.one(Instance, facts.sql(one.server))):
            yield one
