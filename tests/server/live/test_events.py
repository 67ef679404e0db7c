"""The subscription as server-sent events: the same promises over plain HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from server.live.protocol import Close
from tests.network import Network
from tests.server.live.conftest import PATIENCE, Place, until
from tests.server.live.speaker import CHANGES, allowed

pytestmark = pytest.mark.anyio

Event = tuple[str, Any]


class Stream:
    """`await stream.next()` is the next event and its data; comments are counted."""

    def __init__(self, response: httpx.Response) -> None:
        self.response, self.comments = response, 0
        self._lines = response.aiter_lines()

    async def next(self) -> Event:
        kind, data = "", ""
        async with asyncio.timeout(PATIENCE):
            async for line in self._lines:
                if not line and kind:
                    return kind, json.loads(data) if data else None
                self.comments += line.startswith(":")
                kind = line.removeprefix("event: ") if line.startswith("event:") else kind
                data = line.removeprefix("data:").strip() if line.startswith("data:") else data
        raise EOFError

    async def comment(self) -> None:
        """Waits for one."""
        async with asyncio.timeout(PATIENCE):
            async for line in self._lines:
                if line.startswith(":"):
                    self.comments += 1
                    return

    async def event(self) -> dict[str, Any]:
        """The next event of the subscription."""
        kind, data = await self.next()
        assert kind == "next", data
        assert "errors" not in data, data
        (told,) = data["data"].values()
        return dict(told)


@asynccontextmanager
async def stream(
    place: Place,
    member: str,
    query: str = CHANGES,
    *,
    method: str = "POST",
    accept: str = "text/event-stream",
    headers: dict[str, str] | None = None,
    **variables: Any,
) -> AsyncIterator[Stream]:
    """A stream as a member."""
    given = {"accept": accept, "cookie": await place.cookie(member), "accept-encoding": "gzip"} | (headers or {})
    body = {"query": query, "variables": variables}
    asked: dict[str, Any] = {"json": body}
    if method == "GET":
        asked = {"params": {"query": query, "variables": json.dumps(variables)}}
    url = f"http://127.0.0.1:{place.port}/graphql"
    async with (
        httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client,
        client.stream(method, url, headers=given, **asked) as response,
    ):
        yield Stream(response)


@pytest.fixture
async def room(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim", "claire"):
        await network.member(member, "maille")
    return await network.room("maille")


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_what_is_said_arrives_as_it_is_said_and_in_order(place: Place, room: str, method: str) -> None:
    await place.post("karim", room, "avant")
    async with stream(place, "amina", method=method, space=room, since=0) as amina:
        assert [one["message"]["body"] for one in (await amina.event())["changes"]] == ["avant"]
        for number in range(2, 5):
            body = f"n° {number} " + "long " * 400
            await place.post("karim", room, body)
            assert [one["number"] for one in (await amina.event())["changes"]] == [number]


async def test_nothing_between_is_asked_to_keep_it(place: Place, room: str) -> None:
    async with stream(place, "amina", space=room) as amina:
        headers = amina.response.headers
        assert headers["content-type"] == "text/event-stream; charset=utf-8"
        assert "no-store" in headers["cache-control"]
        assert "no-transform" in headers["cache-control"]
        assert headers["x-accel-buffering"] == "no"
        assert "content-encoding" not in headers
        assert "content-length" not in headers


async def test_a_comment_goes_where_nothing_is_said(place: Place, room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.subscriptions.streaming.KEEP", 0.01)
    async with stream(place, "amina", space=room) as amina:
        await amina.event()
        before = amina.comments
        await amina.comment()
        await amina.comment()
        assert amina.comments == before + 2


async def test_a_query_and_a_mutation_are_one_event_and_complete(place: Place, room: str) -> None:
    async with stream(place, "amina", "{ viewer { name } }") as amina:
        assert await amina.next() == ("next", {"data": {"viewer": {"name": "Amina"}}})
        assert await amina.next() == ("complete", None)
    say = 'mutation ($space: ID!) { postMessage(space: $space, body: "là") { __typename } }'
    async with stream(place, "amina", say, space=room) as amina:
        assert await amina.next() == ("next", {"data": {"postMessage": {"__typename": "Message"}}})
    async with stream(place, "amina", say, method="GET", space=room) as amina:
        assert amina.response.status_code == 405


async def test_who_takes_json_too_gets_events_of_what_goes_on_alone(place: Place, room: str) -> None:
    both = "application/graphql-response+json, application/json, text/event-stream"
    async with stream(place, "amina", "{ viewer { name } }", accept=both) as amina:
        assert json.loads(await amina.response.aread()) == {"data": {"viewer": {"name": "Amina"}}}
    async with stream(place, "amina", accept=both, space=room, since=0) as amina:
        assert (await amina.event())["to"] == 0


async def test_who_takes_no_events_is_told_how(place: Place, room: str) -> None:
    async with stream(place, "amina", accept="application/json", space=room) as amina:
        assert "text/event-stream" in json.loads(await amina.response.aread())["errors"][0]["message"]


async def test_a_mistake_is_an_event_and_complete(place: Place, room: str) -> None:
    async with stream(place, "amina", "subscription { nothing }") as amina:
        kind, data = await amina.next()
        assert (kind, amina.response.status_code) == ("next", 200)
        assert "Cannot query field 'nothing'" in data["errors"][0]["message"]
        assert await amina.next() == ("complete", None)


async def test_who_may_not_is_refused_as_ever(place: Place, room: str) -> None:
    for headers, status in (
        ({"authorization": "Bearer mlt_x"}, 401),
        ({"origin": "https://ailleurs.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"content-type": "text/plain"}, 415),
    ):
        async with stream(place, "amina", headers=headers, space=room) as amina:
            assert amina.response.status_code == status, headers
    async with stream(
        place, "amina", method="GET", headers={"origin": "https://ailleurs.example"}, space=room
    ) as amina:
        assert amina.response.status_code == 403


async def test_a_visitor_and_who_may_not_read_it_are_told_that_it_is_gone(
    place: Place, network: Network, room: str
) -> None:
    private = await network.circle("maille", "amina", "karim")
    for member, space in (("", room), ("claire", private), ("claire", "nowhere")):
        async with stream(place, member, space=space) as someone:
            told = await someone.event()
            assert (told["gone"], told["changes"]) == (True, [])
            assert await someone.next() == ("complete", None)


async def test_a_token_streams_and_ends_with_it(place: Place, room: str) -> None:
    made = await allowed(place, "amina")
    async with stream(place, "", headers={"authorization": f"Bearer {made}"}, space=room, since=0) as amina:
        await amina.event()
        tokens = (await place.ask("amina", "{ myTokens { id } }"))["myTokens"]
        await place.ask("amina", "mutation ($id: ID!) { revokeToken(id: $id) { __typename } }", id=tokens[0]["id"])
        with pytest.raises(
            (EOFError, httpx.HTTPError)
        ):  # without `complete`: it may be asked for again, and is refused
            await amina.next()


async def test_who_goes_is_forgotten_at_once(place: Place, room: str) -> None:
    desk = place.hub.desk
    async with stream(place, "amina", space=room) as amina:
        await amina.event()
        assert (desk.connections, desk.loops) == (1, 1)

    async def forgotten() -> bool:
        return (desk.connections, desk.loops) == (0, 0)

    await until(forgotten)


async def test_a_member_has_so_many_streams(place: Place, room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.subscriptions.desk.CONNECTIONS", 1)
    async with stream(place, "amina", space=room) as amina:
        await amina.event()
        async with stream(place, "amina", space=room) as another:
            assert another.response.status_code == 429
        async with stream(place, "karim", space=room) as karim:
            await karim.event()


async def test_who_is_too_slow_is_cut_off_without_complete(place: Place, room: str) -> None:
    async with stream(place, "amina", space=room) as amina:
        await amina.event()
        for reader in list(place.hub.desk._audience):
            reader.close(Close.SLOW)
        with pytest.raises((EOFError, httpx.HTTPError)):
            await amina.next()


async def test_a_site_that_stops_ends_its_streams_at_once(place: Place, room: str) -> None:
    async with stream(place, "amina", space=room) as amina:
        await amina.event()
        place.hub.desk.dismiss()
        with pytest.raises(EOFError):
            await amina.next()
    async with stream(place, "amina", space=room) as amina:
        assert amina.response.status_code == 503
