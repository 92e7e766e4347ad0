"""Which machines are the master secret server: a cluster's nodes, and whom the others ask."""

from tests.lab.estates import company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import fail, fault, passes
from tests.lab.estates.hosts import (
    CURRENT_SECRET,
    PREVIOUS_SECRET,
    SECRETS_KEY,
    STARTED,
    event,
)
from tests.lab.winrm.description import LabLog

CLUSTER = "SSOCL"
LOST_SERVER = 10532
OF_CLUSTER = (*(f"MS{number:02}/{CLUSTER}" for number in (1, 2, 3, 6)), f"MS04/{company.BTS01}")


@fault(passes(*OF_CLUSTER, f"CE06/{company.BTS01}"))
def secret_server_is_a_cluster(estate: LabEstate) -> None:
    """No fault: SSODB names a cluster, and each of its nodes holds the secret."""
    for row in estate.table(company.SQL01, company.SSO.name, "dbo.SSOX_GlobalInfo"):
        row["gi_SecretServer"] = f"{CLUSTER}.{company.DNS_DOMAIN}"
    nodes = [company.SSO01, company.BTS01]
    estate.group["hosts"][0] = {"name": CLUSTER, "roles": ["master_secret"], "nodes": nodes}
    node = estate.hosts[company.BTS01]
    node.registry["64"][SECRETS_KEY] = {
        "values": {},
        "subkeys": [PREVIOUS_SECRET, CURRENT_SECRET],
    }
    node.events["Application"] = LabLog([event(STARTED, estate.times.ago(days=3), (), 7_001)])
    services = estate.hosts[company.SSO01].cim[r"root\cimv2"]["Win32_Service"]
    passive = {"State": "Stopped", "StartMode": "Manual"}
    own = [{**one, **passive} for one in services if one["Name"] == "ENTSSO"]
    node.cim[r"root\cimv2"]["Win32_Service"] += own


@fault(fail("MS05/BTS01"))
def biztalk_server_asks_another_secret_server(estate: LabEstate) -> None:
    said = ("SSO02", "0x800706ba")
    lost = event(LOST_SERVER, estate.times.ago(hours=4), said, 7_002)
    estate.hosts[company.BTS01].events["Application"] = LabLog([lost])
