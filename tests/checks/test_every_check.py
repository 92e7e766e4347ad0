"""What holds for each check: its tests, its page, its limits, its place in the checklist."""

import ast
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from checks import document
from checks.checklist import controls
from checks.registry import all_checks, in_order
from scanner.model.check import Check, NoLimits
from scanner.model.control import Half

HERE = Path(__file__).parent
KINDS = ("test_pass", "test_fail", "test_boundary", "test_gap")


def each_check(test: Callable[[Check], None]) -> Callable[[Check], None]:
    return pytest.mark.parametrize("check", all_checks(), ids=lambda one: one.id)(test)


@each_check
def test_has_a_test_of_each_kind(check: Check) -> None:
    *_, folder, stem = check.judge.__module__.split(".")
    tests = ast.parse((HERE / folder / f"test_{stem}.py").read_text("utf-8"))
    names = [one.name for one in tests.body if isinstance(one, ast.FunctionDef)]
    missing = [kind for kind in KINDS if not any(name.startswith(kind) for name in names)]
    assert not missing


@each_check
def test_stands_in_a_file_of_its_name(check: Check) -> None:
    assert check.judge.__module__.rpartition(".")[2] == check.name


@each_check
def test_limits_are_numbers_and_are_the_modules_own(check: Check) -> None:
    declared = getattr(sys.modules[check.judge.__module__], "Limits", NoLimits)
    assert is_dataclass(check.limits)
    assert isinstance(check.limits, declared)
    for one in fields(check.limits):
        assert isinstance(getattr(check.limits, one.name), timedelta | int | float | bool)


@each_check
def test_rows_are_of_the_checklist(check: Check) -> None:
    assert check.rows
    assert set(check.rows) <= {row.id for row in controls()}


@each_check
def test_page_has_a_reference_and_one_line_of_claim(check: Check) -> None:
    title, _, url = check.page.reference.partition(", ")
    assert title
    assert url.startswith("https://learn.microsoft.com/en-us/")
    assert "\n" not in check.page.claim
    assert check.page.claim.endswith(".")


def test_ids_are_permanent() -> None:
    known = """
        AG01 AG02 AG03 AG04 AG05
        AP01 AP02 AP03 AP04 AP05
        BA01 BA02 BA03 BA04 BA05 BA06 BA07 BA08
        BC01 BC02 BC03 BC04 BC05 BC06 BC07 BC08 BC09 BC10 BC11 BC12 BC13
        BD01 BD02
        BJ01 BJ02 BJ03 BJ04 BJ05 BJ06 BJ07
        BP01 BP02 BP03 BP04 BP05
        BS01 BS02 BS03
        CE01 CE02 CE03 CE04 CE05 CE06
        CL01
        CR01
        DB01 DB02 DB03 DB04 DB05
        DR01
        DT01
        EN01 EN02 EN03
        ES01 ES02 ES03 ES04
        LS01 LS02 LS03 LS04 LS05 LS06 LS07 LS08 LS09 LS10 LS11 LS12 LS13 LS14
        MS01 MS02 MS03 MS04 MS05 MS06 MS07 MS08
        PE01 PE02 PE03 PE04 PE05 PE06 PE07 PE08 PE09 PE10
        RB01 RB02 RB03 RB04 RB05 RB06
        RC01 RC02 RC03 RC04 RC05
        RD01 RD02 RD03 RD04 RD05
        RG01 RG02 RG03 RG04 RG05
        RM01 RM02 RM03 RM04 RM05
        ST01 ST02 ST03 ST04 ST05 ST06 ST07
    """
    assert [check.id for check in all_checks()] == known.split()


def test_an_id_claimed_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=f"{all_checks()[0].id} is both"):
        in_order([*all_checks(), all_checks()[0]])


def test_checklist_is_microsofts() -> None:
    backup = [f"B{number:02}" for number in range(1, 12)]
    restore = [f"R{number:02}" for number in range(1, 11)]
    assert [row.id for row in controls()] == backup + restore
    for row in controls():
        assert row.half is (Half.BACK_UP if row.id.startswith("B") else Half.RESTORE)
        assert row.assessed.startswith("by ")
        assert row.applies
        for reference in row.references:
            assert reference.url.startswith("https://learn.microsoft.com/en-us/biztalk/")


def test_documentation_is_of_these_checks() -> None:
    assert document.PAGE.read_text("utf-8") == document.document(), "run: make docs"
