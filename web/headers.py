"""Headers that keep a browser from what no page of ours needs; and no body larger than it may be."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.files.bounds import USUAL, largest
from web.mishaps import mishap
from web.secure import SECURE

LARGEST = USUAL  # bytes of a request's body, but for those that bring files


class TooLarge(Exception):
    """More bytes than a request may bring."""


class SecureHeaders:
    """ASGI middleware around everything."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self.app = app
        self.headers = SECURE | ({"strict-transport-security": "max-age=31536000"} if https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("cache-control", "private, no-cache")
            await send(message)

        await self.app(scope, receive, with_headers)


class SmallBodies:
    """ASGI middleware: 413 for a body larger than it may be, whether it says so or not; the rest of it isn't read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers, got = Headers(scope=scope), 0
        length, most = headers.get("content-length", "0"), largest(scope["method"], scope["path"], headers)
        if not length.isdigit() or int(length) > most:
            await self._refuse(scope, receive, send)
            return

        async def bounded() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > most:
                raise TooLarge
            return message

        try:
            await self.app(scope, bounded, send)
        except TooLarge:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        await mishap(Request(scope), 413)(scope, receive, send)
