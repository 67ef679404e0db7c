"""Sends the events of a stream until it is complete, or one side has enough."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Final

from starlette.types import Receive, Send

from server.subscriptions.flow import Flow

KEEP: Final = 15.0  # seconds after which a comment goes
GRACE: Final = 20.0  # seconds for a reader to take what is sent
COMMENT: Final = b":\n\n"
COMPLETE: Final = b"event: complete\ndata:\n\n"
HEADERS: Final = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "private, no-store, no-transform",
    "x-accel-buffering": "no",  # nginx would keep what is sent until there is much of it
    "vary": "Accept",
}


async def streamed(receive: Receive, send: Send, flow: Flow, dropped: Coroutine[Any, Any, None]) -> None:
    """Until the flow ends, the client is gone, or the hub drops it. Who takes nothing for GRACE seconds is cut off."""
    headers = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    ends = {asyncio.create_task(_gone(receive)), asyncio.create_task(dropped)}
    try:
        with suppress(TimeoutError):
            await _send(send, COMMENT)
            while (event := await _next(send, flow, ends)) is not None:
                await _send(send, event)
            await send({"type": "http.response.body", "body": COMPLETE if flow.complete else b""})
    finally:
        for task in ends:
            task.cancel()
        await asyncio.gather(*ends, return_exceptions=True)


async def _next(send: Send, flow: Flow, ends: set["asyncio.Task[None]"]) -> bytes | None:
    """The next event; None where nothing follows."""
    following = asyncio.create_task(flow.next())
    try:
        while True:
            done, _ = await asyncio.wait({following, *ends}, timeout=KEEP, return_when=asyncio.FIRST_COMPLETED)
            if done:
                return following.result() if following in done else None
            await _send(send, COMMENT)
    finally:
        following.cancel()


async def _send(send: Send, body: bytes) -> None:
    async with asyncio.timeout(GRACE):
        await send({"type": "http.response.body", "body": body, "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
