"""Waits for an event, but no longer than until it is time to look."""

import asyncio
from contextlib import suppress


async def woken(event: asyncio.Event, seconds: float) -> bool:
    """True where the event was set before so many seconds were over; of none or less, it doesn't wait."""
    with suppress(TimeoutError):
        async with asyncio.timeout(max(0.0, seconds)):
            return await event.wait()
    return False
