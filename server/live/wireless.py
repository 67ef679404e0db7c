"""A socket on a server without a wire: tasks send what is kept for its reader, and say why it is closed."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Final

from starlette.websockets import WebSocket, WebSocketDisconnect

from server.live.reader import Reader

GRACE: Final = 20.0  # seconds for a slow reader to take the reason of the close


async def attended(socket: WebSocket, reader: Reader, hearing: Coroutine[Any, Any, None]) -> None:
    """Hears them and sends, until the reader is gone, or has to go; what hearing raises."""
    tasks = [asyncio.create_task(work) for work in (hearing, _send(socket, reader), reader.kept.dropped())]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def dismiss(socket: WebSocket, code: int) -> None:
    """Says why. Behind what a slow reader has not taken yet, so it waits a while, and not for ever."""
    with suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
        async with asyncio.timeout(GRACE):
            await socket.close(code)


async def _send(socket: WebSocket, reader: Reader) -> None:
    with suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.send_text((await reader.kept.next()).text)
