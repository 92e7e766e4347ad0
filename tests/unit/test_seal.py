"""The container: canonical, and every flipped bit is noticed."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import ExitStatus, VerificationFailed
from scanner.seal import MAX_FILE, canonical_json, open_sealed, seal

MEMBERS = {"b.json": b'{"x":1}', "a.json": b"[]"}


def test_the_same_content_is_the_same_bytes_in_any_order() -> None:
    assert seal("run", MEMBERS) == seal("run", dict(reversed(MEMBERS.items())))


@given(st.dictionaries(st.text("abc/", min_size=1, max_size=5), st.binary(max_size=50), max_size=4))
def test_opening_gives_back_what_was_sealed(members: dict[str, bytes]) -> None:
    assert open_sealed("run", seal("run", members), "f") == members


@pytest.mark.parametrize("place", range(0, len(seal("run", MEMBERS)), 3))
def test_one_flipped_bit_anywhere_is_noticed(place: int) -> None:
    data = bytearray(seal("run", MEMBERS))
    data[place] ^= 1
    with pytest.raises(VerificationFailed) as failed:
        open_sealed("run", bytes(data), "run.zip")
    assert failed.value.status is ExitStatus.VERIFICATION_FAILED
    assert "run.zip" in failed.value.message


def test_another_kind_is_refused() -> None:
    with pytest.raises(VerificationFailed):
        open_sealed("evidence", seal("run", MEMBERS), "f")


def test_an_extra_member_is_refused() -> None:
    stream = io.BytesIO(seal("run", MEMBERS))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("zz", b"hidden")
    with pytest.raises(VerificationFailed):
        open_sealed("run", stream.getvalue(), "f")


def test_bytes_after_the_end_are_refused() -> None:
    with pytest.raises(VerificationFailed):
        open_sealed("run", seal("run", MEMBERS) + b"\0", "f")


def test_a_compressed_member_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * 10_000_000)
    with pytest.raises(VerificationFailed):
        open_sealed("run", stream.getvalue(), "f")


def test_something_else_altogether_is_refused() -> None:
    with pytest.raises(VerificationFailed):
        open_sealed("run", b"not a zip", "f")


def test_a_file_beyond_the_cap_is_refused_by_its_size() -> None:
    class Huge(bytes):
        def __len__(self) -> int:
            return MAX_FILE + 1

    with pytest.raises(VerificationFailed, match="larger"):
        open_sealed("run", Huge(), "f")


def test_json_is_sorted_and_refuses_what_json_cannot_say() -> None:
    assert canonical_json({"b": 1, "a": "é"}) == b'{"a":"\\u00e9","b":1}\n'
    with pytest.raises(ValueError, match="float"):
        canonical_json(float("nan"))
