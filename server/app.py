"""The only file that wires: collaborators in, an ASGI application out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from hashlib import sha256
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.routing import BaseRoute, Route, WebSocketRoute

from server.live.hub import Hub
from server.live.relay import NO_RELAY, Relay
from server.live.socket import live
from server.reminders import telling
from server.subscriptions.events import Events
from server.subscriptions.socket import graphql_transport_ws
from server.sweeping import sweeping
from web.door import Door
from web.files.name import MEDIA
from web.graphql.view import ENDPOINT
from web.headers import SecureHeaders, SmallBodies
from web.house import House
from web.mishaps import handlers
from web.routes import DEMO_ROUTES, ROUTES
from web.timing import Timing
from web.warm import warm

# Compressed already; or members' files, of which one may ask for a part: their bytes are the same for all.
AS_IT_IS = (*DEFAULT_EXCLUDED_CONTENT_TYPES, *MEDIA.values())
REMEMBERED = 60 * 24 * 3600  # seconds that a cookie is kept


def application(
    house: House, secret: str, *, https: bool, broker: str = "", relay: Relay = NO_RELAY, **collaborators: Any
) -> Starlette:
    """The site. `secret` signs the one cookie; `collaborators` travel in the state of every request.

    A nudge goes to the hub of this process, by the `broker` to those of others that have the same secret, and on to the
    `tell` that the house came with.
    """
    house = replace(house, secret=secret)
    hub = Hub(house, broker, f"maille:{sha256(secret.encode()).hexdigest()[:16]}", relay)
    beyond = house.tell

    async def tell(id: str) -> None:
        await hub.tell(id)
        await beyond(id)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Any]]:
        async with hub.running():
            beside = [asyncio.create_task(work(house)) for work in (telling, sweeping, warm)]
            try:
                yield {"house": replace(house, tell=tell), "hub": hub, "leaving": hub.desk.dismiss, **collaborators}
            finally:
                for task in beside:
                    task.cancel()
                await asyncio.wait(beside)

    parts: dict[str, Any] = {"routes": _routes(house), "middleware": _middleware(secret, https)}
    return Starlette(**parts, exception_handlers=handlers(), lifespan=lifespan)


def _middleware(secret: str, https: bool) -> list[Middleware]:
    return [
        Middleware(SecureHeaders, https=https),
        Middleware(Timing),
        Middleware(GZipMiddleware, minimum_size=700, compresslevel=6, exclude_content_types=AS_IT_IS),
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


def _routes(house: House) -> list[BaseRoute]:
    return [
        Route("/graphql", Events(ENDPOINT)),
        WebSocketRoute("/graphql", graphql_transport_ws),
        WebSocketRoute("/live", live),
        *ROUTES,
        *(DEMO_ROUTES if house.demo else []),
    ]
