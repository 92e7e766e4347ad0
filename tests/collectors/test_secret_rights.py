"""The folders behind shares: asked for by their local path, once that is known."""

from scanner.collectors.secret_rights import first, second
from scanner.model.collector import HostTask

HERE, THERE = r"D:\SSO", r"\\VAULT01\Restore\SSO"
TASK = HostTask("VAULT01", frozenset(), secrets=(HERE, THERE, r"\\VAULT01\Restore"))
SHARE = "secret_rights/share/Restore"


def test_a_host_without_backups_of_the_secret_is_not_asked() -> None:
    assert first(HostTask("VAULT01", frozenset(), folders=(HERE,))) == []


def test_a_share_is_asked_once_and_a_folder_with_its_rights() -> None:
    folder, share = first(TASK)
    assert (folder["path"], folder["rights"], folder["hash"]) == (HERE, True, False)
    assert (share["id"], share["filter"]) == (SHARE, {"Name": "Restore"})


def test_second_round_asks_for_the_local_paths() -> None:
    asked = second(TASK, {SHARE: [{"Name": "Restore", "Path": "E:\\Freigaben\\"}]})
    assert [one["path"] for one in asked] == [r"E:\Freigaben\SSO", r"E:\Freigaben"]
    assert asked[0]["id"] == rf"secret_rights/folder/{THERE}"


def test_a_share_without_a_folder_is_not_followed() -> None:
    assert second(TASK, {SHARE: []}) == []
    assert second(TASK, {SHARE: [{"Name": "Restore", "Path": ""}]}) == []


def test_a_share_of_a_whole_drive() -> None:
    task = HostTask("SSO01", frozenset(), secrets=(r"\\SSO01\D$\SSO",))
    asked = second(task, {"secret_rights/share/D$": [{"Name": "D$", "Path": "D:\\"}]})
    assert [one["path"] for one in asked] == [r"D:\SSO"]
