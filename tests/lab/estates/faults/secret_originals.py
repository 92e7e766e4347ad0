"""What the master secret was saved to, and what became of that file."""

from tests.lab.estates import company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import fail, fault, not_checked
from tests.lab.estates.hosts import SECRET_SIZE, event
from tests.lab.estates.shares import SAVED_SECRET
from tests.lab.smb.description import LabFile

WRONG_FORMAT = 10564


@fault(fail("MS01/SSO01", "MS06/SSO01"))
def copy_of_secret_backup_cut_short(estate: LabEstate) -> None:
    """The folder of the original is not declared: the event tells where it is."""
    places = estate.group["locations"]
    undeclared = company.LOCAL_SECRET_PATH
    estate.group["locations"] = [one for one in places if one["path"] != undeclared]
    saved = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    saved[SAVED_SECRET] = LabFile(SECRET_SIZE - 512, saved[SAVED_SECRET].written)


@fault(not_checked("MS01/SSO01"))
def file_refused_as_no_secret_backup(estate: LabEstate) -> None:
    log = estate.hosts[company.SSO01].events["Application"]
    log.records = [*log.records, event(WRONG_FORMAT, estate.times.ago(days=3), (), 92_401)]
