"""Every page, asked by eight kinds of viewers, of things that they may see, may not see, or that are not there."""

from collections.abc import Iterator
from typing import Final

import pytest
from starlette.routing import Route

from graph.database import Graph
from graph.viewer import VISITOR
from tests.schema.differential.drawing import drawn
from tests.schema.differential.leaks import SEAL
from tests.schema.differential.network import KINDS, PLACES, World, seal
from tests.schema.differential.oracle import Eyes
from tests.schema.differential.planting import plant
from tests.web.conftest import Client, Site
from web.routes import DEMO_ROUTES, ROUTES

pytestmark = pytest.mark.anyio

ABSENT: Final = "nothing"
MORE: Final = (
    "/search?q=zz",
    "/search?q=nom&kind=MEMBER",
    "/threads?kind=OFFER",
    "/members?search=nom",
    "/topics?search=t0",
)
PLACED: Final = ("/threads?community={}", "/members?community={}", "/search?q=zz&community={}")


@pytest.fixture
async def world(graph: Graph) -> World:
    """A small network with hidden things."""
    made = drawn()
    await plant(graph, made)
    return made


def paths() -> Iterator[str]:
    """Of every page."""
    for route in [*ROUTES, *DEMO_ROUTES]:
        if isinstance(route, Route) and "GET" in (route.methods or ()):
            yield route.path


def things(world: World) -> dict[str, dict[str, str]]:
    """By the first word of an address: the ids of the things that may stand in it, by what stands for them there."""
    same = {kind: {id: id for id in world.ids(kind)} for kind in ("threads", "rooms", "gatherings", "circles")}
    spaces = {id: id for some in same.values() for id in some}
    files = {id: id for id in world.ids("files")}
    messages = {id: id for id in (*world.ids("said"), *world.ids("facts"))}
    places = {("maille" if id == PLACES[0] else seal(id)): id for id in PLACES}
    members = {seal(id): id for id in world.ids("members")}
    topics = {f"sujet-{id}": id for id in world.ids("topics")}
    named = {
        "communities": places,
        "members": members,
        "topics": topics,
        "sign-in": {},
        "calendar": {},
        "mails": {},
        "developers": {"Thread": ""},
    }
    return same | named | {"spaces": spaces, "messages": messages, "files": files}


def addresses(path: str, of: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    """`(address, id)` for each thing that the path could be of; one with no id where it is of none."""
    before, place, after = path.partition("{")
    if not place:
        yield path, ""
        return
    for name, id in of[path.split("/")[1]].items():
        yield f"{before}{name}{after.partition('}')[2]}", id


def few(found: list[tuple[str, str]], eyes: Eyes) -> list[tuple[str, str]]:
    """One of those that may be seen, and two that may not."""
    seen = [one for one in found if one[1] in eyes.found or not one[1]]
    hidden = [one for one in found if one not in seen]
    return [*seen[:1], *hidden[:1], *hidden[-1:]]


async def told(client: Client, address: str, eyes: Eyes) -> set[str]:
    """The ids of hidden things whose seals stand in a page, but those that its address names."""
    answer = await client.get(address)
    assert answer.status_code < 500, (address, answer.status_code)
    own = {f"{kind}{eyes.viewer[1:]}" for kind in "es"}  # one's own mail address and devices
    return (set(SEAL.findall(answer.text)) & eyes.hidden) - own - set(SEAL.findall(address))


async def search(client: Client, world: World, eyes: Eyes, every: bool) -> list[str]:
    """The addresses at which a page tells what it must not."""
    of, found = things(world), []
    for path in (*paths(), *MORE, *(one.format(id) for one in PLACED for id in PLACES)):
        all_of_it = list(addresses(path, of))
        for address, _ in all_of_it if every else few(all_of_it, eyes):
            if secrets := await told(client, address, eyes):
                found.append(f"{address} tells {sorted(secrets)}")
    return found


async def someone(site: Site, viewer: str) -> Client:
    return await site() if viewer == VISITOR else await site(member=viewer)


@pytest.mark.parametrize("kind", KINDS)
async def test_no_page_tells_a_secret(site: Site, world: World, kind: str) -> None:
    eyes = Eyes(world, KINDS[kind])
    assert not await search(await someone(site, KINDS[kind]), world, eyes, every=False)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
async def test_no_page_of_any_thing_tells_a_secret(site: Site, world: World, kind: str) -> None:
    eyes = Eyes(world, KINDS[kind])
    assert not await search(await someone(site, KINDS[kind]), world, eyes, every=True)


@pytest.mark.parametrize("kind", KINDS)
async def test_the_page_of_a_hidden_thing_is_that_of_an_absent_one(site: Site, world: World, kind: str) -> None:
    client, eyes, of = await someone(site, KINDS[kind]), Eyes(world, KINDS[kind]), things(world)
    for path in paths():
        before, place, after = path.partition("{")
        if not place or path.startswith(("/sign-in", "/topics", "/calendar", "/developers")):
            continue
        absent = await client.get(f"{before}{ABSENT}{after.partition('}')[2]}")
        hidden = [(name, id) for name, id in of[path.split("/")[1]].items() if id not in eyes.found]
        for name, _ in [*hidden[:1], *hidden[-1:]]:
            answer = await client.get(f"{before}{name}{after.partition('}')[2]}")
            assert answer.status_code == absent.status_code, (path, name)
            assert answer.text.replace(name, ABSENT) == absent.text, (path, name)
            assert answer.headers.get("location", "").replace(name, ABSENT) == absent.headers.get("location", "")
