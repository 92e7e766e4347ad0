"""A secret says nothing of itself."""

import pickle

import pytest

from scanner.model.secret import Secret


def test_secret_hides_in_every_form() -> None:
    secret = Secret("canary")
    assert secret.reveal() == "canary"
    for said in (repr(secret), str(secret), f"{secret}", f"{[secret]}", "%s" % secret):  # noqa: UP031 - each way to print is tried
        assert "canary" not in said


def test_secret_is_not_pickled() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret("canary"))
