"""Files of decisions at the door: what counts, and every complaint with its line."""

import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.decisions.load import gather, parsed
from scanner.errors import UserMistake
from scanner.model.decision import Decisions
from tests.decided import ATTESTED, KNOWN, WAIVED


def loaded(folder: Path, text: str, name: str = "decisions.yaml") -> Decisions:
    (folder / name).write_text(text, encoding="utf-8")
    return gather(folder / name, KNOWN)


def test_both_kinds_with_their_place(tmp_path: Path) -> None:
    found = loaded(tmp_path, f"# ours\n{ATTESTED}\n{WAIVED}")
    stated, accepted = found.all
    assert (stated.id, stated.place) == ("A-1", "decisions.yaml:2")
    assert (accepted.id, accepted.place) == ("W-1", "decisions.yaml:11")
    assert accepted.until == stated.until == datetime(2027, 2, 10, 5, tzinfo=UTC)
    assert found.troubles == ()
    assert found.files[0].sha256 == sha256((tmp_path / "decisions.yaml").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2027-02-10T05:00:00Z", "2027-02-10T05:00:00", "8: [0].until: '2027-02-10T05:00:00' has"),
        ("2027-02-10T05:00:00Z", "2027-02-10", "8: [0].until: '2027-02-10' has no zone"),
        ("2027-02-10T05:00:00Z", "soon", "8: [0].until: 'soon' is not a time"),
        ("2027-02-10T05:00:00Z", "2027-02-29T05:00:00Z", "8: [0].until: '2027-02-29T05:00:00Z' is"),
        ("2027-02-10T05:00:00Z", "2026-11-12T05:00:00Z", "until is not after entered.at"),
        ("about: B03", "about: B3", "4: [0].about: no row, check or finding is called 'B3'"),
        ("about: B03", "about: ZZ01/job", "4: [0].about: no row, check or finding"),
        ("by: Maria Huber", "by: ", "5: [0].by: is empty"),
        ("  by: Maria Huber\n", "", "1: [0].by: is missing"),
        ("by:", "bye:", "5: [0].bye: unknown key; did you mean 'by'?"),
        ("kind: attestation", "kind: attest", "1: [0].kind: kind must be one of attestation and"),
        ("id: A-1", "id: A 1", "2: [0].id: must be one word"),
        ("statement: We", "statement: pwd=x We", "6: [0].statement: looks like a secret"),
        ("by: Maria", "id: A-2\n  by: Maria", "5: [0].id: stands here twice"),
    ],
)
def test_a_malformed_entry_is_told_and_does_not_count(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    found = loaded(tmp_path, ATTESTED.replace(old, new, 1) + WAIVED)
    assert [one.id for one in found.all] == ["W-1"]
    assert any(f"decisions.yaml:{said}" in text or said in text for text in found.troubles)
    assert all(text.endswith("; it does not count.") for text in found.troubles)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Anna Aigner", "Olaf\u200b \uff2ftto", "approver must be another person than owner"),
        ("Anna Aigner", "olaf  OTTO", "approver must be another person than owner"),
        ("BJ02/the job", "B04", "a whole row cannot be waived"),
    ],
)
def test_a_malformed_waiver(old: str, new: str, said: str, tmp_path: Path) -> None:
    found = loaded(tmp_path, WAIVED.replace(old, new))
    assert found.all == ()
    assert said in found.troubles[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("attestations: []", "must be a list"),
        ("- kind: 'x", "not YAML from here on"),
        ("- &a {}", "no & anchors"),
        ("- !!python/object/apply:os.getcwd []", "no ! tags"),
        ("<<<<<<< HEAD\n- id: A-1\n=======\n- id: A-2\n>>>>>>> other\n", "not YAML from here on"),
        ("#" * 1_048_577, "larger than 1024 KiB"),
    ],
)
def test_a_file_that_is_none_is_told(text: str, said: str, tmp_path: Path) -> None:
    found = loaded(tmp_path, text)
    assert found.all == ()
    assert said in found.troubles[0]


def test_an_id_that_stands_twice_counts_not_once(tmp_path: Path) -> None:
    loaded(tmp_path, ATTESTED, "one.yaml")
    loaded(tmp_path, ATTESTED + WAIVED, "two.yml")
    (tmp_path / "notes.txt").write_text("no decisions", encoding="utf-8")
    found = gather(tmp_path, KNOWN)
    assert [one.id for one in found.all] == ["W-1"]
    assert found.troubles == ("The id 'A-1' stands 2 times; none of these entries counts.",)
    assert [one.name for one in found.files] == ["one.yaml", "two.yml"]


def test_no_file_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserMistake, match="no such file or folder"):
        gather(tmp_path / "absent.yaml", KNOWN)


def documented(folder: Path, path: str, content: bytes = b"proof") -> str:
    entry = f"  document: {{path: '{path}', sha256: {sha256(content).hexdigest()}}}\n"
    return loaded(folder, ATTESTED + entry).attestations[0].flaw


def test_a_document_that_is_what_it_was(tmp_path: Path) -> None:
    (tmp_path / "drill.pdf").write_bytes(b"proof")
    assert documented(tmp_path, "drill.pdf") == ""


def test_a_document_that_changed_or_is_gone(tmp_path: Path) -> None:
    (tmp_path / "drill.pdf").write_bytes(b"another")
    assert "was changed since" in documented(tmp_path, "drill.pdf")
    assert "cannot be read: No such file" in documented(tmp_path, "gone.pdf")
    assert "is not a file" in documented(tmp_path, ".")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_document_that_would_never_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not a file" in documented(tmp_path, "pipe")


@pytest.mark.parametrize("path", [r"\\EVIL\share\a.pdf", "//EVIL/share/a.pdf"])
def test_a_document_on_a_share_is_never_opened(path: str, tmp_path: Path) -> None:
    entry = f"  document: {{path: '{path}', sha256: {'0' * 64}}}\n"
    found = loaded(tmp_path, ATTESTED + entry)
    assert found.all == ()
    assert "must not be on a share" in found.troubles[0]


@given(st.text(max_size=200))
def test_no_text_breaks_the_door(text: str) -> None:
    data = text.encode(errors="surrogatepass")
    found = parsed(ATTESTED.encode() + data, Path("decisions.yaml"), KNOWN)
    assert found.entries or found.complaints


@given(st.binary(max_size=200))
def test_no_bytes_break_the_door(data: bytes) -> None:
    parsed(data, Path("decisions.yaml"), KNOWN)
