"""The firm's group after SQL01's databases went into an availability group with SQL03."""

from copy import deepcopy
from uuid import NAMESPACE_DNS, UUID, uuid5

from tests.lab.estates import company, update_info
from tests.lab.estates.agent import NEXT, Job
from tests.lab.estates.coordinators import sql_machine
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.jobs import BACKUP_JOB, FULL_STEP, LOG_STEP
from tests.lab.estates.recorded import recorded_tables
from tests.lab.tds.description import Row, Tables

SQL03 = "SQL03"
GROUP, LISTENER = "AG_BizTalk", "BTSSQL"
REPLICAS = (company.SQL01, SQL03)
SYNCHRONOUS, ASYNCHRONOUS = 1, 0
MEMBERS = tuple(one for one in company.DATABASES if one.server == company.SQL01)


def with_availability_group(estate: LabEstate) -> None:
    """As Microsoft's page has it: listener, synchronous, DTC, the job guarded on both replicas."""
    _second_server(estate)
    for server in REPLICAS:
        estate.sql[server].databases.setdefault("master", {}).update(_views(server))
        for number in (FULL_STEP, LOG_STEP):
            _guard(backup_job(estate, server), number)
    estate.group["aliases"] = {LISTENER: company.SQL01}
    _register_by_listener(estate)
    _prepare(estate)


def backup_job(estate: LabEstate, server: str) -> Job:
    return estate.agents[server].job(BACKUP_JOB)


def view(estate: LabEstate, name: str) -> list[Row]:
    """The rows of a view as the primary replica has it, to be changed."""
    return estate.table(company.SQL01, "master", name)


def _second_server(estate: LabEstate) -> None:
    """A secondary: its databases, its own msdb, and the jobs, which nobody copies for it."""
    first = estate.sql[company.SQL01]
    second = deepcopy(first)
    second.name = second.machine = SQL03
    second.databases["msdb"] = recorded_tables([], SQL03)
    estate.sql[SQL03] = second
    estate.agents[SQL03] = deepcopy(estate.agents[company.SQL01])
    estate.hosts[SQL03] = sql_machine(SQL03)
    encryption = estate.encryption
    encryption.keys[SQL03] = dict(encryption.keys[company.SQL01])
    encryption.certificates[SQL03] = deepcopy(encryption.certificates[company.SQL01])


def _guard(job: Job, number: int) -> None:
    step = job.steps[number]
    wanted = f"sys.fn_hadr_is_primary_replica('{company.MANAGEMENT.name}')"
    step.command = f"IF ({wanted} = 1) BEGIN {step.command} END"
    step.on_success = NEXT


def _register_by_listener(estate: LabEstate) -> None:
    """All but the management database, which the view names by its server."""
    management = company.MANAGEMENT.name
    for name in ("dbo.adm_OtherBackupDatabases", "dbo.adm_Group"):
        for row in estate.table(company.SQL01, management, name):
            row.update({key: LISTENER for key, said in row.items() if _is_server(key, said)})


def _prepare(estate: LabEstate) -> None:
    """For a restore, by the names that the tables hold now."""
    old = f'oldDBServer="{company.SQL01}"', f">{company.SQL01}<"
    new = f'oldDBServer="{LISTENER}"', f">{LISTENER}<"
    content = update_info.prepared().replace(old[0], new[0]).replace(old[1], new[1])
    update_info.write(estate, content)


def _is_server(column: str, said: object) -> bool:
    return column.endswith("ServerName") and said == company.SQL01


def _views(server: str) -> Tables:
    """The same on both, but for which replica is the local one."""
    return {
        "sys.databases": [
            {"name": one.name, "replica_id": _id(server), "group_database_id": _id(one.name)}
            for one in MEMBERS
        ],
        "sys.availability_groups": [{"group_id": _id(GROUP), "name": GROUP, "dtc_support": 1}],
        "sys.availability_replicas": [
            {
                "replica_id": _id(one),
                "group_id": _id(GROUP),
                "replica_server_name": one,
                "availability_mode": SYNCHRONOUS,
            }
            for one in REPLICAS
        ],
        "sys.availability_group_listeners": [
            {"group_id": _id(GROUP), "listener_id": str(_id(LISTENER)), "dns_name": LISTENER}
        ],
    }


def _id(name: str) -> UUID:
    return uuid5(NAMESPACE_DNS, f"{name}.{company.DNS_DOMAIN}")
