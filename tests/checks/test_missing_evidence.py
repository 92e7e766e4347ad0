"""The first law for every check: what could not be read never makes a verdict better.

One sound group, several faults; then each kind of fact of each target is taken away in turn.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import pytest

from checks.registry import all_checks as every_check
from scanner.facts.applications import Parties
from scanner.facts.bam import TrackingAnalysis
from scanner.facts.configuration import WindowsUpdate
from scanner.facts.database_families import DatabaseFamily
from scanner.facts.encryption import BackupEncryption, DatabaseEncryption, MasterCertificate
from scanner.facts.master_secret import SecretOriginal
from scanner.facts.topology import DatabaseRef
from scanner.model.check import Check, MissingEvidence
from scanner.model.estate import Artefact, Group, LogShipping
from scanner.model.evidence import Target
from scanner.model.status import Status
from tests import access, machines, make, surroundings
from tests.checks import (
    sound_databases,
    sound_permissions,
    sound_references,
    sound_restore,
    sound_shipping,
    sound_storage,
)
from tests.for_a_person import FOR_A_PERSON

VAULT, RECORD = r"\\VAULT01\keys", r"\\VAULT01\changes"
LOCAL, EXPORTS, APPLICATIONS = r"C:\SSO", r"D:\exports", r"D:\Apps"
SETTINGS = rf"{APPLICATIONS}\Settings.xml"
BINDINGS = make.stored_file(rf"{APPLICATIONS}\Orders.xml", APPLICATIONS)
TRACKING = DatabaseRef("SQL01", "BizTalkDTADb")
EXPECTED = (
    make.MANAGEMENT,
    make.SSO,
    make.BAM,
    TRACKING,
    surroundings.BOX,
    sound_permissions.MESSAGE_BOX,
    sound_references.ALERTS,
)
IN_VAULT = (
    Artefact.SECRET_BACKUP,
    Artefact.PORTAL_CONFIGURATION,
    Artefact.APPLICATIONS,
    Artefact.BAM_ANALYSIS,
)
OF_THE_GROUP = (Artefact.GROUP_BINDINGS, Artefact.PARTIES, Artefact.GROUP_SETTINGS)
GROUP = make.group(
    log_shipping=LogShipping(("SQLDR01",)),
    locations=(
        make.location(VAULT, *IN_VAULT),
        make.location(APPLICATIONS, Artefact.APPLICATIONS, *OF_THE_GROUP, host="DEPLOY01"),
        make.location(LOCAL, Artefact.SECRET_BACKUP, host="SSO01"),
        make.location(EXPORTS, Artefact.CONFIGURATION_EXPORT, host="WEB01"),
        make.location(EXPORTS, Artefact.CONFIGURATION_EXPORT, host="SSO01"),
        make.location(RECORD, Artefact.CHANGE_RECORD),
        make.location(sound_references.SCRIPTS, Artefact.RESTORE_SCRIPT),
        *sound_permissions.COPIES,
        sound_restore.PLACE,
        *machines.PLACES,
    ),
)
SETS = (
    *make.backup_set(1, *EXPECTED, type="db", stamp=make.ago(hours=29)),
    *make.backup_set(2, *EXPECTED, stamp=make.ago(hours=28)),
    *make.backup_set(3, *EXPECTED, type="db", stamp=make.ago(hours=5)),
    *make.backup_set(4, *EXPECTED),
)
BACKED_UP = make.secret_backed_up()
BAM_LOG = make.history_row(2, make.BAM)
BAM_LOGS = (BAM_LOG, make.history_row(4, make.BAM, stamp=make.ago(minutes=9)))
BAM_FULL = make.full_backup(make.BAM.name, started=make.ago(days=3), finished=make.ago(days=3))
TRACKED = TrackingAnalysis(DatabaseRef("SQL01", "BizTalkAnalysisDb"))
BAD_BAM = make.bam_usage(changed=make.ago(hours=1), archived=make.ago(hours=1), cube_ended=None)
KEPT_SECRET = make.stored_file(rf"{VAULT}\SSO478A.bak", VAULT, written=BACKED_UP.written)
OWN_SECRET = make.stored_file(rf"{LOCAL}\SSO478A.bak", LOCAL, written=BACKED_UP.written)
ORIGINAL = SecretOriginal(rf"{LOCAL}\SSO478A.bak", True, 4_096, BACKED_UP.written)
WRITTEN_DOWN = make.stored_file(rf"{RECORD}\changes.xlsx", RECORD)
SHIPPING = ("Get Backup History", "Restore Databases", "Restore To Mark")

LOCK = ("CERTIFICATE", "9F3C1A77")
EXPORTED = MasterCertificate("TDE", LOCK[1], has_private_key=True, key_exported="2024-03-01")
AT_DESTINATION = replace(EXPORTED, key_exported="")
COPY = make.database(state=1)
FAMILY = DatabaseFamily(make.MANAGEMENT.name, "F")
STANDBY = surroundings.standby_job(enabled=False)
Found = Mapping[str, Status]


def all_checks() -> tuple[Check, ...]:
    """But for those of availability groups, which this group has not, and of the recovery
    analysis, which asks for a whole history: both have a test of their own."""
    return tuple(one for one in every_check() if not one.id.startswith(("AG", "RC")))


def sound() -> tuple[make.Held, ...]:
    """Every check passes over these facts."""
    return (
        make.sql("SQL01", *_instance(), *_job(), *SETS, *map(make.recorded, SETS), *_locked()),
        make.sql("SQL01", *_bam_and_applications()),
        make.sql("SQLDR01", make.agent_service(), *_shipping(), *_copied(), *STANDBY),
        *sound_permissions.held((*SETS, *BAM_LOGS), EXPECTED),
        *sound_shipping.held(EXPECTED),
        *sound_restore.held(EXPECTED),
        *sound_storage.held(EXPECTED),
        *sound_databases.held(),
        *sound_references.held(),
        *access.sound(),
        *machines.sound(),
        make.sql("SQL02", surroundings.job_database(sound_permissions.MESSAGE_BOX.name)),
        make.host("SSO01", make.event_log(), BACKED_UP, make.secret_key(), *_exports("WEB01")),
        make.host("SSO01", make.folder(LOCAL), OWN_SECRET, ORIGINAL),
        make.host("WEB01", make.shared_configuration(), make.iis_backup(), *_portal()),
        make.host(
            "WEB01",
            make.installed_update(),
            WindowsUpdate("KB1", None),
            make.secret_key(None),
            *_exports("SSO01"),
        ),
        make.share(RECORD, make.folder(RECORD), WRITTEN_DOWN),
        make.share(make.BACKUPS, make.folder(make.BACKUPS), *make.backup_files((*SETS, *BAM_LOGS))),
        make.share(VAULT, make.folder(VAULT), *_kept()),
        make.host("DEPLOY01", make.folder(APPLICATIONS), BINDINGS, *_exported()),
    )


def _instance() -> Iterator[object]:
    yield from (make.instance(), make.agent_service(), make.biztalk_group(), make.sso_info())
    yield from (make.bam_property(), make.portal_address(), make.sso_database(), make.next_set(5))
    yield make.configuration_change()
    for ref in EXPECTED:
        yield from (make.backup_database(ref), make.database(ref.name))
        yield surroundings.job_database(ref.name)
    yield from surroundings.sound()


def _job() -> Iterator[object]:
    yield from (make.agent_job(), *make.backup_steps(), make.schedule(), make.job_run())


def _bam_and_applications() -> Iterator[object]:
    yield from (make.bam_usage(), make.application_part(), Parties(1))
    yield from make.bam_database("ArchivingDatabase", "BAMArchive")
    yield from make.bam_database("StarSchemaDatabase", "BAMStarSchema")
    yield from make.bam_database("AnalysisDatabase", "BAMAnalysis")
    early = {"started": make.ago(hours=48, minutes=5), "finished": make.ago(hours=48, minutes=4)}
    yield from (make.full_backup("BAMArchive", **early), make.full_backup("BAMStarSchema"))
    yield from (*BAM_LOGS, *map(make.recorded, BAM_LOGS), BAM_FULL, TRACKED)
    yield from (make.bam_packages(), make.full_backup("msdb"))


def _exports(server: str) -> Iterator[object]:
    yield make.folder(EXPORTS)
    yield make.stored_file(rf"{EXPORTS}\{server}.xml", EXPORTS)
    yield make.configuration_export(rf"{EXPORTS}\{server}.xml", EXPORTS)


def _shipping() -> Iterator[object]:
    for name in SHIPPING:
        yield make.agent_job(job_id=name, name=f"BTS Log Shipping - {name}")
        yield make.schedule(job_id=name, enabled=name != SHIPPING[-1])


def _locked() -> Iterator[object]:
    yield from (DatabaseEncryption("SSODB", 3, *LOCK), BackupEncryption("SSODB", *LOCK))
    yield from (EXPORTED, FAMILY)


def _copied() -> Iterator[object]:
    yield from (AT_DESTINATION, COPY, FAMILY)


def _portal() -> Iterator[object]:
    yield from (*make.portal_elements(), *make.portal_elements("BTS_20261120"))
    yield from (make.portal_file(), make.history_service())


def _exported() -> Iterator[object]:
    yield from make.exported(BINDINGS.path, make.application_part().name)
    yield make.stored_file(SETTINGS, APPLICATIONS)
    yield NO_BINDINGS


def _kept() -> Iterator[object]:
    yield KEPT_SECRET
    config = rf"{VAULT}\BTS_20261120\applicationHost.config"
    yield make.stored_file(config, VAULT, size=make.iis_backup().config_size)
    web_config = rf"{VAULT}\BAMPortal\web.config"
    yield make.stored_file(web_config, VAULT, size=make.portal_file().size)
    for name in ("BAMAnalysis.abf", "BizTalkAnalysisDb.abf", "Orders.msi"):
        written = make.ago(hours=49)
        yield make.stored_file(rf"{VAULT}\{name}", VAULT, size=65_536, written=written)


def judged(held: tuple[make.Held, ...], group: Group = GROUP) -> Found:
    """The worst status of each check; missing evidence is an error, as the engine has it."""
    given = make.facts(*held, group=group)
    mine = (check.id for check in all_checks() if check.id not in FOR_A_PERSON)
    return {check_id: _worst(check_id, given) for check_id in mine}


def _worst(check_id: str, given: make.HandFacts) -> Status:
    (check,) = (one for one in all_checks() if one.id == check_id)
    try:
        found = {one.status for one in make.verdicts(check, given).values()}
    except MissingEvidence:
        return Status.ERROR
    order = (Status.FAIL, Status.NOT_CHECKED, Status.PASS, Status.NOT_APPLICABLE)
    return next(one for one in order if one in found)


def _spread(held: make.Held, old: object, new: tuple[object, ...]) -> make.Held:
    facts = [other for fact in held.facts for other in (new if fact == old else (fact,))]
    return replace(held, facts=tuple(facts))


def neglected() -> tuple[make.Held, ...]:
    """A fault for every check."""
    held = (*sound(), *access.of_strayed_step())
    for old, new in FAULTS:
        held = tuple(_spread(one, old, new) for one in held)
    return held


NOT_LOADED = make.sso_event(10521)
EXPORT_OF_SSO = make.configuration_export(rf"{EXPORTS}\SSO01.xml", EXPORTS)
NO_BINDINGS = make.exported(SETTINGS)[0]
FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    *surroundings.FAULTS,
    (
        make.agent_job(),
        (make.agent_job(enabled=False), make.agent_job(job_id="2", name="Old", enabled=False)),
    ),
    (
        make.log_step(),
        (
            make.log_step("<destination path>"),
            make.full_step(r"E:\b", job_id="2"),
            make.log_step("http://store/b", job_id="2"),
        ),
    ),
    (make.schedule(), ()),
    (make.agent_service(), (make.agent_service(running=False),)),
    (make.job_run(), (make.job_run(status=0),)),
    *((row, (replace(row, set_complete=False),)) for row in SETS),
    (make.database("SSODB"), ()),
    (BACKED_UP, (make.secret_backed_up(r"C:\other.bak", written=make.ago(days=40)), NOT_LOADED)),
    (make.secret_key(None), (make.secret_key(make.OLDER_SECRET_ID),)),
    (OWN_SECRET, ()),
    (ORIGINAL, (replace(ORIGINAL, size=1),)),
    (KEPT_SECRET, (KEPT_SECRET, make.stored_file(rf"{VAULT}\SSODB.bak", VAULT, size=9**9))),
    (make.stored_file(rf"{EXPORTS}\WEB01.xml", EXPORTS), ()),
    (EXPORT_OF_SSO, (replace(EXPORT_OF_SSO, secrets=("NTService ENTSSO",)),)),
    (WRITTEN_DOWN, ()),
    (make.secret_key(), (make.secret_key(make.OLDER_SECRET_ID),)),
    (make.iis_backup(), (make.iis_backup(config_size=0),)),
    (make.bam_usage(), (BAD_BAM,)),
    (TRACKED, (TrackingAnalysis(DatabaseRef("SQL01", "NotSaved")),)),
    *((one, ()) for one in make.portal_elements() if one.kind == "application"),
    (make.portal_file(), (make.portal_file(size=1),)),
    (make.history_service(), (make.history_service(running=False),)),
    (make.application_part(), (make.application_part("New", name="New.Out"),)),
    (NO_BINDINGS, (NO_BINDINGS, replace(NO_BINDINGS, kind="password", name="Orders.Out"))),
    (EXPORTED, (replace(EXPORTED, key_exported=""),)),
    (AT_DESTINATION, (replace(AT_DESTINATION, has_private_key=False),)),
    (COPY, (make.database(), make.agent_job(job_id="9"), make.full_step(r"E:\b", job_id="9"))),
    *sound_permissions.FAULTS,
    *sound_restore.FAULTS,
    *sound_shipping.FAULTS,
    *sound_storage.FAULTS,
    *sound_databases.FAULTS,
    *sound_references.FAULTS,
    *access.FAULTS,
    *machines.FAULTS,
)


@cache
def kinds() -> tuple[tuple[type, Target], ...]:
    """Everything that there is to take away."""
    pairs = {(type(fact), held.target) for held in sound() for fact in held.facts}
    return tuple(sorted(pairs, key=lambda pair: (pair[1].id, pair[0].__name__)))


def without(held: tuple[make.Held, ...], kind: type, target: Target) -> tuple[make.Held, ...]:
    return (*held, make.gap(kind, make.Held(target)))


def test_pass_for_every_check_over_a_sound_group() -> None:
    assert set(judged(sound()).values()) == {Status.PASS}


def test_fail_for_every_check_over_a_neglected_group() -> None:
    assert set(judged(neglected()).values()) == {Status.FAIL}


@pytest.mark.parametrize(("kind", "target"), kinds())
def test_a_gap_hides_no_failure(kind: type, target: Target) -> None:
    found = judged(without(neglected(), kind, target))
    assert set(found.values()) <= {Status.FAIL, Status.ERROR}


@pytest.mark.parametrize(("kind", "target"), kinds())
def test_a_gap_never_excuses(kind: type, target: Target) -> None:
    found = judged(without(sound(), kind, target))
    assert set(found.values()) <= {Status.PASS, Status.ERROR}


def test_every_gap_is_felt_by_somebody() -> None:
    """But for what is only asked when history is gone, no backup is logged, one goes to a URL."""
    silent = {
        kind.__name__
        for kind, target in kinds()
        if Status.ERROR not in judged(without(sound(), kind, target)).values()
    }
    assert silent == {"EventLog", "NextBackupSet", "SqlCredential"}
