"""Browsers and programs of the benches: who they are, and how they ask the same again and again."""

import asyncio
import re
import time
from typing import Any

import httpx

LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


async def enter(client: httpx.AsyncClient, member: str) -> str:
    """Signs in as a persona of the demo; the cookie of their browser."""
    page = (await client.get("/enter")).text
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)
    assert csrf
    await client.post("/enter", data={"csrf": csrf[1], "member": member, "back": "/"})
    return f"maille={client.cookies['maille']}"


async def ask(client: httpx.AsyncClient, document: str, **variables: str) -> dict[str, Any]:
    """The data of a document."""
    answer = (await client.post("/graphql", json={"query": document, "variables": variables})).json()
    data: dict[str, Any] = answer["data"]
    return data


async def again(address: str, request: bytes, seconds: float, at_once: int) -> list[tuple[float, int]]:
    """Seconds and bytes of each answer to a request that so many make again and again; each has to be a 200."""
    host, port = address.removeprefix("http://").split(":")
    end = time.perf_counter() + seconds
    found: list[tuple[float, int]] = []

    async def one() -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        while (start := time.perf_counter()) < end:
            writer.write(request)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = LENGTH.search(answer)
            assert length, answer
            assert answer.startswith(b"HTTP/1.1 200"), answer
            await reader.readexactly(int(length[1]))
            found.append((time.perf_counter() - start, int(length[1])))
        writer.close()

    await asyncio.gather(*(one() for _ in range(at_once)))
    return found
