"""Who may speak graphql-transport-ws, and what becomes of who doesn't speak it."""

import pytest

from graph import session, token
from server.serving import LARGEST_FRAME
from tests.network import Network
from tests.server.live.conftest import Place, until
from tests.server.live.speaker import CHANGES, Speaker, allowed, speaker

pytestmark = pytest.mark.anyio

ELSEWHERE = "https://ailleurs.example"
SAY = 'mutation ($space: ID!) { postMessage(space: $space, body: "là") { __typename } }'

ASK = '{"type": "subscribe", "id": %s, "payload": {"query": "{ __typename }"}}'
NONSENSE: list[tuple[str | bytes, int]] = [
    *((said, 4400) for said in ("", "{", "[]", "7", '{"type": "connexion"}', '{"type": ["ping"]}')),
    *((ASK % id, 4400) for id in ("7", '""', '"%s"' % ("x" * 129), "null")),
    ('{"type": "ping", "payload": 7}', 4400),
    ('{"type": "subscribe", "id": "1", "payload": "{ __typename }"}', 4400),
    ('{"type": "subscribe", "id": "1"}', 4400),
    ('{"type": "complete"}', 4400),
    ('{"type": "connection_init"}', 4429),
    (b'{"type": "ping"}', 4400),
    ("x" * (LARGEST_FRAME + 1), 1009),
]


@pytest.fixture
async def room(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim", "claire"):
        await network.member(member, "maille")
    return await network.room("maille")


@pytest.fixture
async def bystander(place: Place, room: str) -> Speaker:
    """Somebody who hears the room meanwhile."""
    made = await (await speaker(place, "claire")).init()
    await made.subscribe("1", space=room, since=0)
    await made.event()
    return made


async def test_what_is_no_message_closes_that_socket_alone(place: Place, room: str, bystander: Speaker) -> None:
    for said, code in NONSENSE:
        karim = await (await speaker(place, "karim")).init()
        await karim.socket.send(said)
        assert await karim.code() == code, said
    await place.post("amina", room, "toujours là")
    assert await bystander.bodies(1) == [(1, "toujours là")]


async def test_an_id_that_still_runs_is_taken(place: Place, room: str) -> None:
    karim = await (await speaker(place, "karim")).init()
    await karim.subscribe("1", space=room, since=0)
    await karim.subscribe("1", space=room, since=0)
    assert await karim.code() == 4409


async def test_nothing_is_run_before_the_ack(place: Place, room: str) -> None:
    karim = await speaker(place, "karim")
    await karim.say(type="ping")
    assert await karim.down() == {"type": "pong"}
    await karim.subscribe("1", space=room, since=0)
    assert await karim.code() == 4401


async def test_who_never_begins_is_not_waited_for(place: Place, room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.subscriptions.socket.INIT", 0.01)
    karim = await speaker(place, "karim")
    assert await karim.code() == 4408


async def test_another_protocol_is_not_spoken(place: Place, room: str) -> None:
    for protocol in (None, "graphql-ws", "maille.json.v1"):
        assert await (await speaker(place, "karim", protocol=protocol)).code() == 4406


async def test_who_is_not_signed_in_does_not_come_in(place: Place, room: str) -> None:
    visitor = await speaker(place)
    await visitor.say(type="connection_init")
    assert await visitor.code() == 4403


async def test_a_token_that_is_no_good_makes_nobody_a_visitor_nor_the_cookies_member(place: Place, room: str) -> None:
    for given in ("", "mlt_x", "Bearer mlt_x", "Basic x", "Bearer " + token.secret()):
        karim = await speaker(place, "karim")
        await karim.say(type="connection_init", payload={"Authorization": given})
        assert await karim.code() == 4403, given


async def test_the_cookie_counts_on_our_own_pages_alone_and_a_token_anywhere(place: Place, room: str) -> None:
    ours = await speaker(place, "karim", origin=f"http://127.0.0.1:{place.port}")
    await ours.init()
    theirs = await speaker(place, "karim", origin=ELSEWHERE)
    await theirs.say(type="connection_init")
    assert await theirs.code() == 4403
    made = await allowed(place, "amina")
    for payload, headers in (({"Authorization": f"Bearer {made}"}, {}), ({}, {"Authorization": f"Bearer {made}"})):
        for origin in (ELSEWHERE, None):
            amina = await speaker(place, "karim", origin=origin, headers=headers)
            await amina.init(**payload)
            await amina.subscribe("q", "{ viewer { name } }")
            assert (await amina.down())["payload"] == {"data": {"viewer": {"name": "Amina"}}}


async def test_a_token_that_reads_does_not_write(place: Place, room: str) -> None:
    for scope, said in ((token.READ, "NOT_IN_SCOPE"), (token.WRITE, None)):
        made = await allowed(place, "amina", scope)
        amina = await (await speaker(place)).init(Authorization=f"Bearer {made}")
        await amina.subscribe("m", SAY, space=room)
        found = await amina.down()
        if said:
            assert found["payload"][0]["extensions"]["code"] == said
        else:
            assert found["payload"] == {"data": {"postMessage": {"__typename": "Message"}}}


async def test_a_token_that_is_revoked_ends_what_it_let_in(place: Place, room: str) -> None:
    made = await allowed(place, "amina")
    amina = await (await speaker(place)).init(Authorization=f"Bearer {made}")
    await amina.subscribe("1", space=room, since=0)
    await amina.event()
    (held,) = (await place.ask("amina", "{ myTokens { id } }"))["myTokens"]
    await place.ask("amina", "mutation ($id: ID!) { revokeToken(id: $id) { __typename } }", id=held["id"])
    assert await amina.code() == 4401


async def test_who_signs_out_is_out_also_where_nothing_runs(place: Place, room: str) -> None:
    amina = await (await speaker(place, "amina")).init()
    await session.end(place.graph, place.tokens["amina"])
    await amina.subscribe("m", SAY, space=room)
    assert await amina.code() == 4401
    assert await place.graph.read("MATCH (m:Message) RETURN m.id AS id") == []


async def test_a_socket_runs_so_much_at_once_and_says_so(place: Place, room: str, bystander: Speaker) -> None:
    karim = await (await speaker(place, "karim")).init()
    for number in range(32):
        await karim.subscribe(str(number), space=room, since=0)
    await karim.subscribe("one more", space=room, since=0)
    while (found := await karim.down())["id"] != "one more":
        assert found["type"] == "next"
    assert found["payload"][0]["extensions"]["code"] == "TOO_MANY_OPERATIONS"


async def test_a_member_has_so_many_sockets(place: Place, room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.subscriptions.desk.CONNECTIONS", 2)
    for _ in range(2):
        await (await speaker(place, "karim")).init()
    third = await speaker(place, "karim")
    await third.say(type="connection_init")
    assert await third.code() == 4010
    await (await speaker(place, "amina")).init()


async def test_who_says_too_much_is_closed(place: Place, room: str) -> None:
    karim = await (await speaker(place, "karim")).init()
    for _ in range(300):
        await karim.say(type="pong")
    assert await karim.code() == 4029


async def test_who_does_not_read_is_closed_and_forgotten(place: Place, room: str, bystander: Speaker) -> None:
    karim = await (await speaker(place, "karim", max_queue=1)).init()
    karim.socket.transport.pause_reading()  # type: ignore[attr-defined]
    long = "mot " * 1900
    document = CHANGES.replace("body", " ".join(f"b{n}: body" for n in range(29)))
    await karim.subscribe("1", document, space=room, since=0)
    desk = place.hub.desk

    async def alone() -> bool:
        await place.post("amina", room, long)
        return bool(desk.connections == 1)

    await until(alone)


async def test_who_goes_leaves_nothing_behind(place: Place, room: str) -> None:
    karim, desk = await (await speaker(place, "karim")).init(), place.hub.desk
    await karim.subscribe("1", space=room, since=0)
    await karim.event()
    assert (desk.connections, desk.loops) == (1, 1)
    karim.socket.transport.abort()

    async def nothing() -> bool:
        return (desk.connections, desk.loops, list(desk._audience), desk._ranges._read) == (0, 0, [], {})

    await until(nothing)


async def test_known_documents_alone_are_followed_where_the_site_says_so(place: Place, room: str) -> None:
    place.house.kept.only = True
    karim = await (await speaker(place, "karim")).init()
    await karim.subscribe("1", space=room, since=0)
    found = await karim.down()
    assert (found["type"], found["payload"][0]["extensions"]["code"]) == ("error", "DOCUMENT_NOT_KNOWN")


@pytest.mark.parametrize(
    ("selection", "code"),
    [
        ("changes { message { " + "replyTo { " * 12 + "id" + " }" * 12 + " } }", "TOO_DEEP"),
        (
            "changes { message { space { members(first: 100) { nodes { threads(first: 100) { nodes { id } } } } } } }",
            "TOO_MANY_NODES",
        ),
        (" ".join(f"a{n}: to" for n in range(31)), "TOO_MANY_ALIASES"),
    ],
)
async def test_the_limits_of_documents_hold(place: Place, room: str, selection: str, code: str) -> None:
    karim = await (await speaker(place, "karim")).init()
    await karim.subscribe(
        "1", f"subscription ($space: ID!) {{ spaceChanges(space: $space) {{ {selection} }} }}", space=room
    )
    found = await karim.down()
    assert (found["type"], found["payload"][0]["extensions"]["code"]) == ("error", code), found


async def test_documents_that_are_new_are_counted(place: Place, room: str) -> None:
    karim = await (await speaker(place, "karim")).init()
    object.__setattr__(place.house, "pace", lambda what, who: 7)
    await karim.subscribe("1", CHANGES + "# jamais vu", space=room)
    assert (await karim.down())["payload"][0]["extensions"] == {"code": "TOO_MANY_DOCUMENTS", "retryAfter": 7}
