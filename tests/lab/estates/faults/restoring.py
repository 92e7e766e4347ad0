"""What a restore of the databases would need, and nobody has prepared or tried."""

from datetime import timedelta

from tests.lab.estates import company, drills, saved_scripts, update_info
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import fail, fault, not_checked, passes
from tests.lab.estates.times import local

DRILL = f"RD01/{company.GROUP}"
PORTS = f"RD04/{company.GROUP}"


@fault(fail(DRILL))
def drill_left_a_database_out(estate: LabEstate) -> None:
    """Nobody thought of Single Sign-On."""
    rows = drills.restores(estate)
    rows[:] = [
        row
        for row in rows
        if row["destination_database_name"] != company.SSO.name or not row.get("stop_at_mark_name")
    ]


@fault(fail(DRILL))
def drill_is_long_ago(estate: LabEstate) -> None:
    """The one of this spring was skipped."""
    rows, newest = drills.restores(estate), min(drills.DRILLS) + timedelta(days=1)
    since = local(estate.times.now - newest)
    rows[:] = [
        row for row in rows if not row.get("stop_at_mark_name") or row["restore_date"] < since
    ]


@fault(not_checked(DRILL))
def restore_history_is_cleaned_up(estate: LabEstate) -> None:
    """A maintenance plan keeps two days of it."""
    rows, since = drills.restores(estate), local(estate.times.ago(days=2))
    rows[:] = [row for row in rows if row["restore_date"] >= since]


NAMES = tuple(f"RD03/{name}" for name in (company.BTS01, company.BTS02))


@fault(fail("RD03/BTS01"))
def update_info_is_as_shipped(estate: LabEstate) -> None:
    update_info.write(estate, update_info.AS_SHIPPED, company.BTS01)


@fault(fail("RD03/BTS02"))
def update_info_has_blanks(estate: LabEstate) -> None:
    """As Microsoft's own sample has one."""
    blank = update_info.prepared().replace('newDBName="SSODB"', 'newDBName=" SSODB"')
    update_info.write(estate, blank, company.BTS02)


@fault(fail("RD03/BTS02"))
def update_info_is_gone(estate: LabEstate) -> None:
    """The server was set up anew; only the sample of the other folder is there."""
    del estate.hosts[company.BTS02].files[update_info.PATH]


@fault(fail(*NAMES))
def update_info_differs(estate: LabEstate) -> None:
    """One administrator renames a database on the destination, the other does not know."""
    other = update_info.prepared().replace('newDBName="SSODB"', 'newDBName="SSODB_DR"')
    update_info.write(estate, other, company.BTS02)


@fault(fail(*NAMES))
def update_info_without_bam(estate: LabEstate) -> None:
    """The section is a comment, as it came."""
    content = update_info.prepared()
    content = content.replace("<BAM>", "<!-- <BAM>").replace("</BAM>", "</BAM> -->")
    update_info.write(estate, content)


@fault(not_checked(*NAMES))
def update_info_without_rules(estate: LabEstate) -> None:
    """In which element they belong is not documented."""
    rules = update_info.moved("RuleEngineDB", company.RULES)
    update_info.write(estate, update_info.prepared().replace(rules, f"<!-- {rules} -->"))


SCRIPTS = tuple(f"RD05/{name}" for name in (company.BTS01, company.BTS02))


@fault(fail("RD05/BTS02"))
def update_script_is_as_shipped(estate: LabEstate) -> None:
    """The server was set up anew, and nobody changed the script."""
    estate.hosts[company.BTS02].files[update_info.SCRIPT] = update_info.script("sqloledb")


@fault(fail("RD05/BTS01"))
def update_script_keeps_the_old_provider(estate: LabEstate) -> None:
    """In a comment; by which of the two it connects, words do not tell."""
    both = update_info.script(update_info.NEW_PROVIDER, update_info.OLD_PROVIDER)
    estate.hosts[company.BTS01].files[update_info.SCRIPT] = both


@fault(fail(*SCRIPTS))
def update_script_without_its_driver(estate: LabEstate) -> None:
    for name in (company.BTS01, company.BTS02):
        del estate.hosts[name].files[update_info.DRIVER]


@fault(fail("RD05/BTS01"))
def update_script_is_gone(estate: LabEstate) -> None:
    files = estate.hosts[company.BTS01].files
    for path in [path for path in files if path.endswith("UpdateDatabase.vbs")]:
        del files[path]


@fault(not_checked("RD05/BTS01"))
def update_script_names_no_provider(estate: LabEstate) -> None:
    """Somebody wrote it anew, by a connection string in a file beside it."""
    files = estate.hosts[company.BTS01].files
    for path in [path for path in files if path.endswith("UpdateDatabase.vbs")]:
        files[path] = update_info.script("")


@fault({f"{check}/{company.GROUP}": "not_applicable" for check in ("RD03", "RD04", "RD05")})
def restore_keeps_the_names(estate: LabEstate) -> None:
    """No fault: an alias of DNS moves with the databases."""
    estate.group["restore"] = {"names": "same"}


@fault({})
def restore_changes_the_names(estate: LabEstate) -> None:
    """No fault: said aloud what the destination means."""
    estate.group["restore"] = {"names": "other"}


@fault(fail(*NAMES) | passes("DB03/SQL01/BizTalkDTADb"))
def update_info_without_a_custom_database(estate: LabEstate) -> None:
    """The estate declares it; nobody thought of the file."""
    estate.group["custom_databases"] = [
        {"server": company.SQL01, "database": company.TRACKING.name}
    ]


@fault(fail("RD02/SQL01/jobs", "RD02/SQL02/jobs"))
def job_scripts_are_old(estate: LabEstate) -> None:
    """The task stopped before the jobs were last changed."""
    for server in saved_scripts.SERVERS:
        saved_scripts.save(estate, saved_scripts.JOBS, server, timedelta(days=60))


@fault(fail("RD02/SQL02/logins"))
def login_scripts_of_one_server_are_missing(estate: LabEstate) -> None:
    files = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    del files[f"{saved_scripts.LOGINS}/{company.SQL02}.sql"]


@fault(not_checked("RD02/SQL01/logins", "RD02/SQL02/logins"))
def no_place_for_login_scripts(estate: LabEstate) -> None:
    places = estate.group["locations"]
    estate.group["locations"] = [one for one in places if one["holds"] != ["logins"]]


@fault(passes(PORTS) | {"DB03/Produktion": "not_applicable"})
def no_port_on_the_groups_databases(estate: LabEstate) -> None:
    """No fault: nobody reports turnover from the database of BAM any more."""
    rows = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_ReceiveLocation")
    rows[:] = [row for row in rows if "mssql" not in row["InboundTransportURL"]]
