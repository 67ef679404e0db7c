"""The door to the graph: what it keeps, what it repeats, and what it says when it stays shut."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest
from neo4j.exceptions import ConstraintError

from graph.database import ATTEMPTS, Engine, Graph, Row, Transaction, WroteWhileReading, connect
from graph.driver import refuse_old
from graph.embedded import Embedded
from graph.problems import TooOld, Unreachable, WrongPassword

pytestmark = pytest.mark.anyio

BORN = "CREATE (m:Member {id: $id})"
ALL = "MATCH (m:Member) WHERE m.id <> 'visitor' RETURN m.id AS id ORDER BY id"
TWO = "CREATE (:Member {id: 'a'}), (:Member {id: 'b'})"
KNOW = "MATCH (a:Member {id: 'a'}), (b:Member {id: 'b'}) MERGE (a)-[r:KNOWS {key: 'a:b'}]->(b)"
TIES = "MATCH (:Member {id: 'a'})-[r:KNOWS]->(:Member {id: 'b'}) RETURN count(r) AS ties"
TICK = "MERGE (c:Clock {id: 'c'}) SET c.last = coalesce(c.last, 0) + 1 RETURN c.last AS last"
LAST = "MATCH (c:Clock {id: 'c'}) RETURN c.last AS last"


async def test_a_write_keeps_everything_and_answers(graph: Graph) -> None:
    async def work(transaction: Transaction) -> str:
        await transaction.run(BORN, id="a")
        await transaction.run(BORN, id="b")
        return "done"

    assert await graph.write(work) == "done"
    assert await graph.read(ALL) == [{"id": "a"}, {"id": "b"}]


async def test_a_write_that_fails_keeps_nothing(graph: Graph) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.run(BORN, id="a")
        raise KeyError("a change of mind")

    with pytest.raises(KeyError):
        await graph.write(work)
    assert await graph.read(ALL) == []


async def test_a_key_that_is_taken_is_an_error_and_keeps_nothing(graph: Graph) -> None:
    await graph.write(_bear("a"))

    async def work(transaction: Transaction) -> None:
        await transaction.run(BORN, id="b")
        await transaction.run(BORN, id="a")

    with pytest.raises(ConstraintError):
        await graph.write(work)
    assert await graph.read(ALL) == [{"id": "a"}]


async def test_a_write_that_may_meet_its_own_key_is_repeated(graph: Graph) -> None:
    await graph.write(_bear("a"))
    tries: list[str] = []

    async def work(transaction: Transaction) -> None:
        tries.append("a" if len(tries) < 2 else "b")
        await transaction.run(BORN, id=tries[-1])

    await graph.write(work, repeat=True)
    assert tries == ["a", "a", "b"]
    assert await graph.read(ALL) == [{"id": "a"}, {"id": "b"}]


async def test_a_write_is_not_repeated_for_ever(graph: Graph) -> None:
    await graph.write(_bear("a"))
    tries: list[int] = []

    async def work(transaction: Transaction) -> None:
        tries.append(1)
        await transaction.run(BORN, id="a")

    with pytest.raises(ConstraintError):
        await graph.write(work, repeat=True)
    assert len(tries) == ATTEMPTS


async def test_a_read_never_writes_unnoticed(graph: Graph) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - the embedded engine finds out late, Neo4j refuses
        await graph.read(BORN, id="a")
    if graph.engine is Engine.NEO4J:
        assert getattr(caught.value, "code", "") == "Neo.ClientError.Statement.AccessMode"
        assert await graph.read(ALL) == []
    else:
        assert caught.type is WroteWhileReading


async def test_a_relationship_with_a_key_is_never_doubled(graph: Graph) -> None:
    await graph.write(_run(TWO))
    await asyncio.gather(*(graph.write(_run(KNOW), repeat=True) for _ in range(32)))
    assert await graph.read(TIES) == [{"ties": 1}]


async def test_no_count_is_lost_among_many_writers(graph: Graph) -> None:
    answers = await asyncio.gather(*(graph.write(_run(TICK), repeat=True) for _ in range(40)))
    assert sorted(rows[0]["last"] for rows in answers) == list(range(1, 41))
    assert await graph.read(LAST) == [{"last": 40}]


async def test_statements_are_counted_in_this_task_and_in_those_it_starts(graph: Graph) -> None:
    with graph.counting() as outer:
        await graph.read(ALL)
        with graph.counting() as inner:
            await asyncio.gather(graph.read(ALL), graph.write(_bear("a")))
        await graph.read(ALL)
    await graph.read(ALL)
    assert (outer.statements, inner.statements) == (4, 2)


async def test_what_another_task_sends_is_not_counted(graph: Graph) -> None:
    begin = asyncio.Event()

    async def other() -> None:
        await begin.wait()
        await graph.read(ALL)

    stranger = asyncio.create_task(other())
    with graph.counting() as count:
        begin.set()
        await stranger
    assert count.statements == 0


async def test_a_write_that_takes_too_long_is_given_up(engine: Embedded) -> None:
    graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED, patience=0.3)

    async def work(transaction: Transaction) -> None:
        await transaction.run(BORN, id="late")
        await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await graph.write(work)
    assert {"id": "late"} not in await graph.read(ALL)
    await graph.close()


@pytest.mark.parametrize("address", ["bolt://127.0.0.1:1", "bolt://no.such.host.invalid:7687", "http://127.0.0.1", "?"])
async def test_where_no_graph_answers_is_one_sentence(address: str) -> None:
    with pytest.raises(Unreachable, match=r"^.*\.$") as caught:
        await connect(address, "neo4j", "secret", engine=Engine.NEO4J)
    assert address in str(caught.value)
    assert "secret" not in str(caught.value)


async def test_a_server_that_is_no_graph_is_unreachable(engine: Embedded) -> None:
    with pytest.raises(Unreachable):
        await connect(f"bolt://127.0.0.1:{engine.ports.http}", "root", "secret", engine=Engine.NEO4J)


@pytest.mark.slow
async def test_a_server_that_never_answers_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unreachable):
        await connect(f"bolt://127.0.0.1:{silent.getsockname()[1]}", "neo4j", "secret", engine=Engine.NEO4J)


async def test_a_wrong_password_is_one_sentence(engine: Embedded) -> None:
    with pytest.raises(WrongPassword, match="refuses the password of root"):
        await connect(engine.address, "root", "not the password", engine=Engine.EMBEDDED)


@pytest.mark.parametrize("agent", ["Neo4j/4.4.30", "Neo4j/5.25.1", "Neo4j/", "Memgraph"])
async def test_an_old_neo4j_is_refused(agent: str) -> None:
    with pytest.raises(TooOld, match=r"5\.26 or later"):
        refuse_old(agent, "bolt://here")


@pytest.mark.parametrize("agent", ["Neo4j/5.26.30", "Neo4j/2026.08.1", "Neo4j/5.26-aura"])
async def test_a_recent_neo4j_is_welcome(agent: str) -> None:
    refuse_old(agent, "bolt://here")


def _bear(id: str) -> Callable[[Transaction], Awaitable[list[Row]]]:
    return lambda transaction: transaction.run(BORN, id=id)


def _run(statement: str) -> Callable[[Transaction], Awaitable[list[Row]]]:
    async def work(transaction: Transaction) -> list[Row]:
        return await transaction.run(statement)

    return work
