"""The only file that wires: collaborators in, an ASGI application out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware

from web.door import Door
from web.headers import SecureHeaders, SmallBodies
from web.house import House
from web.routes import DEMO_ROUTES, ROUTES

REMEMBERED = 60 * 24 * 3600  # seconds that a cookie is kept


def application(house: House, secret: str, *, https: bool, **collaborators: Any) -> Starlette:
    """The site. `secret` signs the one cookie; `collaborators` travel in the state of every request."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Any]]:
        yield {"house": house, **collaborators}

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
    routes = [*ROUTES, *(DEMO_ROUTES if house.demo else [])]
    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan)
