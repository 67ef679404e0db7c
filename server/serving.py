"""Serves an application on one address, and stops by itself alone: signals are not its business."""

import asyncio
import errno
import gc
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from graph.problems import StartProblem
from schema.limits import LIMITS
from server.heads import PatientProtocol
from server.live.pulse import Pulse
from server.live.wire import LiveProtocol

GOODBYE = 3  # seconds for requests under way when we stop
LARGEST_FRAME = LIMITS.body  # bytes that a socket may send us at once
PING = 20.0  # seconds between two pings of a socket, and to answer one: who is gone is found within a minute


class CannotListen(StartProblem):
    """The address can't be ours."""


class _Server(uvicorn.Server):
    """uvicorn would catch the signals and raise them again: the engine would not be stopped."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Streams would be waited for in vain."""
        self.lifespan.state.get("leaving", lambda: None)()
        await super().shutdown(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.collect()
        gc.freeze()  # it stays: looked through again and again, it would hold everybody up for a tenth of a second
        self._ready()


def listen(host: str, port: int) -> socket.socket:
    """A socket that is ours, before anything slow is started. CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        raise CannotListen(_why(host, port, error)) from error


def configured(app: ASGIApp, *, ping: float = PING, **more: Any) -> uvicorn.Config:
    """How uvicorn is to serve us."""
    given: dict[str, Any] = {
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "ws": partial(LiveProtocol, pulse=Pulse(ping)),
        "http": PatientProtocol,
        "ws_max_size": LARGEST_FRAME,
        "ws_per_message_deflate": True,
        "timeout_graceful_shutdown": GOODBYE,
    }
    return uvicorn.Config(app, **given | more)


async def serve(app: ASGIApp, listening: socket.socket, ready: Callable[[], None], proxies: str = "127.0.0.1") -> None:
    """Serves until cancelled; then requests under way have a moment to end."""
    server = _Server(configured(app, forwarded_allow_ips=proxies), ready)
    serving = asyncio.create_task(server.serve([listening]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise


def _why(host: str, port: int, error: OSError | OverflowError) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"Port {port} of {host} is taken: stop what listens there, or choose another with --port {port + 1}."
    if number == errno.EACCES:
        return f"Port {port} is only for the system's administrator: choose one above 1024, with --port 8000."
    why = getattr(error, "strerror", None) or str(error)
    return f"Nobody can listen at {host}, port {port} ({why}): check --host and --port."
