"""IIS changed since it was saved: its site, or a configuration that it shares."""

from tests.lab.estates import company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import Causes, fail, fault, not_checked
from tests.lab.estates.hosts import LIVE_CONFIGURATION, REDIRECTION
from tests.lab.estates.portal import application_host, redirection
from tests.lab.smb.description import LabFile as SavedFile
from tests.lab.smb.description import LabShare
from tests.lab.winrm.description import LabFile

SHARE = "IIS"
FOLDER = "Webfarm"
SHARED = rf"\\{company.FILE01}\{SHARE}\{FOLDER}"
COPY = f"{company.PORTAL_FOLDER}/Freigabe"
FOR_A_PERSON: Causes = not_checked("BP03/BTS02", "BP05/BTS02", "RB02/BTS02")


def _share(estate: LabEstate) -> None:
    """Its files exported, copied to the vault ten days ago, and declared."""
    written = estate.times.ago(days=10)
    names = ("applicationHost.config", "administration.config", "configEncKey.key")
    files = {name: SavedFile(written=written, content=application_host()) for name in names}
    estate.file_servers[company.FILE01].shares.append(
        LabShare(SHARE, {f"{FOLDER}/{name}": file for name, file in files.items()})
    )
    vault = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    vault |= {f"{COPY}/{name}": file for name, file in files.items()}
    estate.hosts[company.BTS02].files[REDIRECTION] = LabFile(content=redirection(SHARED))
    estate.group["locations"].append({"path": SHARED, "holds": ["bam_portal"]})


@fault(fail("BP01/BTS02"))
def portal_site_listens_elsewhere(estate: LabEstate) -> None:
    """Since the backup was made; here IIS has its configuration to itself."""
    changed = application_host().replace(b'"*:80:"', b'"*:8080:portal"')
    estate.hosts[company.BTS02].files[LIVE_CONFIGURATION] = LabFile(content=changed)


@fault(FOR_A_PERSON)
def shared_iis_configuration_is_saved(estate: LabEstate) -> None:
    """No fault: a person knows the password of the keys."""
    _share(estate)


@fault(fail("BP01/BTS02", "BP02/BTS02") | FOR_A_PERSON)
def shared_iis_configuration_changed_since_its_copy(estate: LabEstate) -> None:
    _share(estate)
    changed = application_host(pool_user=rf"{company.DOMAIN}\svc-neu$")
    files = estate.file_servers[company.FILE01].share(SHARE).files
    files[f"{FOLDER}/applicationHost.config"] = SavedFile(
        written=estate.times.ago(days=2), content=changed
    )


@fault(fail("BP05/BTS02") | not_checked("BP03/BTS02", "RB02/BTS02"))
def keys_of_shared_iis_configuration_not_kept(estate: LabEstate) -> None:
    _share(estate)
    vault = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    del vault[f"{COPY}/configEncKey.key"]
