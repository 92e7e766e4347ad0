"""The reader in a PowerShell engine and the lab's Python answer every question alike.

The very host_reader.ps1, sent by the very bootstrap, runs over the same description as the lab.
Details of gaps are for people and may differ; reasons and rows may not.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scanner.transport.host_framing import (
    HostAnswer,
    command_line,
    read_answers,
    reader_sha256,
    standard_input,
)
from tests.lab.winrm.answers import PS_VERSION, answer_document
from tests.lab.winrm.description import LabHost
from tests.lab.winrm.dump import dump
from tests.lab.winrm.shells import print_constrained, print_full
from tests.lab_tests.reader_host import ACCOUNT, QUESTIONS, everything
from tests.needs import checker

PRELUDE = Path(__file__).parents[1] / "lab" / "reader_prelude.ps1"
IDS = [str(question["id"]) for question in QUESTIONS]
NONCE = "0123456789abcdef"
SECONDS = 10_000
MODES = ("FullLanguage", "ConstrainedLanguage")


@pytest.fixture(scope="module", params=MODES)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, HostAnswer], dict[str, HostAnswer]]:
    """What the engine and the lab's Python say to all questions."""
    host = everything(request.param)
    stdin = standard_input(QUESTIONS, NONCE, SECONDS)
    told = _in_the_engine(host, stdin, tmp_path_factory.mktemp("reader"))
    return read_answers(told, NONCE, IDS), read_answers(_in_the_lab(host, stdin), NONCE, IDS)


@pytest.mark.parametrize("id_", IDS)
def test_engine_and_lab_answer_alike(
    both: tuple[dict[str, HostAnswer], dict[str, HostAnswer]], id_: str
) -> None:
    engine, lab = (answers[id_] for answers in both)
    assert (_plain(engine.rows), engine.reason) == (_plain(lab.rows), lab.reason), engine.detail


def test_the_time_for_all_questions_ends_alike(tmp_path: Path) -> None:
    """The first slow one is within its own time but uses up that of all."""
    slow = {"kind": "cim", "namespace": "root\\slow", "class": "Any", "properties": ["Name"]}
    ids = ["first", "second", "third"]
    stdin = standard_input([{"id": id_, **slow, "filter": None} for id_ in ids], NONCE, 30)
    told = _in_the_engine(everything(), stdin, tmp_path)
    engine = read_answers(told, NONCE, ids)
    lab = read_answers(_in_the_lab(everything(), stdin), NONCE, ids)
    assert [answer.reason for answer in engine.values()] == [None, "timed_out", "timed_out"]
    assert [answer.reason for answer in lab.values()] == [None, "timed_out", "timed_out"]


def test_the_text_that_runs_has_the_hash_of_the_file(tmp_path: Path) -> None:
    """So an administrator finds it again in script-block logs."""
    spy = tmp_path / "spy.ps1"
    spy.write_text(
        "function Invoke-Expression([string]$Command) { $sha = [Security.Cryptography.SHA256]::"
        "Create(); [BitConverter]::ToString($sha.ComputeHash([Text.Encoding]::UTF8.GetBytes("
        "$Command))).Replace('-', '').ToLower() }",
        encoding="ascii",
    )
    stdin = standard_input([], NONCE, 1)
    assert _in_the_engine(everything(), stdin, tmp_path, spy).strip().decode() == reader_sha256()


def _in_the_engine(host: LabHost, stdin: bytes, folder: Path, prelude: Path = PRELUDE) -> bytes:
    description = folder / "host.json"
    description.write_text(json.dumps(dump(host, ACCOUNT)), encoding="utf-8")
    domain, _, user = ACCOUNT.partition("\\")
    environment = {
        **os.environ,
        "LAB_HOST": str(description),
        "TZ": "Etc/GMT-1",  # one hour east, as the description says
        "COMPUTERNAME": host.name,
        "USERDOMAIN": domain,
        "USERNAME": user,
        "PROCESSOR_ARCHITECTURE": "AMD64",
    }
    engine = [checker("winps"), "-LanguageMode", host.language_mode, "-Prelude", str(prelude)]
    _program, *arguments = command_line().split()
    run = subprocess.run(
        [*engine, *arguments], input=stdin, env=environment, capture_output=True, check=False
    )
    assert run.stderr == b""
    return run.stdout


def _in_the_lab(host: LabHost, stdin: bytes) -> bytes:
    document = json.loads(stdin.splitlines()[-1])
    answers = answer_document(document, host, ACCOUNT)
    full = host.language_mode == "FullLanguage"
    text = print_full(answers, NONCE) if full else print_constrained(answers, NONCE)
    return text.encode("ascii")


def _plain(rows: Any) -> Any:
    """Without the engine's own version, the one thing that is not described."""
    if rows is None:
        return None
    return [{**row, "ps_version": PS_VERSION} if "ps_version" in row else row for row in rows]
