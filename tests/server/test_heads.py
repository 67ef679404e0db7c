"""Who says half of a request, or one without an end, is not waited for. Look here when a new uvicorn goes red."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from graph.database import Graph
from server import heads
from server.heads import LONGEST, PatientProtocol
from server.serving import configured
from tests.network import Network
from tests.server.live.conftest import PATIENCE, Place, site_of

pytestmark = pytest.mark.anyio

TOUCHED = ("connection_made", "connection_lost", "data_received", "on_message_begin", "on_headers_complete")
HEAD = b"GET /live HTTP/1.1\r\nHost: x\r\n"
MANY = 50


@pytest.fixture
async def place(graph: Graph, network: Network) -> AsyncIterator[Place]:
    await network.root()
    await network.member("amina", "maille")
    async with site_of(graph) as made:
        yield made


def test_uvicorn_has_what_is_touched_of_it() -> None:
    assert all(callable(getattr(HttpToolsProtocol, name, None)) for name in (*TOUCHED, "send_400_response"))
    config = configured(lambda *_: None)  # type: ignore[arg-type]
    config.load()
    assert config.http_protocol_class is PatientProtocol


async def test_half_a_head_is_not_waited_for(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "HEAD", 0.3)
    lines = [await asyncio.open_connection("127.0.0.1", place.port) for _ in range(MANY)]
    for number, (_, writer) in enumerate(lines):
        writer.write(HEAD[: number % len(HEAD)])  # some say nothing at all
    assert (await _charter(place)).status_code == 200
    for reader, writer in lines:
        assert (await asyncio.wait_for(reader.read(), PATIENCE)).startswith(b"HTTP/1.1 400 ")
        writer.close()


async def test_a_byte_now_and_then_is_no_reason_to_wait_longer(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "HEAD", 0.3)
    reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
    answer = asyncio.create_task(reader.read())
    async with asyncio.timeout(PATIENCE):
        while not answer.done():
            writer.write(b"G")
            await asyncio.wait((answer,), timeout=0.05)
    assert answer.exception() or answer.result().startswith(b"HTTP/1.1 400 ")
    writer.close()


async def test_the_second_head_of_a_line_is_not_waited_for_either(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
    writer.write(b"GET /charter HTTP/1.1\r\nHost: x\r\nAccept-Encoding: identity\r\n\r\n")
    assert (await asyncio.wait_for(reader.readuntil(b"</html>"), PATIENCE)).startswith(b"HTTP/1.1 200 ")
    monkeypatch.setattr(heads, "HEAD", 0.3)
    writer.write(HEAD)
    assert b"HTTP/1.1 400 " in await asyncio.wait_for(reader.read(), PATIENCE)
    writer.close()


async def test_a_head_without_an_end_is_refused_before_it_fills_the_memory(place: Place) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
    writer.write(HEAD)
    answer = asyncio.create_task(reader.read())
    sent = 0
    async with asyncio.timeout(PATIENCE):
        while not answer.done() and sent < 100 * LONGEST:
            writer.write(b"A: " + b"a" * 1000 + b"\r\n")
            sent += 1005
            await asyncio.wait((answer,), timeout=0.001)
    await asyncio.wait((answer,), timeout=PATIENCE)
    assert sent < 100 * LONGEST
    assert answer.exception() or answer.result().startswith(b"HTTP/1.1 400 ")
    writer.close()


async def test_a_long_body_is_none_of_its_business(place: Place) -> None:
    asked = {"query": "{ viewer { slug } }" + " " * (LONGEST - 1000)}
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
        for _ in range(3):  # on one line
            answer = await client.post(
                f"http://127.0.0.1:{place.port}/graphql", json=asked, headers={"Cookie": await place.cookie("amina")}
            )
            assert answer.json()["data"] == {"viewer": {"slug": "amina"}}


async def _charter(place: Place) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
        return await client.get(f"http://127.0.0.1:{place.port}/charter")
