"""The master secret is held by its server, by every node of its cluster, and by nobody else.

Why it matters
--------------
A cluster node without the secret stops Single Sign-On at the next failover. A machine that still
holds a secret although another is the master secret server is left over from a move: people back up
the wrong one, and notice at the restore.

What is read
------------
The name of the master secret server in SSOX_GlobalInfo, in the estate (hosts with the role
master_secret; a cluster is declared by its network name with its `nodes`), in event 10575 (master
secret server changed) and, on every BizTalk server, in events 10529, 10532 and 10533, which name
the server that was asked for the secret; the names of the keys below
HKLM\\SOFTWARE\\Microsoft\\ENTSSO\\SSOSS on each of them. The value of a key is never read.

How to fix
----------
Find out with ssomanage -displaydb which server is in use, and correct the estate or the server. On
a node that lacks the secret, restore it with ssoconfig -restoreSecret. On a former server, keep no
backup file of its secret, and let Single Sign-On be configured anew.

Reference: How to Move the Master Secret Server, https://learn.microsoft.com/en-us/biztalk/core/how-to-move-the-master-secret-server
"""

from collections.abc import Iterable

from checks.master_secret.secret import NEEDS, the_secret_nodes
from checks.wording import count, listed, when
from scanner.facts.master_secret import SecretKey, SsoEvent
from scanner.model.access import machines
from scanner.model.check import Facts, NoLimits, check
from scanner.model.estate import HostRole
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.names import host_name
from scanner.model.status import Severity
from scanner.recovery.master_secret import (
    GOT_CURRENT_SECRET,
    GOT_SECRET,
    LOST_SERVER,
    RESTORED,
    SERVER_CHANGED,
    STARTED,
    nodes_of,
    secret_events,
    secret_id,
    secret_server,
    strings,
)

ASKED = frozenset({GOT_SECRET, GOT_CURRENT_SECRET, LOST_SERVER})
SETTLED = frozenset({SERVER_CHANGED, STARTED, RESTORED})
FIND_OUT = "Find out with ssomanage -displaydb which server is in use"


def _machines(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    """The server first, or its nodes, then whoever else could hold a secret."""
    found = the_secret_nodes(facts)
    if isinstance(found, Verdict):
        return found
    named = list(found)
    known = {one.about for one in named}
    others = [one for one in facts.targets(SecretKey) if one not in known]
    return [*named, *(Subject(one.name, one, one) for one in others)]


@check(
    id="MS05",
    title="The master secret is where it belongs, and nowhere else",
    rows=("B07",),
    severity=Severity.HIGH,
    needs=(*NEEDS, SecretKey),
    subjects=_machines,
)
def secret_is_where_it_belongs(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    machine, found = subject.about, secret_server(facts)
    server = found[0] if found else machine
    keys, (first, *others) = facts.rows(SecretKey, machine), nodes_of(facts, server)
    asked = _asks_another(machine, server, facts)
    if machine == first:
        said = _named_elsewhere(server, facts) or asked
        return said or _held(machine, keys, _role(machine, server))
    if machine not in _declared(facts) and machine not in others:
        return asked or _not_held(machine, server, keys)
    own, needed = _ids(keys), _ids(facts.rows(SecretKey, first))
    if own and own != needed:
        return fails(
            f"{machine.name} holds other master secrets than {first.name}, of the same cluster.",
            *keys,
            fix=f"Restore the newest backup of the master secret on {machine.name}.",
        )
    return asked or _held(machine, keys, f"a node of {server.name}'s cluster")


def _role(machine: Target, server: Target) -> str:
    return "the master secret server" if machine == server else f"a node of {server.name}'s cluster"


def _declared(facts: Facts) -> set[Target]:
    """Hosts that the estate calls master secret server, clusters by their nodes."""
    mine = (one.name for one in facts.group.hosts if HostRole.SECRET_SERVER in one.roles)
    return {facts.host(node) for name in mine for node in machines(facts.group, name)}


def _named_elsewhere(server: Target, facts: Facts) -> Verdict | None:
    """Whether somebody names another server than SSODB does."""
    nodes, own = _declared(facts), set(nodes_of(facts, server))
    if nodes and not own <= nodes:
        return fails(
            f"SSODB names {server.name} as master secret server, the estate "
            f"{listed(sorted(one.name for one in nodes))}.",
            *facts.rows(SecretKey, nodes_of(facts, server)[0]),
            fix=(
                f"{FIND_OUT}, and correct the other. If {server.name} is the network name of a "
                "cluster, declare it with its nodes."
            ),
        )
    moves = [one for one in secret_events(facts, server) if one.event_id == SERVER_CHANGED]
    last = max(moves, key=lambda one: one.written, default=None)
    if last and host_name(strings(last, 1)[0]) not in {one.name for one in nodes | own | {server}}:
        return fails(
            f"On {when(last.written)}, {strings(last, 1)[0]} became the master secret server, but "
            f"SSODB names {server.name}.",
            last,
            fix=f"{FIND_OUT}.",
        )
    return None


def _asks_another(machine: Target, server: Target, facts: Facts) -> Verdict | None:
    """A machine that asked another one for the secret since the server last showed itself."""
    said = [one for one in facts.rows(SsoEvent, machine) if one.event_id in ASKED]
    last = max(said, key=lambda one: one.written, default=None)
    named = host_name(strings(last, 1)[0]) if last else ""
    known = {server, *nodes_of(facts, server), *_declared(facts)}
    if last is None or named in {one.name for one in known}:
        return None
    shown = (one.written for one in secret_events(facts, server) if one.event_id in SETTLED)
    if any(since >= last.written for since in shown):
        return None
    return fails(
        f"On {when(last.written)}, {machine.name} asked {named} for the master secret, but SSODB "
        f"names {server.name}.",
        last,
        fix=f"{FIND_OUT} on {machine.name}: it may use another SSODB than the group.",
    )


def _ids(keys: Iterable[SecretKey]) -> set[str]:
    return {secret_id(one.secret_id) for one in keys if one.secret_id}


def _held(machine: Target, keys: tuple[SecretKey, ...], role: str) -> Verdict:
    if _ids(keys):
        held = count(len(_ids(keys)), "secret")
        return passes(f"{machine.name} is {role} and holds {held}.", *keys)
    return fails(
        f"{machine.name} is {role} but holds no secret.",
        *keys,
        fix=f"Restore the master secret on {machine.name} with ssoconfig -restoreSecret.",
    )


def _not_held(machine: Target, server: Target, keys: tuple[SecretKey, ...]) -> Verdict:
    if not _ids(keys):
        return passes(f"{machine.name} holds no master secret; {server.name} does.", *keys)
    return fails(
        f"{machine.name} still holds {count(len(_ids(keys)), 'master secret')}, though "
        f"{server.name} is the master secret server.",
        *keys,
        fix=(
            f"If {machine.name} was the master secret server before, throw away the backups of "
            "that time. If both are nodes of a cluster, declare it with its nodes."
        ),
    )
