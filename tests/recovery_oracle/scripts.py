"""Stories of what may happen to a group, as short lists that hypothesis can shorten further."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from hypothesis import strategies as st

from tests.recovery_oracle.world import BEGIN, PERSON, Layout, World, Zone

Event = tuple[str, int, int]

HOUR = timedelta(hours=1)
ZONES = (
    Zone(),
    Zone(2 * HOUR, HOUR, BEGIN + timedelta(minutes=50)),
    Zone(HOUR, 2 * HOUR, BEGIN + timedelta(minutes=50)),
    Zone(-5 * HOUR, -5 * HOUR),
)
LAYOUTS = tuple(
    Layout(servers, destination, is_local, zone)
    for servers in (("SQL01", "SQL02"), ("SQL01", "SQL01", "SQL02"))
    for destination in ("FILE01", "SQL01")
    for is_local in (False, True)
    for zone in ZONES
)


def _log(world: World, a: int, b: int) -> None:
    world.run(full=False)


def _full(world: World, a: int, b: int) -> None:
    world.run(full=True)


def _partial_log(world: World, a: int, b: int) -> None:
    world.run(full=False, fails_at=a % len(world.databases))


def _partial_full(world: World, a: int, b: int) -> None:
    world.run(full=True, fails_at=a % len(world.databases))


def _swallowed(world: World, a: int, b: int) -> None:
    world.run(full=b % 2 == 0, swallows=a % len(world.databases))


def _damaged(world: World, a: int, b: int) -> None:
    world.damaging = a % len(world.databases)
    world.run(full=b % 4 == 0)
    world.damaging = -1


def _foreign(world: World, a: int, b: int) -> None:
    """Somebody's backup: full or log, copy-only or not, to NUL or beside the job's files."""
    database = world.databases[a % len(world.databases)]
    full, copy_only, to_null, works = (bool(b >> bit & 1) for bit in range(4))
    if works:
        database.work()
    if database.chain is None and not full:
        return
    path = "NUL" if to_null else rf"{world.layout.folder}\own_{len(database.backups)}_{a}.bak"
    world.backup(database, full, world.order(path, PERSON, is_copy_only=copy_only))


def _model(world: World, a: int, b: int) -> None:
    world.databases[a % len(world.databases)].change_model()


def _restored(world: World, a: int, b: int) -> None:
    database = world.databases[a % len(world.databases)]
    if database.backups:
        back = database.backups[-1 - b % min(len(database.backups), 5)]
        world.wait(timedelta(seconds=1))
        database.restore(back, world.now, spans=b % 2 == 0)
        database.work(b)  # LSNs may overtake those of the abandoned fork
        world.wait(timedelta(seconds=1))


def _recreated(world: World, a: int, b: int) -> None:
    world.wait(timedelta(seconds=1))
    world.databases[a % len(world.databases)].recreate(world.now)


def _bulk(world: World, a: int, b: int) -> None:
    world.databases[a % len(world.databases)].work(is_bulk=True)


def _deleted(world: World, a: int, b: int) -> None:
    if world.files:
        del world.files[_pick(world, a, b)]


def _shortened(world: World, a: int, b: int) -> None:
    if world.files:
        world.files[_pick(world, a, b)] = 0 if b % 2 else 999


def _pick(world: World, a: int, b: int) -> str:
    return list(world.files)[-1 - (a * 10 + b) % len(world.files)]


def _copied(world: World, a: int, b: int) -> None:
    world.copy_all()


def _purged(world: World, a: int, b: int) -> None:
    world.purge(world.layout.servers[a % len(world.layout.servers)])


EVENTS: dict[str, tuple[int, Callable[[World, int, int], None]]] = {  # how often, what
    "log": (9, _log),
    "full": (3, _full),
    "partial log": (1, _partial_log),
    "partial full": (1, _partial_full),
    "swallowed": (1, _swallowed),
    "damaged": (1, _damaged),
    "foreign": (3, _foreign),
    "model": (1, _model),
    "restored": (1, _restored),
    "recreated": (1, _recreated),
    "bulk": (1, _bulk),
    "deleted": (1, _deleted),
    "shortened": (1, _shortened),
    "copied": (1, _copied),
}
PURGE: dict[str, tuple[int, Callable[[World, int, int], None]]] = {"purged": (3, _purged)}
ACTIONS = {name: action for name, (_, action) in {**EVENTS, **PURGE}.items()}


def events(*, purges: bool = False) -> st.SearchStrategy[list[Event]]:
    """Short and long stories alike: left alone, hypothesis likes short ones."""
    known = {**EVENTS, **PURGE} if purges else EVENTS
    names = [name for name, (often, _) in known.items() for _ in range(often)]
    number = st.integers(0, 15)
    event = st.tuples(st.sampled_from(names), number, number)
    return st.lists(event, max_size=8) | st.lists(event, min_size=9, max_size=26)


layouts = st.sampled_from(LAYOUTS)


def played(layout: Layout, story: Iterable[Event]) -> World:
    """A group that was well for two runs, and then what the story tells; minutes pass between."""
    world = World(layout)
    _full(world, 0, 0)
    for name, a, b in story:
        world.wait(timedelta(minutes=1 + a, seconds=b * 3))
        ACTIONS[name](world, a, b)
    return world
