"""Which folders of a destination are looked for, and which need no looking."""

from collections.abc import Iterable
from typing import Any

from scanner.estate.discover import Placed
from scanner.estate.standby import standby_folders
from scanner.model.check import MissingEvidence
from scanner.model.evidence import Gap, GapReason, Target, TargetKind
from tests import make_shipping
from tests.surroundings import data_file

SOURCE, THERE = Target(TargetKind.SQL, "SQL01"), Target(TargetKind.SQL, "SQLDR01")
DATABASES = (Placed(SOURCE, "BizTalkMgmtDb"), Placed(SOURCE, "SSODB"))
MOVED = r"\\VAULT01\moved"
OF_SSO = data_file(r"G:\sso\SSODB.mdf", database="SSODB")


class Known:
    def __init__(self, here: Iterable[object], there: Iterable[object] | None) -> None:
        self.facts = {SOURCE: here, THERE: there}

    def rows(self, kind: type[Any], on: Target) -> tuple[Any, ...]:
        held = self.facts[on]
        if held is None:
            raise MissingEvidence(Gap(GapReason.UNREACHABLE, "dark"), on.id)
        return tuple(one for one in held if isinstance(one, kind))


def looked_for(
    here: Iterable[object], there: Iterable[object] | None, alone: bool = True
) -> tuple[str, ...]:
    return standby_folders(THERE, DATABASES, Known(here, there), alone=alone)


def test_a_folder_with_files_of_the_destination_needs_no_looking() -> None:
    shouted = data_file(data_file().path.upper())
    assert looked_for([data_file()], [shouted]) == ()


def test_any_other_folder_is_looked_for_once() -> None:
    twice = data_file(r"G:\SSO\SSODB_log.ldf", database="SSODB", is_log=True)
    assert looked_for([data_file(), OF_SSO, twice], [data_file()]) == (r"G:\SSO",)


def test_files_of_databases_outside_the_job_are_nobodys_business() -> None:
    assert looked_for([data_file(r"X:\stock.mdf", database="Stock")], []) == ()


def test_one_of_several_needs_the_folders_of_its_own_databases() -> None:
    assert looked_for([data_file(), OF_SSO], [data_file()], alone=False) == ()
    mine = data_file(r"E:\data\SSODB.mdf", database="SSODB")
    assert looked_for([OF_SSO], [mine], alone=False) == (r"G:\sso",)


def test_where_backups_were_moved_to() -> None:
    rows = [
        make_shipping.recovered(DBFileLocation=MOVED, LogFileLocation=" "),
        make_shipping.recovered("SSODB", LogFileLocation=MOVED),
    ]
    assert looked_for([], rows) == (MOVED,)


def test_a_dark_destination_names_no_folder_of_its_own() -> None:
    assert looked_for([OF_SSO], None) == (r"G:\sso",)
