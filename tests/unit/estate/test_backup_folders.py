"""Of which hosts the space is asked: those to whose disks the backup job writes."""

from dataclasses import replace

from scanner.collectors import space_on_hosts
from scanner.estate.discover import servers, windows
from scanner.model.collector import HostTask
from scanner.model.estate import Artefact
from tests import make

GROUP = make.group(locations=(make.location(r"D:\keys", Artefact.SECRET_BACKUP, host="VAULT"),))


def tasks(location: str) -> dict[str, HostTask]:
    rows = [replace(row, location=location) for row in make.backup_set(1, type="db")]
    sql = make.sql("SQL01", make.instance(machine="NODE1"), make.backup_database(), *rows)
    facts = make.facts(sql, group=GROUP)
    found = windows(GROUP, servers(GROUP, facts), facts)
    return {one.host: one for one in found.hosts}


def asked(task: HostTask) -> list[object]:
    return [question["class"] for question in space_on_hosts.COLLECTOR.first(task)]


def test_a_drive_path_is_on_the_servers_own_machine() -> None:
    found = tasks("E:\\Backup\\")
    assert found["NODE1"].backups == ("E:\\Backup",)
    assert asked(found["NODE1"]) == ["Win32_Volume"]
    assert asked(found["VAULT"]) == []


def test_the_disk_of_a_share_is_not_asked_of_a_host() -> None:
    found = tasks(make.BACKUPS)
    assert {name: asked(one) for name, one in found.items()} == {"VAULT": []}
