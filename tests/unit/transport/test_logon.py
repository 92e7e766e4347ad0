"""A credential is tried alone first, and a refused one never again."""

import threading
from collections.abc import Callable

import pytest

from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure
from scanner.transport.logon import LogonGuard, LogonRefused


def refuse(guard: LogonGuard, target: str = "SQL01") -> None:
    with pytest.raises(LogonRefused, match="wrong"), guard.logon("audit", target):
        raise LogonRefused("wrong password")


def test_a_refused_credential_is_not_tried_again_and_the_message_names_who_refused() -> None:
    guard = LogonGuard()
    refuse(guard)
    with (
        pytest.raises(LogonRefused, match="'audit' was refused by SQL01; not tried again") as again,
        guard.logon("audit", "SQL02"),
    ):
        pytest.fail("let in")
    assert again.value.reason is GapReason.DENIED
    assert guard.retired("audit") == "SQL01"


def test_another_credential_is_not_affected() -> None:
    guard = LogonGuard()
    refuse(guard)
    with guard.logon("other", "SQL01") as permit:
        assert not permit.logged_on
    assert permit.logged_on


def test_any_denial_before_the_logon_was_accepted_counts_as_a_refusal() -> None:
    guard = LogonGuard()
    with pytest.raises(TransportFailure), guard.logon("audit", "BTS01"):
        raise TransportFailure(GapReason.DENIED, "401")
    assert guard.retired("audit")


def test_a_denial_after_the_logon_was_accepted_is_about_rights() -> None:
    guard = LogonGuard()

    def rights_are_refused() -> None:
        with guard.logon("audit", "BTS01") as permit:
            permit.accepted()
            raise TransportFailure(GapReason.DENIED, "not an administrator")

    with pytest.raises(TransportFailure, match="administrator"):
        rights_are_refused()
    assert not guard.retired("audit")


def test_an_unreachable_target_says_nothing_of_the_credential() -> None:
    guard = LogonGuard()
    with pytest.raises(TransportFailure), guard.logon("audit", "SQL01"):
        raise TransportFailure(GapReason.UNREACHABLE, "no answer")
    with guard.logon("audit", "SQL02"):
        pass
    assert not guard.retired("audit")


def test_a_credential_that_worked_is_retired_by_a_later_refusal() -> None:
    guard = LogonGuard()
    with guard.logon("audit", "SQL01"):
        pass
    refuse(guard, "SQL02")
    assert guard.retired("audit") == "SQL02"


def in_threads(work: Callable[[int], None], count: int) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def test_of_many_at_once_one_refused_logon_is_all_that_is_sent() -> None:
    guard = LogonGuard()
    sent: list[int] = []
    refusals: list[str] = []

    def work(number: int) -> None:
        try:
            with guard.logon("audit", f"SQL{number}"):
                sent.append(number)
                raise LogonRefused("wrong password")
        except LogonRefused as refused:
            refusals.append(refused.detail)

    in_threads(work, 12)
    assert len(sent) == 1
    assert len(refusals) == 12


def test_after_a_first_good_logon_the_others_go_at_the_same_time() -> None:
    guard = LogonGuard()
    together = threading.Barrier(4, timeout=5)
    with guard.logon("audit", "SQL01"):
        pass

    def work(number: int) -> None:
        with guard.logon("audit", f"SQL{number}"):
            together.wait()

    in_threads(work, 4)
    assert not together.broken
