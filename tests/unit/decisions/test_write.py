"""Decisions into their file: what a team wrote there stays as it is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.decisions import write
from scanner.decisions.load import parsed
from scanner.errors import UserMistake
from scanner.model.decision import Attestation, Decision, DecisionKind, Entered
from tests.decided import ATTESTED, ENTERED, KNOWN, NOW, WAIVED

SAID = {
    "group": "Production",
    "about": "B03",
    "by": "Maria Huber",
    "statement": "We restored it.",
    "document": None,
    "until": "2027-02-10T05:00:00Z",
}
NOBODY = Entered(NOW, "CORP\\otto", "ADMIN02")
FLOW = (
    "- {kind: waiver, id: W-1, group: Production, about: BJ02, owner: O, approver: A, reason: R,\n"
    "   entered: {at: 2026-11-12T05:00:00Z, account: a, host: h}, until: 2027-02-10T05:00:00Z}\n"
)


def added(path: Path, **changes: Any) -> Decision:
    said: Mapping[str, Any] = SAID | changes
    return write.add(write.draft(path, KNOWN), DecisionKind.ATTESTATION, said, ENTERED)


def ended(path: Path, decision: str = "W-1") -> str:
    write.end(write.draft(path, KNOWN), decision, NOBODY)
    return path.read_bytes().decode()


def test_a_new_file_explains_itself(tmp_path: Path) -> None:
    path = tmp_path / "new" / "decisions.yaml"
    one = added(path)
    assert isinstance(one, Attestation)
    assert (one.by, one.entered, one.place) == ("Maria Huber", ENTERED, "decisions.yaml:5")
    assert path.read_text("utf-8").startswith("# btsready: decisions of people")
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "before",
    [
        ATTESTED + "# the end\n",
        ATTESTED.removesuffix("\n"),
        "\ufeff" + ATTESTED,
        "# only a comment\n",
        "  " + ATTESTED.replace("\n", "\n  ").rstrip(" "),
        FLOW,
    ],
)
def test_what_stood_there_stays_to_the_byte(before: str, tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_bytes(before.encode())
    path.chmod(0o644)
    one = added(path)
    data = path.read_bytes()
    assert data.startswith(before.encode())
    found = parsed(data, path, KNOWN)
    assert found.entries[-1] == one
    assert found.complaints == ()
    assert path.stat().st_mode & 0o777 == 0o644


def test_line_ends_stay_of_one_kind(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_bytes(ATTESTED.replace("\n", "\r\n").encode())
    added(path)
    text = ended(path, "A-1")
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize("before", ["[]\n", "attestations:\n", "- kind: 'x\n", f"{ATTESTED}- a\n"])
def test_what_cannot_be_added_to_is_left_alone(before: str, tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text(before, encoding="utf-8")
    with pytest.raises(UserMistake):
        added(path)
    assert path.read_text("utf-8") == before


@pytest.mark.parametrize("path", ["/dev/zero", "."])
def test_what_is_no_file_is_refused(path: str) -> None:
    with pytest.raises(UserMistake, match="is no file to write a decision into"):
        write.draft(Path(path), KNOWN)


def test_what_was_typed_is_doubted_like_a_file(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    with pytest.raises(UserMistake, match="about: no row, check or finding is called 'B99'"):
        added(path, about="B99")
    with pytest.raises(UserMistake, match="statement: holds a control character"):
        added(path, statement="one\ntwo")
    assert not path.exists()


def test_the_same_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    added(path)
    with pytest.raises(UserMistake, match="stands there already"):
        added(path)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    path.write_text(ATTESTED, encoding="utf-8")
    link.symlink_to(path)
    added(link)
    assert link.is_symlink()
    assert "We restored it." in path.read_text("utf-8")


@pytest.mark.parametrize("text", [WAIVED, FLOW, WAIVED.removesuffix("\n"), WAIVED + ATTESTED])
def test_an_end_is_written_into_the_entry(text: str, tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text(text, encoding="utf-8")
    after = ended(path)
    found = {one.id: one for one in parsed(after.encode(), path, KNOWN).entries}
    assert found["W-1"].ended == NOBODY
    said = "ended: {at: '2026-11-22T05:00:00Z', account: CORP\\otto, host: ADMIN02}"
    assert said in after
    assert ("# the change freeze ends" in after) == ("# the change freeze ends" in text)
    assert after.replace(said, "").split() == text.split() or text == FLOW


def test_a_change_of_somebody_else_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text(WAIVED, encoding="utf-8")
    old = write.draft(path, KNOWN)
    path.write_text(WAIVED + ATTESTED, encoding="utf-8")
    with pytest.raises(UserMistake, match="changed meanwhile"):
        write.add(old, DecisionKind.ATTESTATION, SAID, ENTERED)
    assert path.read_text("utf-8") == WAIVED + ATTESTED


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_every_statement_is_read_back_or_refused(tmp_path_factory: Any, text: str) -> None:
    path = tmp_path_factory.mktemp("d") / "decisions.yaml"
    try:
        one = added(path, statement=text)
    except UserMistake:
        assert not path.exists()
    else:
        assert isinstance(one, Attestation)
        assert one.statement == text
