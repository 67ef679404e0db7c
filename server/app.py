"""The only file that wires: collaborators in, an ASGI application out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.routing import WebSocketRoute

from server.live.hub import Hub
from server.live.socket import live
from web.door import Door
from web.headers import SecureHeaders, SmallBodies
from web.house import House
from web.mishaps import handlers
from web.routes import DEMO_ROUTES, ROUTES

REMEMBERED = 60 * 24 * 3600  # seconds that a cookie is kept


def application(house: House, secret: str, *, https: bool, **collaborators: Any) -> Starlette:
    """The site. `secret` signs the one cookie; `collaborators` travel in the state of every request.

    A nudge goes to the hub of this process, and on to the `tell` that the house came with.
    """
    hub, beyond = Hub(house), house.tell

    async def tell(id: str) -> None:
        await hub.tell(id)
        await beyond(id)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Any]]:
        async with hub.running():
            yield {"house": replace(house, tell=tell), "hub": hub, **collaborators}

    middleware = [
        Middleware(SecureHeaders, https=https),
        Middleware(GZipMiddleware, minimum_size=700, compresslevel=6),
        Middleware(SmallBodies),
        Middleware(
            SessionMiddleware,
            secret_key=secret,
            session_cookie="maille",
            max_age=REMEMBERED,
            same_site="lax",
            https_only=https,
        ),
        Middleware(Door),
    ]
    routes = [*ROUTES, WebSocketRoute("/live", live), *(DEMO_ROUTES if house.demo else [])]
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers(), lifespan=lifespan)
