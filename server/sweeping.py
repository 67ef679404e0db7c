"""Forgets what was withdrawn, once nobody can undo it: words and files; and files that nobody said for a day."""

import asyncio

import structlog

from graph import version
from graph.identity import now
from web.house import House

EVERY = 60.0  # seconds between two sweeps, on every process: two do no harm

log = structlog.get_logger(__name__)


async def sweeping(house: House) -> None:
    """Sweeps until cancelled; where the store is away, the bytes wait for it."""
    while True:
        await asyncio.sleep(EVERY)
        try:
            await version.sweep(house.graph, now())
            await house.files.sweep(house.graph, now())
        except OSError as error:
            log.warning("the store of files is away: what is to be deleted waits", why=str(error))
        except Exception:
            log.exception("what was withdrawn is not swept")
