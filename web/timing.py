"""Server-Timing: what a page waited for the graph, and what it took in all, for who looks in a browser's tools."""

import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.counting import counting


class Timing:
    """ASGI middleware: statements and milliseconds of each answer, up to its first byte."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        start = time.perf_counter()
        with counting() as count:

            async def timed(message: Message) -> None:
                if message["type"] == "http.response.start":
                    took = (time.perf_counter() - start) * 1000
                    graph = f'graph;desc="{count.statements} statements";dur={count.seconds * 1000:.1f}'
                    MutableHeaders(scope=message)["server-timing"] = f"{graph}, total;dur={took:.1f}"
                await send(message)

            await self.app(scope, receive, timed)
