"""The line, as short functions: discover, plan, collect, judge, report, and what goes with them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from checks.checklist import controls
from checks.registry import all_checks
from reports import formats, view
from scanner import store
from scanner.arguments import Output, output_of, rows_of, stem_of
from scanner.collect import Collecting, Watch
from scanner.collectors.registry import COLLECTORS
from scanner.decisions.load import Known
from scanner.decisions.of_group import decisions_of, only
from scanner.errors import Interrupted, MissingProgram, UserMistake
from scanner.estate.certificate_files import try_authorities
from scanner.estate.credentials import Vault
from scanner.estate.discover import Servers, Windows
from scanner.estate.load import load
from scanner.judge import Bench, Terms, judge, known_limits
from scanner.live import LiveDoors
from scanner.model.decision import Decisions
from scanner.model.estate import Estate, Group
from scanner.model.evidence import Contact, Evidence
from scanner.model.run import Run
from scanner.model.runbook import Runbook
from scanner.runbook.order import RunbookOrder
from scanner.seal import digest
from scanner.transport.doors import Doors
from scanner.transport.redact import Secrets
from scanner.transport.replay import ReplayDoors, as_recorded

DEFAULT_FORMATS = ("html", "pdf", "json")


@dataclass(frozen=True)
class Found:
    """What discovery found of one group, and whom it met."""

    group: Group
    servers: Servers
    windows: Windows
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class Written:
    """A run with where it stands on disk, and what could not be written."""

    run: Run
    sha256: str
    files: tuple[tuple[str, Path], ...]
    missing: tuple[MissingProgram, ...] = ()


def bench() -> Bench:
    return Bench(all_checks(), controls(), COLLECTORS)


def known_names() -> Known:
    """What a decision can be about."""
    rows = frozenset(one.id for one in controls())
    return Known(rows, frozenset(one.id for one in all_checks()))


def load_estate(path: Path) -> Estate:
    """The estate with every complaint at once, those about limits included."""
    return load(path, known_limits(all_checks()))


def groups_of(estate: Estate, name: str) -> tuple[Group, ...]:
    """The group of that name, or all."""
    chosen = tuple(one for one in estate.groups if not name or one.name == name)
    if not chosen:
        known = ", ".join(one.name for one in estate.groups)
        raise UserMistake(f"the estate has no group {name!r}", f"It has: {known}.")
    return chosen


def _recorded_group(estate: Estate, name: str, replay: Path | None) -> tuple[Group, ...]:
    """As `groups_of`; of a replay the one group that was recorded, and no other."""
    if replay is None:
        return groups_of(estate, name)
    recorded = read_evidence(replay)[0].group.name
    if name not in ("", recorded):
        raise UserMistake(f"{replay} is of the group {recorded!r}, not of {name!r}")
    return groups_of(estate, recorded)


def rows(text: str) -> tuple[str, ...]:
    """Rows of the checklist; empty for all."""
    return rows_of(text, [control.id for control in controls()])


def outputs(texts: Iterable[str]) -> tuple[Output, ...]:
    return tuple(output_of(text, formats.FORMATS) for text in texts)


def collecting(
    estate: Estate, group: Group, vault: Vault, watch: Watch, replay: Path | None = None
) -> Collecting:
    """A collection ready to start: over the network, or over recorded evidence."""
    if replay:
        recorded, _ = read_evidence(replay)
        doors: Doors = ReplayDoors(recorded)
    else:
        try_authorities(group)
        doors = LiveDoors(group, estate.credentials, lambda name: vault.secret(name).reveal())
    return Collecting(
        estate, group, doors, COLLECTORS, lambda: Secrets(vault.known_values()), watch
    )


def read_evidence(path: Path) -> tuple[Evidence, str]:
    data, sha256 = store.read_file(path)
    return store.evidence_of(data, str(path)), sha256


def read_run(path: Path) -> tuple[Run, str]:
    data, sha256 = store.read_file(path)
    return store.run_of(data, str(path)), sha256


def save_evidence(evidence: Evidence, path: Path) -> str:
    """Writes the sealed file; its SHA-256."""
    data = store.evidence_bytes(evidence)
    store.write_file(path, data)
    return digest(data)


def judged(evidence: Evidence, sha256: str, terms: Terms) -> Run:
    return judge(evidence, sha256, bench(), terms)


def under(evidence: Evidence, estate: Estate) -> Evidence:
    """The same evidence under the limits and objectives of another estate file."""
    group = next(iter(groups_of(estate, evidence.group.name)))
    again = replace(evidence.group, objectives=group.objectives)
    return replace(evidence, group=again, limits=estate.limits)


def save_run(run: Run, path: Path) -> str:
    data = store.run_bytes(run)
    store.write_file(path, data)
    return digest(data)


def report(run: Run, sha256: str, outputs: Sequence[Output]) -> Written:
    """Every report that can be written; one that lacks a program does not cost the others."""
    shown = view.of(run, sha256)
    files, missing = [], []
    for output in outputs:
        try:
            store.write_file(output.path, formats.load(output.format).render(shown))
            files.append((output.format, output.path))
        except MissingProgram as e:
            missing.append(e)
    return Written(run, sha256, tuple(files), tuple(missing))


def console(run: Run, sha256: str, colour: bool) -> bytes:
    from reports.console import render

    return render(view.of(run, sha256), colour=colour)


def default_outputs(folder: Path, stem: str) -> tuple[Output, ...]:
    suffixes = {name: formats.load(name).SUFFIX for name in DEFAULT_FORMATS}
    return tuple(Output(name, folder / f"{stem}{suffix}") for name, suffix in suffixes.items())


@dataclass(frozen=True)
class Order:
    """What `scan` was asked for; no group means every group, no outputs the default ones."""

    estate: Path
    group: str
    rows: tuple[str, ...]
    folder: Path
    outputs: tuple[Output, ...]
    replay: Path | None = None
    decisions: Path | None = None


def scan(order: Order, watch: Watch) -> Iterator[Written]:
    """Group by group; a group's evidence is on disk before it is judged."""
    estate = load_estate(order.estate)
    groups = _recorded_group(estate, order.group, order.replay)
    if len(groups) > 1 and order.outputs:
        many = "One --format path cannot hold several groups; choose with --group, or use --out."
        raise UserMistake(f"{order.estate} has {len(groups)} groups", many)
    decided = decisions_of(order.decisions, estate, known_names())
    vault = Vault(estate)
    for group in groups:
        collection = collecting(estate, group, vault, watch, order.replay)
        yield _scan_group(collection, order, only(decided, group.name, estate.groups))


def _scan_group(collection: Collecting, order: Order, decided: Decisions) -> Written:
    evidence = collected(collection, order.folder, order.replay)
    stem = stem_of(evidence.group.name, evidence.collection.ended)
    path = order.folder / f"{stem}-evidence.zip"
    sha256 = save_evidence(evidence, path)
    run = judged(evidence, sha256, Terms(evidence.limits, order.rows, decisions=decided))
    run_path = order.folder / f"{stem}-run.zip"
    run_sha256 = save_run(run, run_path)
    outputs = order.outputs or default_outputs(order.folder, stem)
    written = report(run, run_sha256, outputs)
    return replace(written, files=(("evidence", path), ("run", run_path), *written.files))


def collected(collection: Collecting, folder: Path, replay: Path | None = None) -> Evidence:
    """The evidence; when interrupted, what was read by then is kept beside the reports."""
    try:
        evidence = collection.collect()
    except KeyboardInterrupt:
        part = collection.evidence()
        stem = stem_of(part.group.name, part.collection.ended)
        path = folder / f"{stem}-evidence-interrupted.zip"
        save_evidence(part, path)
        kept = f"What was read so far can be judged: btsready judge {path} -o run.zip"
        raise Interrupted("interrupted", kept) from None
    if replay is None:
        return evidence
    recorded, sha256 = read_evidence(replay)
    return as_recorded(evidence, recorded, sha256)


def collect_one(path: Path, group: str, out: Path, watch: Watch, replay: Path | None = None) -> str:
    """Collects one group into `out`; the file's SHA-256."""
    estate = load_estate(path)
    groups = _recorded_group(estate, group, replay)
    if len(groups) > 1:
        names = ", ".join(one.name for one in groups)
        raise UserMistake(f"{path} has {len(groups)} groups", f"Choose one of {names} by --group.")
    collection = collecting(estate, groups[0], Vault(estate), watch, replay)
    return save_evidence(collected(collection, out.parent, replay), out)


@dataclass(frozen=True)
class Again:
    """What `judge` was asked for."""

    evidence: Path
    estate: Path | None = None
    as_of: datetime | None = None
    rows: tuple[str, ...] = ()
    decisions: Path | None = None


def judge_file(asked: Again, out: Path) -> tuple[Run, str]:
    """Judges an evidence file, by its own limits or by those of another estate file."""
    evidence, sha256 = read_evidence(asked.evidence)
    estate = load_estate(asked.estate) if asked.estate else None
    judged_by = under(evidence, estate) if estate else evidence
    groups = estate.groups if estate else (evidence.group,)
    decided = decisions_of(asked.decisions, estate, known_names())
    decided = only(decided, evidence.group.name, groups)
    run = judged(judged_by, sha256, Terms(judged_by.limits, asked.rows, asked.as_of, decided))
    return run, save_run(run, out)


def discovered(path: Path, group: str, watch: Watch) -> Iterator[Found]:
    """Each group with what discovery found; nothing else is read."""
    estate = load_estate(path)
    vault = Vault(estate)
    for one in groups_of(estate, group):
        collection = collecting(estate, one, vault, watch)
        try:
            servers, windows = collection.discover()
            yield Found(one, servers, windows, collection.evidence().contacts)
        finally:
            collection.close()


def examined(path: Path, group: str, watch: Watch) -> Iterator[tuple[Evidence, Run]]:
    """Each group collected and judged, for the doctor; nothing is written."""
    estate = load_estate(path)
    vault = Vault(estate)
    for one in groups_of(estate, group):
        evidence = collecting(estate, one, vault, watch).collect()
        yield evidence, judged(evidence, "", Terms(evidence.limits))


def runbook(order: RunbookOrder) -> Runbook:
    """Writes the runbook, and its generated files into a folder beside it."""
    from reports.runbook import FORMATS

    return order.write(FORMATS, COLLECTORS)
