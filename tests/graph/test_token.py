"""A token stands for its member until it is over or revoked; nothing in the graph could be used in its place."""

import pytest

from graph import session, token
from graph.database import Graph
from graph.identity import new_id
from tests.network import Network

pytestmark = pytest.mark.anyio

AT = 1_700_000_000_000


@pytest.fixture
async def net(network: Network) -> Network:
    await network.root()
    for member in ("amina", "theo"):
        await network.member(member, "maille")
    await network.member("malik")
    return network


async def made(graph: Graph, member: str = "amina", scope: str = token.READ, days: int = 30) -> str:
    secret = await token.make(graph, member, new_id(), "Carnet", scope, AT, days)
    assert secret
    return secret


async def test_a_token_stands_for_who_made_it_and_for_what_they_let_it(net: Network, graph: Graph) -> None:
    reads, writes = await made(graph), await made(graph, "theo", token.WRITE)
    one, other = await token.who(graph, reads, AT), await token.who(graph, writes, AT)
    assert one
    assert other
    assert (one.member, one.writes, one.locale) == ("amina", False, "fr")
    assert (other.member, other.writes) == ("theo", True)


async def test_nothing_in_the_graph_is_a_secret(net: Network, graph: Graph) -> None:
    secret = await made(graph)
    [row] = await graph.read("MATCH (t:Token) RETURN properties(t) AS kept")
    assert secret not in str(row)
    assert token.whole(secret)
    assert await token.who(graph, row["kept"]["hash"], AT) is None
    assert await token.who(graph, row["kept"]["id"], AT) is None


async def test_it_is_over_when_its_time_is(net: Network, graph: Graph) -> None:
    secret = await made(graph, days=1)
    assert await token.who(graph, secret, AT + token.DAY - 1)
    assert await token.who(graph, secret, AT + token.DAY) is None
    assert [one.expires for one in await token.held(graph, "amina")] == [AT + token.DAY]


async def test_its_holder_alone_revokes_it(net: Network, graph: Graph) -> None:
    secret = await made(graph)
    [held] = await token.held(graph, "amina")
    assert not await token.revoke(graph, "theo", held.id)
    assert await token.held(graph, "theo") == []
    assert await token.who(graph, secret, AT)
    assert await token.revoke(graph, "amina", held.id)
    assert not await token.revoke(graph, "amina", held.id)
    assert await token.who(graph, secret, AT) is None


async def test_who_signs_out_everywhere_leaves_no_token_behind(net: Network, graph: Graph) -> None:
    hers, his = await made(graph), await made(graph, "theo")
    await session.end_all(graph, "amina")
    assert await token.who(graph, hers, AT) is None
    assert await token.who(graph, his, AT)


async def test_who_is_not_in_the_network_has_none_and_who_has_left_it_none_that_is_good(
    net: Network, graph: Graph
) -> None:
    assert await token.make(graph, "malik", new_id(), "x", token.READ, AT, 1) is None
    assert await token.make(graph, "visitor", new_id(), "x", token.READ, AT, 1) is None
    secret = await made(graph)
    await net.run("MATCH (:Member {id: 'amina'})-[in:MEMBER_OF]->() DELETE in")
    assert await token.who(graph, secret, AT) is None


async def test_twenty_is_enough(net: Network, graph: Graph) -> None:
    for _ in range(token.MOST):
        await made(graph)
    assert await token.make(graph, "amina", new_id(), "x", token.READ, AT, 1) is None
    assert len(await token.held(graph, "amina")) == token.MOST


async def test_a_use_is_noted_once_an_hour(net: Network, graph: Graph) -> None:
    secret = await made(graph)
    used = []
    for later in (5, 10, token.USED_EVERY + 5, token.USED_EVERY + 6):
        with graph.counting() as count:
            assert await token.who(graph, secret, AT + later)
        used.append(((await token.held(graph, "amina"))[0].used, count.statements))
    assert used == [
        (AT + 5, 2),
        (AT + 5, 1),
        (AT + 5, 1),
        (AT + token.USED_EVERY + 6, 2),
    ]


async def test_what_is_no_token_is_not_looked_for(net: Network, graph: Graph) -> None:
    secret = await made(graph)
    slip = secret[:-1] + ("a" if secret[-1] != "a" else "b")
    swapped = secret[:10] + ("a" if secret[10] != "a" else "b") + secret[11:]
    with graph.counting() as count:
        for text in ("", "mlt_", slip, swapped, secret + "x", secret.lower(), f" {secret}", secret + "\n", "é" * 53):
            assert await token.who(graph, text, AT) is None
    assert count.statements == 0


def test_secrets_are_of_one_shape_and_never_the_same() -> None:
    secrets = {token.secret() for _ in range(1000)}
    assert len(secrets) == 1000
    assert all(token.whole(one) and len(one) == 53 for one in secrets)
